import { expect, test } from 'vitest';
import { backoffMs, parseRetryAfter } from './backoff.ts';

const NOW_MS = Date.parse('2026-11-20T09:30:00Z');

test('waits twice as long each time, up to ten seconds, at least half of it', () => {
  for (const [failures, most] of [
    [1, 200],
    [2, 400],
    [3, 800],
    [7, 10_000],
    [40, 10_000],
  ] as const) {
    const waits = Array.from({ length: 50 }, () => backoffMs(failures, null));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(most / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(most);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});

test('never waits less than the server asked', () => {
  expect(backoffMs(1, 3000)).toBe(3000);
});

test.each([
  ['2', 2000],
  [' 0 ', 0],
  ['Fri, 20 Nov 2026 09:30:05 GMT', 5000],
  ['Fri, 20 Nov 2026 09:29:00 GMT', 0],
  ['soon', null],
  [null, null],
])('reads Retry-After %j as %j ms', (header, ms) => {
  expect(parseRetryAfter(header, NOW_MS)).toBe(ms);
});
