import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketOf,
  bucketsIn,
  contains,
  DAY,
  formatInstant,
  type Granularity,
  HOUR,
  type Instant,
  instant,
  isOnCalendar,
  isTimeZone,
  localDate,
  MICROSECOND,
  MINUTE,
  midnight,
  monthLengthUs,
  parseDate,
  parseInstant,
  shift,
  writtenInstant,
} from './time.ts';

const zones = Intl.supportedValuesOf('timeZone');
const granularities: readonly Granularity[] = ['hour', 'day', 'week', 'month'];

const anyInstant = fc
  .integer({ min: 0, max: at('2199-12-31T23:59:59.999999Z') })
  .map((microseconds) => instant(microseconds));
const anyZone = fc.constantFrom('UTC', ...zones);
const anyGranularity = fc.constantFrom(...granularities);

function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === undefined) throw new Error(`"${text}" is an instant`);
  return found;
}

describe('instants', () => {
  test('are read to the microsecond, whatever the offset', () => {
    expect(at('1970-01-01T00:00:00Z')).toBe(0);
    expect(at('2026-11-20T09:30:00Z')).toBe(1_795_167_000_000_000);
    expect(at('2026-11-20T10:30:00+01:00')).toBe(at('2026-11-20T09:30:00Z'));
    expect(at('2026-11-20T04:00:00-05:30')).toBe(at('2026-11-20T09:30:00Z'));
    expect(at('2026-11-20t09:30:00z')).toBe(at('2026-11-20T09:30:00Z'));
    expect(at('1969-12-31T19:00:00-05:00')).toBe(0);
    expect(at('1970-01-01T00:00:00.5Z')).toBe(500_000);
    expect(at('1970-01-01T00:00:00.000001Z')).toBe(1);
    expect(at('1970-01-01T00:00:00.123456789Z')).toBe(123_456);
    expect(at('2024-02-29T00:00:00Z')).toBe(at('2024-03-01T00:00:00Z') - DAY);
  });

  test.each([
    '',
    'now',
    '2026-11-20',
    '2026-11-20T09:30Z',
    '2026-11-20T09:30:00',
    '2026-11-20 09:30:00Z',
    '2026-11-20T09:30:00+01',
    '2026-11-20T09:30:00+0100',
    '2026-11-20T09:30:00+24:00',
    '2026-11-20T09:30:00+01:60',
    '2026-11-20T09:30:00.Z',
    '2026-11-20T09:30:00,5Z',
    '2026-11-20T09:30:00.1234567890Z',
    '2026-11-20T09:30:00Z[Europe/Berlin]',
    ' 2026-11-20T09:30:00Z',
    '2026-11-20T09:30:00Z\n',
    '2026-11-20T24:00:00Z',
    '2026-11-20T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '+002026-11-20T09:30:00Z',
    '1969-12-31T23:59:59.999999999Z',
    '1970-01-01T00:00:00+00:01',
    '2200-01-01T00:00:00Z',
    '2199-12-31T23:59:59-00:01',
  ])('%j is refused', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('are written as short as they can be', () => {
    const moment = at('2026-11-20T09:30:00Z');
    expect(formatInstant(moment)).toBe('2026-11-20T09:30:00Z');
    expect(formatInstant(shift(moment, 120_000))).toBe('2026-11-20T09:30:00.12Z');
    expect(formatInstant(shift(moment, 1))).toBe('2026-11-20T09:30:00.000001Z');
    expect(formatInstant(moment, 'Europe/Berlin')).toBe('2026-11-20T10:30:00+01:00');
    expect(formatInstant(moment, 'Europe/London')).toBe('2026-11-20T09:30:00+00:00');
    expect(formatInstant(moment, 'America/St_Johns')).toBe('2026-11-20T06:00:00-03:30');
    expect(formatInstant(instant(0), 'Africa/Monrovia')).toBe('1969-12-31T23:16:00-00:44');
  });

  test('written by us are read again, also beyond the years that are taken', () => {
    for (const text of ['1969-12-31T18:30:00Z', '2200-01-01T00:00:00Z', '2255-01-01T00:00:00.5Z']) {
      expect(parseInstant(text)).toBeUndefined();
      expect(formatInstant(writtenInstant(text))).toBe(text);
      expect(isOnCalendar(writtenInstant(text))).toBe(false);
    }
    expect(() => writtenInstant('yesterday')).toThrow('was written by us');
  });

  test('written in any zone and read again are the same', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (moment, zone) => {
        expect(parseInstant(formatInstant(moment))).toBe(moment);
        expect(parseInstant(formatInstant(moment, zone))).toBe(moment);
      }),
      { numRuns: 1000 },
    );
  });
});

test('time zones are IANA names, not offsets or addresses of moments', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'Etc/GMT+5']) {
    expect(isTimeZone(zone)).toBe(true);
  }
  for (const zone of ['', '+01:00', '-05', 'Z', 'Mars/Olympus', ' UTC', 'UTC\n', 'Etc/Unknown']) {
    expect(isTimeZone(zone)).toBe(false);
  }
  expect(isTimeZone('2026-11-20T09:30:00Z')).toBe(false);
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
});

test('dates are days of the calendar between 1970 and 2199', () => {
  for (const date of ['1970-01-01', '2024-02-29', '2011-12-30', '2199-12-31']) {
    expect(parseDate(date)).toBe(date);
  }
  for (const text of ['2026-02-29', '2026-4-1', '20260401', '2026-04-31', '2026-00-01']) {
    expect(parseDate(text)).toBeUndefined();
  }
  for (const text of ['1969-12-31', '2200-01-01', '2026-04-01T00:00:00Z', '2026-04-01 ', '']) {
    expect(parseDate(text)).toBeUndefined();
  }
});

describe('local days', () => {
  test('turn at midnight of the zone', () => {
    const turn = at('2026-11-19T23:00:00Z');
    expect(localDate(turn, 'Europe/Berlin')).toBe('2026-11-20');
    expect(localDate(shift(turn, -MICROSECOND), 'Europe/Berlin')).toBe('2026-11-19');
    expect(midnight('2026-11-20', 'Europe/Berlin')).toBe(turn);
  });

  test('have 23 or 25 hours when clocks change', () => {
    const length = (date: string, zone: string) => {
      const { start, end } = bucketOf(midnight(date, zone), 'day', zone);
      return end - start;
    };
    expect(length('2026-03-29', 'Europe/Berlin')).toBe(23 * HOUR);
    expect(length('2026-10-25', 'Europe/Berlin')).toBe(25 * HOUR);
    expect(length('2026-03-08', 'America/New_York')).toBe(23 * HOUR);
    expect(length('2026-11-01', 'America/New_York')).toBe(25 * HOUR);
    expect(length('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5 * HOUR);
    expect(length('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5 * HOUR);
  });

  test('begin after a jump over midnight', () => {
    expect(midnight('2018-11-04', 'America/Sao_Paulo')).toBe(at('2018-11-04T01:00:00-02:00'));
  });

  test('skip the date that Apia never had', () => {
    const jump = at('2011-12-30T10:00:00Z');
    expect(localDate(shift(jump, -MICROSECOND), 'Pacific/Apia')).toBe('2011-12-29');
    expect(localDate(jump, 'Pacific/Apia')).toBe('2011-12-31');
    expect(midnight('2011-12-30', 'Pacific/Apia')).toBe(jump);
    expect(midnight('2011-12-31', 'Pacific/Apia')).toBe(jump);
    expect(
      bucketsIn({ start: shift(jump, -DAY), end: shift(jump, DAY) }, 'day', 'Pacific/Apia'),
    ).toEqual([
      { start: shift(jump, -DAY), end: jump },
      { start: jump, end: shift(jump, DAY) },
    ]);
  });

  test('do not end when clocks go back over their midnight', () => {
    const zone = 'America/St_Johns';
    const start = at('2010-11-07T00:00:00-02:30');
    expect(localDate(at('2010-11-06T23:30:00-03:30'), zone)).toBe('2010-11-07');
    expect(bucketOf(at('2010-11-06T23:30:00-03:30'), 'day', zone)).toEqual({
      start,
      end: shift(start, 25 * HOUR),
    });
  });
});

describe('buckets', () => {
  test('of hours that clocks repeat are two, and of hours they skip none', () => {
    const starts = (from: string, to: string, zone: string) =>
      bucketsIn({ start: at(from), end: at(to) }, 'hour', zone).map(({ start }) =>
        formatInstant(start, zone),
      );
    expect(
      starts('2026-10-25T01:00:00+02:00', '2026-10-25T04:00:00+01:00', 'Europe/Berlin'),
    ).toEqual([
      '2026-10-25T01:00:00+02:00',
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:00:00+01:00',
      '2026-10-25T03:00:00+01:00',
    ]);
    expect(
      starts('2026-03-29T01:00:00+01:00', '2026-03-29T04:00:00+02:00', 'Europe/Berlin'),
    ).toEqual(['2026-03-29T01:00:00+01:00', '2026-03-29T03:00:00+02:00']);
  });

  test('of half an hour appear where clocks move by half an hour', () => {
    const zone = 'Australia/Lord_Howe';
    const hour = (text: string) => {
      const { start, end } = bucketOf(at(text), 'hour', zone);
      return [formatInstant(start, zone), (end - start) / MINUTE];
    };
    expect(hour('2026-04-05T01:45:00+11:00')).toEqual(['2026-04-05T01:00:00+11:00', 60]);
    expect(hour('2026-04-05T01:45:00+10:30')).toEqual(['2026-04-05T01:30:00+10:30', 30]);
    expect(hour('2026-04-05T02:00:00+10:30')).toEqual(['2026-04-05T02:00:00+10:30', 60]);
    expect(hour('2026-10-04T01:59:00+10:30')).toEqual(['2026-10-04T01:00:00+10:30', 60]);
    expect(hour('2026-10-04T02:30:00+11:00')).toEqual(['2026-10-04T02:30:00+11:00', 30]);
  });

  test('of hours follow the wall clock, not UTC', () => {
    expect(bucketOf(at('2026-11-20T09:40:00Z'), 'hour', 'Asia/Kolkata')).toEqual({
      start: at('2026-11-20T09:30:00Z'),
      end: at('2026-11-20T10:30:00Z'),
    });
  });

  test('of weeks start on Monday, and of months on the first', () => {
    const friday = at('2026-11-20T09:30:00Z');
    expect(bucketOf(friday, 'week', 'Europe/Berlin')).toEqual({
      start: at('2026-11-16T00:00:00+01:00'),
      end: at('2026-11-23T00:00:00+01:00'),
    });
    expect(bucketOf(at('2026-10-25T12:00:00Z'), 'week', 'Europe/Berlin')).toEqual({
      start: at('2026-10-19T00:00:00+02:00'),
      end: at('2026-10-26T00:00:00+01:00'),
    });
    expect(bucketOf(friday, 'month', 'America/New_York')).toEqual({
      start: at('2026-11-01T00:00:00-04:00'),
      end: at('2026-12-01T00:00:00-05:00'),
    });
  });

  test('are clipped to the interval, and an empty interval has none', () => {
    const start = at('2026-11-20T09:30:00Z');
    expect(bucketsIn({ start, end: start }, 'day', 'UTC')).toEqual([]);
    expect(bucketsIn({ start, end: shift(start, DAY) }, 'day', 'UTC')).toEqual([
      { start, end: at('2026-11-21T00:00:00Z') },
      { start: at('2026-11-21T00:00:00Z'), end: shift(start, DAY) },
    ]);
  });

  test('tile any interval, whole but for the ends', () => {
    const asked = fc.record({
      start: anyInstant,
      length: fc.integer({ min: 1, max: 40 * DAY }),
      granularity: anyGranularity,
      zone: anyZone,
    });
    fc.assert(
      fc.property(asked, ({ start, length, granularity, zone }) => {
        const end = shift(start, length);
        const buckets = bucketsIn({ start, end }, granularity, zone);
        expect(buckets.map((bucket) => bucket.start)).toEqual([
          start,
          ...buckets.slice(0, -1).map((bucket) => bucket.end),
        ]);
        expect(buckets.at(-1)?.end).toBe(end);
        expect(buckets.every((bucket) => bucket.start < bucket.end)).toBe(true);
        for (const bucket of buckets.slice(1, -1)) {
          expect(bucketOf(bucket.start, granularity, zone)).toEqual(bucket);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('nest: an hour lies in one day, a day in one week and one month', () => {
    fc.assert(
      fc.property(nearClockChanges(), ([moment, zone]) => {
        const [hour, day, week, month] = granularities.map((each) => bucketOf(moment, each, zone));
        if (!hour || !day || !week || !month) throw new Error('four granularities');
        expect(contains(hour, moment)).toBe(true);
        for (const [inner, outer] of [
          [hour, day],
          [day, week],
          [day, month],
        ] as const) {
          expect(outer.start).toBeLessThanOrEqual(inner.start);
          expect(inner.end).toBeLessThanOrEqual(outer.end);
        }
        expect(hour.end - hour.start).toBeLessThanOrEqual(HOUR);
        expect(midnight(localDate(moment, zone), zone)).toBe(day.start);
      }),
      { numRuns: 1000 },
    );
  });

  test('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(nearClockChanges(), { maxLength: 6 }),
        nearClockChanges(),
        (before, [moment, zone]) => {
          const first = granularities.map((each) => bucketOf(moment, each, zone));
          for (const [other] of before)
            for (const each of granularities) bucketOf(other, each, zone);
          expect(granularities.map((each) => bucketOf(moment, each, zone))).toEqual(first);
        },
      ),
    );
  });
});

test('a month is as long as its real hours', () => {
  expect(monthLengthUs(at('2026-03-15T00:00:00Z'), 'Europe/Berlin')).toBe(31 * DAY - HOUR);
  expect(monthLengthUs(at('2026-10-15T00:00:00Z'), 'Europe/Berlin')).toBe(31 * DAY + HOUR);
  expect(monthLengthUs(at('2024-02-15T00:00:00Z'), 'UTC')).toBe(29 * DAY);
  expect(monthLengthUs(at('2011-12-15T00:00:00Z'), 'Pacific/Apia')).toBe(30 * DAY);
});

/** Instants within two days of a clock change of a zone, where the mistakes are. */
function nearClockChanges(): fc.Arbitrary<[Instant, string]> {
  const distance = fc.integer({ min: -2 * DAY, max: 2 * DAY });
  return fc.tuple(anyInstant, distance, anyZone).map(([moment, away, zone]) => {
    const milliseconds = Math.floor((moment / 1000) % 2_240_000_000_000);
    const before = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
    const change = before.getTimeZoneTransition('previous') ?? before;
    return [instant(Math.max(0, change.epochMilliseconds * 1000) + away), zone];
  });
}
