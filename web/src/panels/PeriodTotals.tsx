import type { Overview } from '@fuelgauge/sdk';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { type AmountScale, amountIn, amountsIn, shownIn } from '../figures/amount-scale.ts';
import { exactText } from '../figures/exact-text.ts';
import { type Explained, explainedUsage } from '../figures/explained.ts';
import { amountText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { daysIn } from '../figures/period.ts';
import { roundHalfUp, stepOf, sum } from '../figures/rounding.ts';
import { bucketText, dateText } from '../figures/time-text.ts';
import { MetricCard } from '../ui/MetricCard.tsx';
import { Num } from './Num.tsx';

export interface PeriodTotalsProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
}

/** What a period that is no running cycle came to: nothing of it is left, or runs out. */
export function PeriodTotals({ overview, facts }: PeriodTotalsProps) {
  const t = useText('overview');
  const { usage, period } = overview;
  const { scale, figures, timeZone, isCycle } = facts;
  const { unit } = scale;
  const [view] = useView();
  const used = shownIn(scale, amountIn(scale, usage.total));
  const days = daysIn(period, timeZone);
  const perDay = roundHalfUp(used.exact, BigInt(days)) / BigInt(days);
  const { bucket, amount: highest } = highestOf(usage, scale);
  const usageShown = { scale, filter: view.filter };
  const length: Explained = { figure: 'periodLength', text: t('days', { days }) };
  const average: Explained = {
    figure: 'averagePerDay',
    text: exactText(perDay, { currency: unit.currency }),
    inputs: [{ ...explainedUsage(usageShown), text: amountText(used, unit) }, length],
  };
  const granularity = t('granularity', { granularity: usage.granularity });
  const shown = (exact: bigint) =>
    amountText({ exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) }, unit);
  return (
    <dl className="metrics">
      <MetricCard
        label={t('used')}
        value={<Num explain={explainedUsage(usageShown)}>{amountText(used, unit)}</Num>}
        note={t('eventCount', { count: usage.total.events })}
      />
      <MetricCard
        label={t('length')}
        value={<Num explain={length}>{t('days', { days })}</Num>}
        note={`${dateText(new Date(period.from), timeZone)} – ${dateText(new Date(Date.parse(period.to) - 1), timeZone)}`}
      />
      <MetricCard
        label={t('averagePerDay')}
        value={<Num explain={average}>{shown(perDay)}</Num>}
        note={t(unit.currency === null ? 'creditsWord' : 'spendWord')}
      />
      {isCycle && figures.left ? (
        <MetricCard
          label={t('leftAtEnd')}
          value={<Num explain={{ figure: 'left' }}>{amountText(figures.left, figures.unit)}</Num>}
          note={t('quotaOf', {
            used: amountText(figures.used, figures.unit),
            limit: amountText(figures.total, figures.unit),
          })}
        />
      ) : (
        bucket && (
          <MetricCard
            label={t('highest', { granularity })}
            value={
              <Num explain={explainedUsage({ ...usageShown, period: periodOf(bucket) })}>
                {shown(highest)}
              </Num>
            }
            note={bucketText(
              { start: new Date(bucket.start), end: new Date(bucket.end) },
              timeZone,
            )}
          />
        )
      )}
    </dl>
  );
}

/** The bucket that used most, and how much that was. */
function highestOf({ buckets, groups }: Overview['usage'], scale: AmountScale) {
  const totals = buckets.map((_, index) =>
    sum(groups.map((group) => amountsIn(scale, group)[index] ?? 0n)),
  );
  const most = totals.reduce(
    (best, amount, index) => (amount > (totals[best] ?? 0n) ? index : best),
    0,
  );
  return { bucket: buckets[most], amount: totals[most] ?? 0n };
}

function periodOf({ start, end }: Overview['usage']['buckets'][number]) {
  return { from: start, to: end };
}
