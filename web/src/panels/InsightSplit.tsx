import type { CustomerCatalog } from '@fuelgauge/sdk';
import { useClient } from '../data/session.ts';
import { usePeriod, useShownCustomer } from '../data/shown-customer.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { quantityText } from '../figures/number-text.ts';
import { Failed } from './Failed.tsx';

export interface InsightSplitProps {
  readonly meter: CustomerCatalog['meters'][number];
  readonly dimension: CustomerCatalog['dimensions'][number];
}

/** The quantity of a meter by a few known values, such as the direction of tokens. */
export function InsightSplit({ meter, dimension }: InsightSplitProps) {
  const t = useText('insights');
  const client = useClient();
  const { customer } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const id = customer.customer;
  const { value, failure, reload } = useResource({
    key: ['breakdown', id, from, to, 'split', meter.id, dimension.id],
    load:
      from && to
        ? (signal) => {
            const filter = `meter:in:${encodeURIComponent(meter.id)}`;
            return client.breakdown.get(id, { from, to, by: dimension.id, filter }, { signal });
          }
        : undefined,
  });
  if (!value && failure) return <Failed what="theBreakdown" failure={failure} retry={reload} />;
  const known = value?.rows.filter(({ quantity }) => quantity !== null) ?? [];
  if (known.length < 2) return null;
  return (
    <div className="insight-split">
      <h3>{t('by', { dimension: midSentence(dimension.label) })}</h3>
      <dl>
        {known.map(({ key, label, quantity, unit }) => (
          <div key={key ?? ''}>
            <dt>{label}</dt>
            <dd>{quantityText(quantity ?? '0', unit ?? meter.unit)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
