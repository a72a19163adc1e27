import { credits } from '@fuelgauge/core';
import type { Cycle } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { amountText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import { roundHalfUp, stepOf } from '../figures/rounding.ts';
import { daysUntil } from '../figures/runway.ts';
import { dateText, momentText } from '../figures/time-text.ts';

export interface OtherCyclesProps {
  readonly facts: OverviewFacts;
  readonly cycles: readonly Cycle[];
}

/** The plan's cycle and those that run beside it, each with its own use and its own reset. */
export function OtherCycles({ facts, cycles }: OtherCyclesProps) {
  const t = useText('overview');
  const { catalog } = useShownCustomer();
  const { figures, timeZone, asOf, start, end } = facts;
  const { unit } = figures;
  const shown = (text: string) => {
    const exact = credits(text);
    return amountText({ exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) }, unit);
  };
  const own = {
    name: t('seriesCycle', { series: 'plan' }),
    start,
    end,
    used: amountText(figures.used, unit),
    billed: figures.billed.exact > 0n ? amountText(figures.billed, unit) : null,
  };
  const others = cycles.map((cycle) => {
    const total = cycle.totals.find((each) => each.unit === catalog.credit_unit);
    return {
      name: t('seriesCycle', { series: cycle.series }),
      start: new Date(cycle.start),
      end: new Date(cycle.end),
      used: total ? shown(total.used) : '0',
      billed: total && credits(total.overage) > 0n ? shown(total.overage) : null,
    };
  });
  return (
    <dl className="cycles">
      {[own, ...others].map((cycle) => (
        <div key={cycle.name}>
          <dt>{cycle.name}</dt>
          <dd>
            {dateText(cycle.start, timeZone)} –{' '}
            {dateText(new Date(cycle.end.getTime() - 1), timeZone)}
          </dd>
          <dd className="strong">{t('cycleUsed', { amount: cycle.used })}</dd>
          {cycle.billed !== null && <dd>{t('cycleBilled', { amount: cycle.billed })}</dd>}
          <dd className="mute">
            {t('resets', {
              moment: momentText(cycle.end, timeZone),
              days: daysUntil(cycle.end, { asOf, timeZone }),
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
