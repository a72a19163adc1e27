import type { Overview } from '@fuelgauge/sdk';
import { Meter } from '../charts/Meter.tsx';
import { useText } from '../data/use-text.ts';
import { countText } from '../figures/number-text.ts';

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
        {quotas.map(({ key, label, used, limit }) => {
          const of = limit === null ? null : countText(limit);
          const inUse = used === null ? null : countText(used);
          const text =
            inUse === null
              ? of === null
                ? t('quotaOpen')
                : t('quotaLimit', { limit: of })
              : of === null
                ? t('quotaUnlimited', { used: inUse })
                : t('quotaOf', { used: inUse, limit: of });
          return (
            <li key={key}>
              <span>{label}</span>
              <strong>{text}</strong>
              {used !== null && limit !== null && limit > 0 && (
                <Meter label={label} text={text} part={used / limit} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
