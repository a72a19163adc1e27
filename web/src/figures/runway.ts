import { roundHalfUp } from './rounding.ts';
import { WALL_DAY_MS, wallClock } from './wall-clock.ts';

export interface RunwayInput {
  readonly start: Date;
  readonly end: Date;
  readonly asOf: Date;
  /** Billing zone: days are its calendar days. */
  readonly timeZone: string;
  readonly used: bigint;
  readonly total: bigint;
  /** Null when nothing limits it: then nothing runs out. */
  readonly available: bigint | null;
}

export interface Runway {
  readonly daysElapsed: number;
  readonly daysRemaining: number;
  /**
   * Credits per day so far in the cycle, to the nano-credit. A cycle younger than a day counts as
   * one.
   */
  readonly perDay: bigint;
  readonly runOut: RunOut;
  /** Credits end before the cycle does, and there is enough of the cycle to say so. */
  readonly early: boolean;
}

/** `days` are whole, the fraction dropped. `beyond` is more than 999 of them. */
export type RunOut =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'beyond' };

const DAYS_SHOWN_MAX = 999n;

/**
 * How far the credits reach at the cycle's average so far. Elapsed and remaining days add up to
 * the cycle.
 */
export function runway(input: RunwayInput): Runway {
  const { used, total, available } = input;
  const { elapsedMs, daysElapsed, daysRemaining } = days(input);
  const dayMs = BigInt(WALL_DAY_MS);
  const spanMs = elapsedMs > dayMs ? elapsedMs : dayMs;
  const known = elapsedMs >= dayMs || used * 10n >= total;
  return {
    daysElapsed,
    daysRemaining,
    perDay: roundHalfUp(used * dayMs, spanMs) / spanMs,
    runOut:
      available === null
        ? { kind: 'unknown' }
        : runOut({ used: used * dayMs, available: available * spanMs }),
    early:
      available !== null &&
      used > 0n &&
      known &&
      available * spanMs < used * dayMs * BigInt(daysRemaining),
  };
}

function days({ start, end, asOf, timeZone }: RunwayInput) {
  const startMs = wallClock(start, timeZone);
  const lengthMs = wallClock(end, timeZone) - startMs;
  const elapsedMs = Math.min(Math.max(wallClock(asOf, timeZone) - startMs, 0), lengthMs);
  const daysElapsed = Math.floor(elapsedMs / WALL_DAY_MS);
  const daysRemaining = Math.ceil(lengthMs / WALL_DAY_MS) - daysElapsed;
  return { elapsedMs: BigInt(elapsedMs), daysElapsed, daysRemaining };
}

function runOut({
  used,
  available,
}: {
  readonly used: bigint;
  readonly available: bigint;
}): RunOut {
  if (used <= 0n) return { kind: 'unknown' };
  if (available <= 0n) return { kind: 'exhausted' };
  const whole = available / used;
  return whole > DAYS_SHOWN_MAX ? { kind: 'beyond' } : { kind: 'days', days: Number(whole) };
}

/** Calendar days of the billing zone until a moment, a begun one counted whole; 0 once it is past. */
export function daysUntil(
  at: Date,
  { asOf, timeZone }: { readonly asOf: Date; readonly timeZone: string },
): number {
  const ms = wallClock(at, timeZone) - wallClock(asOf, timeZone);
  return Math.max(0, Math.ceil(ms / WALL_DAY_MS));
}
