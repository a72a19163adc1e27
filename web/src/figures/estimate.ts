import { NANO } from '@fuelgauge/core';
import { WALL_DAY_MS, wallClock } from './wall-clock.ts';

export interface EstimateInput {
  /** What each part of the cycle used, in order; the last may still last. */
  readonly parts: readonly { readonly end: Date; readonly amount: bigint }[];
  readonly start: Date;
  readonly end: Date;
  readonly asOf: Date;
  readonly timeZone: string;
}

/** Amounts as numbers of whole units: an estimate has no exact value. */
export interface Outcome {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Where use lands if it goes on at the mean rate of the cycle so far. */
export interface Estimate {
  /** So far and to the end, days of the billing zone. */
  readonly elapsedDays: number;
  readonly aheadDays: number;
  /** Used in all by a moment so many days from now; 80 % of outcomes lie between low and high. */
  readonly after: (days: number) => Outcome;
  /** Days until so much more is used: `low` is the earlier end, infinite where it is never used. */
  readonly untilUsed: (amount: bigint) => Outcome;
}

const DAYS_MIN = 3;
/** Four of five outcomes of a normal distribution lie within so many deviations. */
const DEVIATIONS = 1.2816;
const DAYS_MAX = 1_000;

/**
 * Undefined before three days of use: too few to say how much days differ. The band grows with the
 * days ahead, and with how little is known of the rate itself.
 */
export function estimate(input: EstimateInput): Estimate | undefined {
  const { parts, start, end, asOf, timeZone } = input;
  const [from, to, now] = [start, end, asOf].map((at) => wallClock(at, timeZone) / WALL_DAY_MS);
  if (from === undefined || to === undefined || now === undefined) return undefined;
  const elapsedDays = now - from;
  const used = parts.reduce((sum, { amount }) => sum + units(amount), 0);
  const done = parts.filter((part) => part.end <= asOf);
  if (elapsedDays < DAYS_MIN || now >= to || used <= 0 || done.length < 2) return undefined;
  const rate = used / elapsedDays;
  let begun = from;
  let variance = 0;
  for (const part of done) {
    const until = wallClock(part.end, timeZone) / WALL_DAY_MS;
    const days = Math.max(until - begun, Number.EPSILON);
    variance += (units(part.amount) - rate * days) ** 2 / days / (done.length - 1);
    begun = until;
  }
  const spread = (days: number) =>
    DEVIATIONS * Math.sqrt(variance * (days + (days * days) / elapsedDays));
  const more = (days: number) => ({ least: Math.max(0, rate * days - spread(days)), days });
  return {
    elapsedDays,
    aheadDays: to - now,
    after: (days) => ({
      low: used + more(days).least,
      median: used + rate * days,
      high: used + rate * days + spread(days),
    }),
    untilUsed: (amount) => ({
      low: firstDay((days) => rate * days + spread(days) >= units(amount)),
      median: units(amount) / rate,
      high: firstDay((days) => more(days).least >= units(amount)),
    }),
  };
}

/** To three digits: more would claim to know more. */
export function roundedOutcome(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const step = 10 ** Math.max(Math.floor(Math.log10(Math.abs(value))) - 2, -9);
  return Math.round(value / step) * step;
}

/** The day from which on it holds, found by halving; infinite where it does not within 1,000. */
function firstDay(holds: (days: number) => boolean): number {
  if (!holds(DAYS_MAX)) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, DAYS_MAX];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function units(nano: bigint): number {
  return Number(nano) / Number(NANO);
}
