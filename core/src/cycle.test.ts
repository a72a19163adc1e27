import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Every } from './catalog.ts';
import { anchorOf, boundaryAfter, boundaryAtOrBefore, cycleAt, type Grid } from './cycle.ts';
import {
  contains,
  DAY,
  formatInstant,
  HOUR,
  type Instant,
  instant,
  MICROSECOND,
  midnight,
  parseInstant,
  shift,
} from './time.ts';

const zones = Intl.supportedValuesOf('timeZone');

function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new Error(`"${text}" is an instant`);
  return found;
}

function dates(grid: Grid, from: string, count: number): string[] {
  return boundaries(grid, from, count).map((boundary) => boundary.slice(0, 10));
}

/** The next boundaries after the instant, as local times. */
function boundaries(grid: Grid, from: string, count: number): string[] {
  const found: string[] = [];
  let next = at(from);
  for (let index = 0; index < count; index += 1) {
    next = boundaryAfter(grid, next);
    found.push(formatInstant(next, grid.zone));
  }
  return found;
}

describe('a monthly grid', () => {
  test('E14: of 31 January ends each month on its last day and never drifts (E1, G19)', () => {
    const grid: Grid = { anchor: '2026-01-31T00:00:00', every: 'month', zone: 'UTC' };
    expect(dates(grid, '2026-01-31T00:00:00Z', 5)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
    ]);
    expect(dates(grid, '2028-01-31T00:00:00Z', 3)).toEqual([
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  test('reaches back before its anchor', () => {
    const grid: Grid = { anchor: '2026-03-31T00:00:00', every: 'month', zone: 'UTC' };
    expect(cycleAt(grid, at('2024-02-29T12:00:00Z'))).toEqual({
      start: at('2024-02-29T00:00:00Z'),
      end: at('2024-03-31T00:00:00Z'),
    });
  });

  test('keeps its wall-clock time when clocks change', () => {
    const grid: Grid = { anchor: '2026-01-29T09:30:00.25', every: 'month', zone: 'Europe/Berlin' };
    expect(boundaries(grid, '2026-02-28T08:30:00.25Z', 2)).toEqual([
      '2026-03-29T09:30:00.25+02:00',
      '2026-04-29T09:30:00.25+02:00',
    ]);
  });

  test('has its boundary as the first moment of the next cycle (E29)', () => {
    const grid: Grid = { anchor: '2026-01-14T00:00:00', every: 'month', zone: 'UTC' };
    const boundary = at('2026-04-14T00:00:00Z');
    expect(cycleAt(grid, boundary).start).toBe(boundary);
    expect(boundaryAtOrBefore(grid, boundary)).toBe(boundary);
    expect(boundaryAfter(grid, boundary)).toBe(at('2026-05-14T00:00:00Z'));
    expect(cycleAt(grid, shift(boundary, -MICROSECOND)).end).toBe(boundary);
  });
});

test('E14: a yearly grid of 29 February renews on the 28th in common years (E3)', () => {
  const grid: Grid = { anchor: '2024-02-29T00:00:00', every: 'year', zone: 'America/New_York' };
  expect(dates(grid, '2024-03-01T00:00:00Z', 4)).toEqual([
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ]);
});

test('a quarterly grid counts three months from its anchor', () => {
  const grid: Grid = { anchor: '2025-11-30T00:00:00', every: 'quarter', zone: 'UTC' };
  expect(dates(grid, '2025-11-30T00:00:00Z', 4)).toEqual([
    '2026-02-28',
    '2026-05-30',
    '2026-08-30',
    '2026-11-30',
  ]);
});

describe('clock changes', () => {
  test('lengthen and shorten local days and weeks', () => {
    const daily: Grid = { anchor: '2026-01-01T00:00:00', every: 'day', zone: 'America/New_York' };
    const weekly: Grid = {
      anchor: '2026-01-01T00:00:00',
      every: 'week',
      zone: 'Australia/Lord_Howe',
    };
    expect(length(daily, '2026-03-08T12:00:00Z')).toBe(23 * HOUR);
    expect(length(daily, '2026-11-01T12:00:00Z')).toBe(25 * HOUR);
    expect(length(weekly, '2026-04-05T12:00:00Z')).toBe(7 * DAY + HOUR / 2);
    expect(length(weekly, '2026-10-04T12:00:00Z')).toBe(7 * DAY - HOUR / 2);
  });

  test('leave the hours of an hourly grid alone', () => {
    const grid: Grid = { anchor: '2026-01-01T00:15:00', every: 'hour', zone: 'Europe/Berlin' };
    expect(boundaries(grid, '2026-10-25T02:00:00+02:00', 3)).toEqual([
      '2026-10-25T02:15:00+02:00',
      '2026-10-25T02:15:00+01:00',
      '2026-10-25T03:15:00+01:00',
    ]);
    expect(boundaryAtOrBefore(grid, at('2020-06-01T12:00:00Z'))).toBe(at('2020-06-01T11:15:00Z'));
  });

  test('E13: move a skipped boundary later and take the first of a repeated one', () => {
    const daily: Grid = { anchor: '2026-01-01T02:30:00', every: 'day', zone: 'Europe/Berlin' };
    expect(boundaries(daily, '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T03:30:00+02:00',
      '2026-03-30T02:30:00+02:00',
    ]);
    expect(boundaries(daily, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T02:30:00+02:00',
      '2026-10-26T02:30:00+01:00',
    ]);
  });

  test('E13: make no empty cycle of the date that Apia skipped', () => {
    const noon: Grid = { anchor: '2011-12-01T12:00:00', every: 'day', zone: 'Pacific/Apia' };
    expect(boundaries(noon, '2011-12-28T12:00:00-10:00', 3)).toEqual([
      '2011-12-29T12:00:00-10:00',
      '2011-12-31T12:00:00+14:00',
      '2012-01-01T12:00:00+14:00',
    ]);
    const monthly: Grid = { anchor: '2011-08-30T00:00:00', every: 'month', zone: 'Pacific/Apia' };
    expect(dates(monthly, '2011-11-30T10:00:00Z', 2)).toEqual(['2011-12-31', '2012-01-30']);
  });

  test('E13: give every date one boundary around every change of 2026 to 2028, in every zone', () => {
    const changes = zones.flatMap(changesOf);
    expect(changes.length).toBeGreaterThan(500);
    for (const { zone, moment, movedBy } of changes) {
      // In the middle of the hour that is skipped, or that comes twice.
      const middle = localTime(moment, zone).subtract({ microseconds: movedBy / 2 });
      const time = middle.toPlainTime().toString({ smallestUnit: 'second' });
      const grid: Grid = { anchor: `2026-01-01T${time}`, every: 'day', zone };
      const dates = [-3, -2, -1, 0, 1, 2, 3].map((days) => middle.add({ days }));
      const eve = midnight((dates[0] ?? middle).toPlainDate().toString(), zone);
      const found = boundaries(grid, formatInstant(eve), dates.length).map(at);
      const late = found.map((boundary, index) =>
        localTime(boundary, zone)
          .since(dates[index] ?? middle)
          .total('microseconds'),
      );
      expect(late, `${zone} ${middle}`).toEqual([0, 0, 0, Math.max(0, movedBy), 0, 0, 0]);
      expect(found.filter((boundary) => boundary < moment).length).toBe(movedBy > 0 ? 3 : 4);
    }
  });

  interface Change {
    readonly zone: string;
    readonly moment: Instant;
    /** In microseconds: positive where clocks go forward. */
    readonly movedBy: number;
  }

  function changesOf(zone: string): Change[] {
    const found: Change[] = [];
    let next = Temporal.ZonedDateTime.from(`2026-01-02T00:00[${zone}]`).getTimeZoneTransition(
      'next',
    );
    for (; next && next.year < 2029; next = next.getTimeZoneTransition('next')) {
      const before = next.subtract({ nanoseconds: 1 });
      const movedBy = (next.offsetNanoseconds - before.offsetNanoseconds) / 1000;
      const moment = instant(next.epochMilliseconds * 1000);
      if (movedBy !== 0) found.push({ zone, moment, movedBy });
    }
    return found;
  }

  function localTime(moment: Instant, zone: string): Temporal.PlainDateTime {
    return Temporal.PlainDateTime.from(formatInstant(moment, zone).slice(0, 19));
  }

  function length(grid: Grid, moment: string): number {
    const { start, end } = cycleAt(grid, at(moment));
    return end - start;
  }
});

describe('an anchor', () => {
  const moment = at('2026-11-20T23:30:00.000001Z');

  test('is the local midnight of its instant, or its exact local time (E2)', () => {
    expect(anchorOf(moment, 'Europe/Berlin', 'midnight')).toBe('2026-11-21T00:00:00');
    expect(anchorOf(moment, 'Europe/Berlin', 'exact')).toBe('2026-11-21T00:30:00.000001');
    expect(anchorOf(moment, 'UTC', 'midnight')).toBe('2026-11-20T00:00:00');
  });

  test('is a boundary of its own grid', () => {
    const zone = 'Europe/Berlin';
    const grid: Grid = { anchor: anchorOf(moment, zone, 'exact'), every: 'month', zone };
    expect(boundaryAtOrBefore(grid, moment)).toBe(moment);
    const daily: Grid = { anchor: anchorOf(moment, zone, 'midnight'), every: 'day', zone };
    expect(boundaryAtOrBefore(daily, moment)).toBe(midnight('2026-11-21', zone));
  });
});

describe('cycles of any grid', () => {
  const anyInstant = fc
    .integer({ min: 0, max: at('2190-01-01T00:00:00Z') })
    .map((us) => instant(us));
  const anyGrid = fc
    .record({
      anchored: anyInstant,
      anchorTime: fc.constantFrom('midnight' as const, 'exact' as const),
      every: fc.constantFrom<Every>('hour', 'day', 'week', 'month', 'quarter', 'year'),
      zone: fc.constantFrom(...zones),
    })
    .map(({ anchored, anchorTime, every, zone }): Grid => {
      return { anchor: anchorOf(anchored, zone, anchorTime), every, zone };
    });

  test('contain their instant and meet their neighbours', () => {
    fc.assert(
      fc.property(anyGrid, anyInstant, (grid, moment) => {
        const cycle = cycleAt(grid, moment);
        expect(contains(cycle, moment)).toBe(true);
        expect(boundaryAtOrBefore(grid, cycle.end)).toBe(cycle.end);
        expect(cycleAt(grid, cycle.start)).toEqual(cycle);
        expect(cycleAt(grid, shift(cycle.end, -MICROSECOND))).toEqual(cycle);
        expect(boundaryAfter(grid, shift(cycle.start, -MICROSECOND))).toBe(cycle.start);
      }),
      { numRuns: 1000 },
    );
  });
});

test('E14: a year of monthly cycles tiles in every zone, whichever late day it is anchored on', () => {
  const years = [1985, 2011, 2026, 2028];
  zones.forEach((zone, order) => {
    const year = years[order % years.length];
    for (const day of [28, 29, 30, 31]) {
      const grid: Grid = { anchor: `${year}-01-${day}T00:00:00`, every: 'month', zone };
      let expected = midnight(`${year}-01-${day}`, zone);
      for (let month = 2; month <= 13; month += 1) {
        const cycle = cycleAt(grid, expected);
        const date = lastPossible(Number(year), month, day);
        expect(cycle, `${zone} ${date}`).toEqual({ start: expected, end: midnight(date, zone) });
        expect(boundaryAtOrBefore(grid, cycle.end)).toBe(cycle.end);
        expected = cycle.end;
      }
    }
  });

  /** The date of that day in the month, 13 being the next January, or the month's last. */
  function lastPossible(year: number, month: number, day: number): string {
    const first = Temporal.PlainDate.from({
      year: month > 12 ? year + 1 : year,
      month: ((month - 1) % 12) + 1,
      day: 1,
    });
    return first.with({ day: Math.min(day, first.daysInMonth) }).toString();
  }
});
