import type { Cycle } from '@fuelgauge/sdk';
import { describe, expect, test } from 'vitest';
import { type ComparedInput, comparedRange } from './compared-range.ts';

const BERLIN = 'Europe/Berlin';
const november: ComparedInput = {
  period: {
    kind: 'cycle',
    series: 'plan',
    from: '2026-11-01T00:00:00+01:00',
    to: '2026-12-01T00:00:00+01:00',
  },
  cycles: [
    cycle('2026-11-01T00:00:00+01:00', '2026-12-01T00:00:00+01:00'),
    cycle('2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'),
  ],
  asOf: '2026-11-19T14:30:00+01:00',
  compare: 'prev',
  weekdays: false,
  timeZone: BERLIN,
};

describe('what a period is compared with', () => {
  test('as much of the cycle before as has passed, by the clock on the wall', () => {
    expect(comparedRange(november)).toEqual({
      from: '2026-10-01T00:00:00+02:00',
      to: '2026-10-19T14:30:00+02:00',
    });
  });

  test('a year ago, on the same days', () => {
    expect(comparedRange({ ...november, compare: 'year' })).toEqual({
      from: '2025-11-01T00:00:00+01:00',
      to: '2025-11-19T14:30:00+01:00',
    });
  });

  test.each([
    ['prev', '2026-10-04T00:00:00+02:00'],
    ['year', '2025-11-02T00:00:00+01:00'],
  ] as const)('weekdays meet weekdays when asked (%s)', (compare, from) => {
    const range = comparedRange({ ...november, compare, weekdays: true });
    expect(range?.from).toBe(from);
    const weekday = (text: string) =>
      Temporal.Instant.from(text).toZonedDateTimeISO(BERLIN).dayOfWeek;
    expect(weekday(`${range?.from}`)).toBe(weekday(november.period.from));
  });

  test('days are compared with as many days before them, across a change of clocks', () => {
    const period = {
      kind: 'days',
      series: null,
      from: '2026-10-26T00:00:00+01:00',
      to: '2026-11-02T00:00:00+01:00',
    } as const;
    expect(comparedRange({ ...november, period })).toEqual({
      from: '2026-10-19T00:00:00+02:00',
      to: '2026-10-26T00:00:00+01:00',
    });
  });

  test('what has not begun is compared with nothing', () => {
    expect(comparedRange({ ...november, asOf: '2026-10-31T00:00:00Z' })).toBeNull();
  });
});

function cycle(start: string, end: string): Cycle {
  return { series: 'plan', start, end, state: 'open', is_current: false } as unknown as Cycle;
}
