import { type Credits, nano } from './credits.ts';
import { rational, roundHalfEven } from './rational.ts';
import { type Instant, type Interval, localDate } from './time.ts';

/** What a change of quantity within a cycle costs or gives back: its days' part of the price, signed like the change. */
export interface Proration {
  readonly at: Instant;
  /** How many more; negative when it became fewer. */
  readonly change: bigint;
  /** Local days from that of the change to the end of the cycle, its own counted. */
  readonly days: number;
  readonly daysInCycle: number;
  readonly amount: Credits;
}

/** Something paid for by the cycle: how many there were since when, and the price of one in nano-units of a currency. */
export interface CycleItem {
  /** Oldest first. */
  readonly quantities: readonly { readonly from: Instant; readonly value: bigint }[];
  readonly unitPrice: Credits;
  readonly cycle: Interval;
  readonly zone: string;
}

/**
 * A line for each change after the first day of the cycle. With the price of what there was at its start they make up the
 * whole charge: each quantity for the days it was there, every line rounded once, half to even.
 */
export function prorate({ quantities, unitPrice, cycle, zone }: CycleItem): Proration[] {
  const first = localDate(cycle.start, zone);
  const end = localDate(cycle.end, zone);
  const daysInCycle = daysBetween(first, end);
  return quantities.flatMap(({ from, value }, index) => {
    const date = localDate(from, zone);
    const change = value - (quantities[index - 1]?.value ?? 0n);
    if (from >= cycle.end || date <= first || change === 0n) return [];
    const days = daysBetween(date, end);
    const part = rational(change * unitPrice * BigInt(days), BigInt(daysInCycle));
    return [{ at: from, change, days, daysInCycle, amount: nano(roundHalfEven(part)) }];
  });
}

/** How many there were when the cycle began: what is paid for whole. Changes of its first day count as made at its start. */
export function quantityAtStart({ quantities, cycle, zone }: CycleItem): bigint {
  const first = localDate(cycle.start, zone);
  return quantities.findLast(({ from }) => localDate(from, zone) <= first)?.value ?? 0n;
}

const DAY_MS = 86_400_000;

function daysBetween(date: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(date)) / DAY_MS);
}
