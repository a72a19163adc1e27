import type { Usage } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartGaps, completeTo, missingBuckets } from './chart-gaps.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-12T00:00:00Z');
const HOURS = 24;
const words = (when: string, lasts: boolean) => `${lasts ? 'since ' : ''}${when}`;

test('a gap says its time, stands where it was, and is no zero of the days without usage', () => {
  const gaps = [{ from: at(2.25), to: at(5) }];
  const usage = usageOf({ gaps, events: [0, 1], asOf: HOURS });
  expect(chartGaps(usage, words)).toEqual([
    { from: 2.25, to: 5, label: expect.stringMatching(/12 Nov,? 02:15\s?–\s?05:00/) },
  ]);
  expect([...missingBuckets(usage)]).toEqual([3, 4]);
  expect(completeTo(usage)).toBeNull();
});

test('a gap that lasts ends now and says since when, and what came in spite of it is known', () => {
  const gaps = [{ from: at(3), to: null }];
  const usage = usageOf({ gaps, events: [4], asOf: 6.5 });
  expect(chartGaps(usage, words)).toEqual([
    { from: 3, to: 6.5, label: expect.stringMatching(/since 12 Nov 03:00 UTC/) },
  ]);
  expect([...missingBuckets(usage)]).toEqual([3, 5, 6]);
  expect(completeTo(usage)).toEqual(new Date(at(3)));
});

test('gaps stay within the chart, and only what they cover wholly and without events is missing', () => {
  const hour = fc.double({ min: -10, max: HOURS + 10, noNaN: true });
  const gap = fc.tuple(hour, fc.option(hour)).map(([from, length]) => ({
    from: at(from),
    to: length === null ? null : at(from + Math.abs(length) + 0.01),
  }));
  fc.assert(
    fc.property(
      fc.array(gap, { maxLength: 4 }),
      fc.array(fc.nat(HOURS - 1)),
      fc.double({ min: 0.01, max: HOURS, noNaN: true }),
      (gaps, events, asOf) => {
        const usage = usageOf({ gaps, events, asOf });
        for (const { from, to } of chartGaps(usage, words)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(asOf + 1e-6);
        }
        const missing = missingBuckets(usage);
        for (const bucket of missing) {
          expect(events).not.toContain(bucket);
          expect(chartGaps(usage, words).some(({ from }) => from <= bucket)).toBe(true);
        }
        if (gaps.length === 0) expect(missing.size).toBe(0);
      },
    ),
  );
});

/** So many hours into the day. */
function at(hours: number): string {
  return new Date(START_MS + Math.round(hours * HOUR_MS)).toISOString();
}

interface Given {
  readonly gaps: Usage['gaps'];
  /** Hours in which there was an event. */
  readonly events: readonly number[];
  readonly asOf: number;
}

function usageOf({ gaps, events, asOf }: Given) {
  const hours = Array.from({ length: HOURS }, (_, hour) => hour);
  return {
    gaps,
    time_zone: 'UTC',
    as_of: at(asOf),
    buckets: hours.map((hour) => ({ start: at(hour), end: at(hour + 1) })),
    groups: [
      { events: hours.map((hour) => (events.includes(hour) ? 1 : 0)) },
    ] as unknown as Usage['groups'],
  };
}
