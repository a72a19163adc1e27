import type { Overview } from '@fuelgauge/sdk';
import { Meter } from '../charts/Meter.tsx';
import { useText } from '../data/use-text.ts';
import { countText } from '../figures/number-text.ts';
import { QuotaText } from './QuotaText.tsx';

export interface QuotaStripProps {
  readonly quotas: Overview['quotas'];
}

/** How many of each thing the plan allows, and how many are in use; null is any number. */
export function QuotaStrip({ quotas }: QuotaStripProps) {
  const t = useText('overview');
  return (
    <section className="card" aria-labelledby="quotas">
      <div className="card-head">
        <h2 id="quotas">{t('limits')}</h2>
      </div>
      <ul className="quotas">
        {quotas.map((quota) => {
          const { key, label, used, limit } = quota;
          return (
            <li key={key}>
              <span>{label}</span>
              <strong>
                <QuotaText quota={quota} />
              </strong>
              {used !== null && limit !== null && limit > 0 && (
                <Meter
                  label={label}
                  text={t('quotaOf', { used: countText(used), limit: countText(limit) })}
                  part={used / limit}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
