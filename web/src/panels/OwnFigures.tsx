import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { amountsIn, shownIn } from '../figures/amount-scale.ts';
import { explainedUsage } from '../figures/explained.ts';
import type { Clause } from '../figures/filter.ts';
import { amountText } from '../figures/number-text.ts';
import { sum } from '../figures/rounding.ts';
import { dateText, momentText } from '../figures/time-text.ts';
import { MetricCard } from '../ui/MetricCard.tsx';
import { Num } from './Num.tsx';
import { useAmountWords } from './use-amount-words.ts';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface OwnFiguresProps {
  readonly figures: ExploreFigures;
  readonly filter: readonly Clause[];
}

/** What somebody used of their own in the period, the limit they have, and when the period ends. */
export function OwnFigures({ figures, filter }: OwnFiguresProps) {
  const t = useText('me');
  const { customer, cycles } = useShownCustomer();
  const { usage, scale } = figures;
  const { named } = useAmountWords(scale.unit);
  const used = sum(usage.groups.flatMap((group) => amountsIn(scale, group)));
  const cycle = cycles.find(({ series, is_current }) => series === 'plan' && is_current);
  const end = cycle && new Date(cycle.end);
  return (
    <dl className="metrics">
      <MetricCard
        label={t('used')}
        value={
          <Num explain={explainedUsage({ scale, filter })}>
            {named(amountText(shownIn(scale, used), scale.unit))}
          </Num>
        }
        note={t('inPeriod')}
      />
      <MetricCard
        label={t('ownLimit')}
        value={t('none')}
        note={t('noLimit', { customer: customer.name })}
      />
      {end && (
        <MetricCard
          label={t('resets')}
          value={dateText(end, customer.time_zone)}
          note={t('resetsNote', { time: momentText(end, customer.time_zone) })}
        />
      )}
    </dl>
  );
}
