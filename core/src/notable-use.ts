import { assert } from './assert.ts';

/** How many days that are over are looked at: the last of them may be notable, those before say what is usual. */
export const RECENT_DAYS = 7;
export const USUAL_DAYS = 21;

/** What is usual is known of so many days at least. */
const KNOWN_DAYS_MIN = 14;
/** Three times the usual is notable. */
const TIMES_MIN = 3n;
/** And a twentieth of what everything used. */
const SHARE_MIN = 20n;

/** Daily use of one thing, and of everything, on the same {@link USUAL_DAYS} + {@link RECENT_DAYS} days, oldest first. */
export interface DailyUse {
  /** Null where it is not known. */
  readonly used: readonly (bigint | null)[];
  readonly all: readonly bigint[];
}

/** Use that is a multiple of its own usual. */
export interface NotableUse {
  /** How many of the days ago it began: 1 is the last of them. */
  readonly days: number;
  /** Of a day: the median of the days before the recent ones. */
  readonly usual: bigint;
  /** How many times the usual it was on an average day since; whole, rounded down. */
  readonly times: bigint;
}

/**
 * The longest run of recent days, up to the last, that began with a notable day and is notable on average: at least three times
 * the usual, and at least a twentieth of what everything used since. Null when there is none, or no usual: it must be known
 * of 14 days and be more than nothing, so that what is new or seldom used is never compared.
 */
export function notableUse({ used, all }: DailyUse): NotableUse | null {
  assert(used.length === USUAL_DAYS + RECENT_DAYS, 'all days are given');
  assert(all.length === used.length, 'the days are the same');
  const before = used.slice(0, USUAL_DAYS).filter((amount) => amount !== null);
  if (before.length < KNOWN_DAYS_MIN) return null;
  const usual = medianOf(before);
  if (usual <= 0n) return null;
  for (let days = RECENT_DAYS; days > 0; days -= 1) {
    const run = used.slice(-days);
    const known = run.filter((amount) => amount !== null);
    const first = run[0] ?? null;
    if (first === null || first < TIMES_MIN * usual) continue;
    const since = sumOf(known);
    const expected = usual * BigInt(known.length);
    const isMuch = since >= TIMES_MIN * expected && since * SHARE_MIN >= sumOf(all.slice(-days));
    if (isMuch) return { days, usual, times: since / expected };
  }
  return null;
}

/** The middle one; of an even number the lower of the two, so that it is an amount that was used. */
function medianOf(amounts: readonly bigint[]): bigint {
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
