import { useText } from '../data/use-text.ts';
import { amountText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { dateText, momentText } from '../figures/time-text.ts';
import { outcomeText } from '../figures/usage-chart.ts';

export interface EstimateLineProps {
  readonly facts: OverviewFacts;
  /** The chart shows sums so far, which is what an estimate goes on from. */
  readonly isShown: boolean;
}

/** Where the period is likely to end, in words; and what stands below amounts in money. */
export function EstimateLine({ facts, isShown }: EstimateLineProps) {
  const t = useText('overview');
  const { estimate, figures, scale, start, end, asOf, timeZone, runway } = facts;
  if (scale.isValued) return <p className="footnote">{t('valuedNote')}</p>;
  if (!isShown || !facts.isCycle || !facts.isCurrent || figures.used.exact <= 0n) return null;
  if (!estimate) {
    return runway.daysElapsed < ESTIMATE_DAYS ? (
      <p className="footnote">{t('estimateLater')}</p>
    ) : null;
  }
  const { low, high } = estimate.after(estimate.aheadDays);
  return (
    <p className="footnote" id="estimate">
      {runway.early && runway.runOut.kind === 'days' && <strong>{t('pacingOut')} </strong>}
      {t('likely', {
        low: outcomeText(low, scale),
        high: outcomeText(high, scale),
        moment: momentText(end, timeZone),
        total: figures.left ? amountText(figures.total, figures.unit) : 'none',
        from: dateText(start, timeZone),
        to: dateText(asOf, timeZone),
      })}
    </p>
  );
}

const ESTIMATE_DAYS = 3;
