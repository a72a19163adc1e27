import type { Usage } from '@fuelgauge/sdk';
import type { ChartGap } from '../charts/chart-data.ts';
import { momentText, stretchText } from './time-text.ts';

/** Says of `12 Nov, 02:10 – 03:40`, or of the moment since when it lasts, that nothing was received. */
export type GapWords = (when: string, lasts: boolean) => string;

/** What stands where a number is not known. */
export const UNKNOWN = '—';

type Gapped = Pick<Usage, 'gaps' | 'buckets' | 'as_of' | 'time_zone'>;

/**
 * The gaps of usage as a chart places them: counted in buckets, within the chart and up to now. Each
 * says its whole stretch, also where the chart shows a part.
 */
export function chartGaps(usage: Gapped, words: GapWords): ChartGap[] {
  return usage.gaps.flatMap((gap) => {
    const [from, to] = [placeOf(usage, startOf(gap)), placeOf(usage, endOf(usage, gap))];
    return from < to ? [{ from, to, label: gapText(usage, gap, words) }] : [];
  });
}

/** One gap in words. */
export function gapText(
  { time_zone: zone }: Pick<Usage, 'time_zone'>,
  { from, to }: Usage['gaps'][number],
  words: GapWords,
): string {
  const start = new Date(from);
  if (to === null) return words(momentText(start, zone), true);
  return words(stretchText({ start, end: new Date(to) }, zone), false);
}

/**
 * The buckets of which nothing is known: they lie in a gap, as far as they have come, and no event
 * was recorded in them. What has no gap and no events is zero.
 */
export function missingBuckets(usage: Gapped & Pick<Usage, 'groups'>): ReadonlySet<number> {
  const now = Date.parse(usage.as_of);
  return new Set(
    usage.buckets.flatMap((bucket, index) => {
      const [start, end] = [Date.parse(bucket.start), Math.min(Date.parse(bucket.end), now)];
      const isCovered =
        start < end && usage.gaps.some((gap) => startOf(gap) <= start && endOf(usage, gap) >= end);
      return isCovered && usage.groups.every(({ events }) => !events[index]) ? [index] : [];
    }),
  );
}

/** Up to when usage is complete; null where no gap lasts. */
export function completeTo({ gaps }: Pick<Usage, 'gaps'>): Date | null {
  const lasting = gaps.find(({ to }) => to === null);
  return lasting ? new Date(lasting.from) : null;
}

function startOf({ from }: Usage['gaps'][number]): number {
  return Date.parse(from);
}

function endOf({ as_of }: Pick<Usage, 'as_of'>, { to }: Usage['gaps'][number]): number {
  const now = Date.parse(as_of);
  return to === null ? now : Math.min(Date.parse(to), now);
}

/** Where a moment lies, counted in buckets from the left edge; 0 before it, and their number after it. */
function placeOf({ buckets }: Pick<Usage, 'buckets'>, at: number): number {
  const index = buckets.findIndex(({ end }) => Date.parse(end) > at);
  const bucket = buckets[index];
  if (!bucket) return buckets.length;
  const [start, end] = [Date.parse(bucket.start), Date.parse(bucket.end)];
  return index + Math.max(0, at - start) / (end - start);
}
