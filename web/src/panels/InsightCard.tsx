import { credits, PICO, parseQuantity } from '@fuelgauge/core';
import type { CustomerCatalog, Usage, UsageGroup } from '@fuelgauge/sdk';
import { Spark } from '../charts/Spark.tsx';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useScale } from '../data/use-scale.ts';
import { useText } from '../data/use-text.ts';
import { amountIn, shownIn } from '../figures/amount-scale.ts';
import { rateOf, splitsOf } from '../figures/insight-items.ts';
import { amountText, quantityText } from '../figures/number-text.ts';
import { ExploreLink } from './ExploreLink.tsx';
import { InsightSplit } from './InsightSplit.tsx';
import { useAmountWords } from './use-amount-words.ts';

export interface InsightCardProps {
  readonly meter: CustomerCatalog['meters'][number];
  readonly usage: Usage;
}

const SPARK = { width: 220, height: 48 };

/** One meter in its own unit: the period, the trend, what it turned into and what it is made of. */
export function InsightCard({ meter, usage }: InsightCardProps) {
  const t = useText('insights');
  const { catalog } = useShownCustomer();
  const scale = useScale(usage);
  const { named } = useAmountWords(scale.unit);
  const group = usage.groups.find(({ key }) => key === meter.id);
  const rate = rateOf(catalog, meter.id);
  const values = valuesOf(group, usage);
  const daily = (index: number) =>
    quantityText(group?.quantity?.[index] ?? '0', group?.unit ?? meter.unit);
  const used = group ? amountIn(scale, group.total) : 0n;
  return (
    <section className="card insight" aria-label={meter.label}>
      <h2>
        {meter.label}
        {rate && credits(rate.credits) > 0n && (
          <span className="insight-rate">
            {t('rate', { credits: rate.credits, quantity: quantityText(rate.per, meter.unit) })}
          </span>
        )}
      </h2>
      <p className="insight-value">
        {group?.total.quantity
          ? quantityText(group.total.quantity, group.unit ?? meter.unit)
          : t('nothing')}
      </p>
      {values.length > 1 && (
        <Spark
          values={values}
          label={t('trend', { first: daily(0), last: daily(values.length - 1) })}
          {...SPARK}
        />
      )}
      <p className="mute">
        {used === 0n ? t('free') : named(amountText(shownIn(scale, used), scale.unit))}
      </p>
      {group &&
        splitsOf(catalog, meter).map((dimension) => (
          <InsightSplit key={dimension.id} meter={meter} dimension={dimension} />
        ))}
      <ExploreLink filter={[{ name: 'meter', isIn: true, values: [meter.id] }]}>
        {t('explore', { name: meter.label })}
      </ExploreLink>
    </section>
  );
}

/** Only for pixels. */
function valuesOf(group: UsageGroup | undefined, { buckets, as_of }: Usage): readonly number[] {
  const now = Date.parse(as_of);
  // A day that still lasts would look like a fall.
  const ended = buckets.filter(({ end }) => Date.parse(end) <= now).length;
  return (group?.quantity ?? [])
    .slice(0, ended)
    .map((quantity) => Number(parseQuantity(quantity) ?? 0n) / Number(PICO));
}
