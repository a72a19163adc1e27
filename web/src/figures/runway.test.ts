import { anchorOf, credits, cycleAt, instant } from '@fuelgauge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RunwayInput, runway } from './runway.ts';

const NOVEMBER: RunwayInput = {
  start: new Date('2026-11-01T00:00:00Z'),
  end: new Date('2026-12-01T00:00:00Z'),
  asOf: new Date('2026-11-11T00:00:00Z'),
  timeZone: 'UTC',
  used: credits('300'),
  total: credits('500'),
  available: credits('200'),
};

describe('the four cards', () => {
  test('10 of 30 days, 300 of 500 used: 30 a day, out in 6 days, 20 remain', () => {
    expect(runway(NOVEMBER)).toEqual({
      daysElapsed: 10,
      daysRemaining: 20,
      perDay: credits('30'),
      runOut: { kind: 'days', days: 6 },
      early: true,
    });
  });

  test('without usage nothing is predicted, not even of a plan that includes nothing', () => {
    const quiet = runway({ ...NOVEMBER, used: 0n, available: credits('500') });
    expect(quiet).toMatchObject({ perDay: 0n, runOut: { kind: 'unknown' }, early: false });
    const empty = runway({ ...NOVEMBER, used: 0n, total: 0n, available: 0n });
    expect(empty).toMatchObject({ runOut: { kind: 'unknown' }, early: false });
  });

  test('what was used up is exhausted', () => {
    expect(runway({ ...NOVEMBER, available: 0n }).runOut).toEqual({ kind: 'exhausted' });
  });

  test('without a limit nothing runs out, and the average is still known', () => {
    const open = runway({ ...NOVEMBER, total: 0n, available: null });
    expect(open).toMatchObject({
      perDay: credits('30'),
      runOut: { kind: 'unknown' },
      early: false,
    });
  });

  test('999 days are said, more are beyond', () => {
    const perDay = credits('10');
    expect(runway({ ...NOVEMBER, used: credits('100'), available: perDay * 999n }).runOut).toEqual({
      kind: 'days',
      days: 999,
    });
    expect(runway({ ...NOVEMBER, used: credits('100'), available: perDay * 1000n }).runOut).toEqual(
      { kind: 'beyond' },
    );
  });

  test('the first hours count as a whole day', () => {
    const young = runway({
      ...NOVEMBER,
      asOf: new Date('2026-11-01T01:00:00Z'),
      used: credits('10'),
    });
    expect(young).toMatchObject({ daysElapsed: 0, daysRemaining: 30, perDay: credits('10') });
  });

  test('running out on the day of the reset is not early', () => {
    expect(runway({ ...NOVEMBER, available: credits('600') }).early).toBe(false);
    expect(runway({ ...NOVEMBER, available: credits('599') }).early).toBe(true);
  });

  test('in the first day only a tenth of the total is a sign', () => {
    const asOf = new Date('2026-11-01T06:00:00Z');
    const input = { ...NOVEMBER, asOf, available: credits('1'), used: credits('49') };
    expect(runway(input).early).toBe(false);
    expect(runway({ ...input, used: credits('50') }).early).toBe(true);
  });

  test('6: elapsed and remaining days are the days of the cycle, for every anchor, in leap years and across clock changes', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Los_Angeles',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
    );
    const anchors = fc.record({
      year: fc.constantFrom(2023, 2024, 2026, 2028),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.constantFrom(1, 15, 28, 29, 30, 31),
      hour: fc.constantFrom(0, 13),
    });
    const passed = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 });
    fc.assert(
      fc.property(zones, anchors, passed, (zone, { year, month, day, hour }, minutes) => {
        const begun = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
          .toZonedDateTime({ timeZone: zone, plainTime: { hour } })
          .toInstant();
        const anchor = anchorOf(instant(begun.epochMilliseconds * 1000), zone, 'exact');
        const asOf = new Date(begun.epochMilliseconds + minutes * 60_000);
        const cycle = cycleAt({ anchor, zone, every: 'month' }, instant(asOf.getTime() * 1000));
        const [start, end] = [new Date(cycle.start / 1000), new Date(cycle.end / 1000)];
        const { daysElapsed, daysRemaining } = runway({
          ...NOVEMBER,
          start,
          end,
          asOf,
          timeZone: zone,
        });
        const [from, to] = [start, end].map((at) =>
          Temporal.Instant.fromEpochMilliseconds(at.getTime())
            .toZonedDateTimeISO(zone)
            .toPlainDate(),
        );
        expect(daysElapsed + daysRemaining).toBe(to && from?.until(to).days);
        expect(daysElapsed).toBeGreaterThanOrEqual(0);
        expect(daysRemaining).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
