import type { Cycle } from '@fuelgauge/sdk';
import { describe, expect, test } from 'vitest';
import { clippedText, daysIn, keptDates, lastDateOf, rangeText, resolvePeriod } from './period.ts';

const zone = 'Europe/Berlin';
const now = Temporal.Instant.from('2026-11-20T09:30:00Z');

function cycle(start: string, end: string, rest: Partial<Cycle> = {}): Cycle {
  return { series: 'plan', start, end, state: 'final', is_current: false, totals: [], ...rest };
}

const cycles: readonly Cycle[] = [
  cycle('2026-12-01T00:00:00+01:00', '2027-01-01T00:00:00+01:00', { state: 'next' }),
  cycle('2026-11-01T00:00:00+01:00', '2026-12-01T00:00:00+01:00', {
    state: 'open',
    is_current: true,
  }),
  cycle('2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'),
  cycle('2026-09-15T00:00:00+02:00', '2026-10-01T00:00:00+02:00'),
];

const at = (text: string) => resolvePeriod({ text, cycles, now, timeZone: zone });

describe('the period an address means', () => {
  test('27: arrows step through the cycles, and end at the first and the latest', () => {
    expect(at('current')).toMatchObject({
      earlier: 'cycle:2026-10-01',
      later: null,
      isCurrent: true,
    });
    expect(at('prev')).toMatchObject({
      from: '2026-10-01T00:00:00+02:00',
      later: 'current',
      earlier: 'cycle:2026-09-15',
      isClosed: true,
    });
    expect(at('cycle:2026-09-15')).toMatchObject({ earlier: null, later: 'cycle:2026-10-01' });
  });

  test('a cycle nobody has is the current one', () => {
    expect(at('cycle:2020-01-01')).toEqual(at('current'));
    expect(at('flex:2026-07-01')).toEqual(at('current'));
  });

  test('days are whole days of the zone, also where the clocks change', () => {
    const period = at('2026-10-25..2026-10-25');
    expect(period).toMatchObject({
      from: '2026-10-25T00:00:00+02:00',
      to: '2026-10-26T00:00:00+01:00',
    });
    expect(period && daysIn(period, zone)).toBe(1);
    expect(period && lastDateOf(period.to, zone)).toBe('2026-10-25');
  });

  test('days that do not exist, or run backwards, are the current cycle', () => {
    expect(at('2026-02-30..2026-03-01')).toEqual(at('current'));
    expect(at('2026-11-05..2026-11-01')).toEqual(at('current'));
  });

  test.each(['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata'])(
    '8: dates stay the dates that were chosen in %s',
    (timeZone) => {
      const period = resolvePeriod({ text: '2026-11-01..2026-11-15', cycles, now, timeZone });
      expect(period?.from.slice(0, 10)).toBe('2026-11-01');
      expect(period && lastDateOf(period.to, timeZone)).toBe('2026-11-15');
      expect(period && daysIn(period, timeZone)).toBe(15);
    },
  );

  test('rolling windows are whole hours and days, the one under way as the last', () => {
    expect(at('24h')).toMatchObject({
      from: '2026-11-19T11:00:00+01:00',
      to: '2026-11-20T11:00:00+01:00',
    });
    expect(at('7d')).toMatchObject({
      from: '2026-11-14T00:00:00+01:00',
      to: '2026-11-21T00:00:00+01:00',
    });
  });

  test('moments are the stretch between them, and what does not run forward is the current cycle', () => {
    const text = rangeText(
      { from: '2026-11-05T10:00:00+01:00', to: '2026-11-05T11:00:00+01:00' },
      zone,
    );
    expect(text).toBe('2026-11-05T09:00:00Z..2026-11-05T10:00:00Z');
    expect(at(text)).toMatchObject({
      from: '2026-11-05T10:00:00+01:00',
      to: '2026-11-05T11:00:00+01:00',
      isCurrent: false,
    });
    expect(at('2026-11-05T10:00:00Z..2026-11-05T09:00:00Z')).toEqual(at('current'));
  });

  test('L5: readers who are kept to the current cycle choose within it, and nothing leads out of it', () => {
    const kept = { cycles, now, timeZone: zone };
    const within = (text: string) => resolvePeriod({ ...kept, text, isKept: true });
    for (const text of ['prev', 'cycle:2026-10-01', '30d', '2026-10-20..2026-11-05']) {
      expect(within(text), text).toEqual({ ...at('current'), earlier: null });
    }
    expect(within('7d')).toMatchObject({ from: '2026-11-14T00:00:00+01:00', earlier: null });
    expect(within('2026-11-09..2026-11-10')?.earlier).toBe('2026-11-07..2026-11-08');
    expect(within('2026-11-02..2026-11-04')?.earlier).toBeNull();
    const dates = keptDates(kept) ?? { first: '', last: '' };
    expect(dates).toEqual({ first: '2026-11-01', last: '2026-11-20' });
    expect(clippedText({ ...kept, text: '30d' }, dates)).toBe('2026-11-01..2026-11-20');
    expect(clippedText({ ...kept, text: '7d' }, dates)).toBe('7d');
  });
});
