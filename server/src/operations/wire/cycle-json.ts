import { type Cycle, type CycleTotals, formatCredits, formatInstant } from '@fuelgauge/core';

/** A cycle of a series with what was booked in it. */
export interface CycleJson {
  readonly series: string;
  readonly start: string;
  readonly end: string;
  /** `next` is still to come; `closing` has ended and still takes late events; `final` is closed. */
  readonly state: Cycle['state'] | 'next';
  readonly is_current: boolean;
  /** One for each unit something was booked in; none of a cycle to come. */
  readonly totals: readonly CycleTotalsJson[];
}

export interface CycleTotalsJson {
  readonly unit: string;
  readonly granted: string;
  readonly expired: string;
  readonly voided: string;
  readonly used: string;
  readonly overdrawn: string;
  readonly overage: string;
  readonly unlimited: string;
}

export interface CycleContext {
  readonly zone: string;
  readonly state: CycleJson['state'];
  readonly isCurrent: boolean;
  readonly totals: readonly (readonly [unit: string, totals: CycleTotals])[];
}

export function cycleJson(cycle: Cycle, about: CycleContext): CycleJson {
  return {
    series: cycle.series,
    start: formatInstant(cycle.start, about.zone),
    end: formatInstant(cycle.end, about.zone),
    state: about.state,
    is_current: about.isCurrent,
    totals: about.totals.map(([unit, totals]) => ({
      unit,
      granted: formatCredits(totals.granted),
      expired: formatCredits(totals.expired),
      voided: formatCredits(totals.voided),
      used: formatCredits(totals.used),
      overdrawn: formatCredits(totals.overdrawn),
      overage: formatCredits(totals.overage),
      unlimited: formatCredits(totals.unlimited),
    })),
  };
}
