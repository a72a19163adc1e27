import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { credits, formatCredits, nano } from './credits.ts';
import { type CycleItem, prorate, quantityAtStart } from './proration.ts';
import { rational, roundHalfEven } from './rational.ts';
import { DAY, type Instant, midnight, parseInstant, shift } from './time.ts';

const ZONE = 'Europe/Berlin';
const CYCLE = { start: midnight('2026-11-01', ZONE), end: midnight('2026-12-01', ZONE) };

function at(text: string): Instant {
  return parseInstant(text) as Instant;
}

function item(...quantities: [Instant, bigint][]): CycleItem {
  return {
    quantities: quantities.map(([from, value]) => ({ from, value })),
    unitPrice: credits('40'),
    cycle: CYCLE,
    zone: ZONE,
  };
}

describe('prorate', () => {
  test('what is added within a cycle is paid for by its days, the day of the change counted', () => {
    const added = item([at('2026-01-05T10:00:00Z'), 1n], [at('2026-11-19T15:00:00Z'), 3n]);
    const [line, ...others] = prorate(added);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ change: 2n, days: 12, daysInCycle: 30 });
    expect(formatCredits(line?.amount ?? 0n)).toBe('32');
    expect(quantityAtStart(added)).toBe(1n);
  });

  test('what is taken away gives back the days that are left', () => {
    const removed = item([at('2026-01-05T10:00:00Z'), 2n], [at('2026-11-30T22:59:00Z'), 0n]);
    const [line] = prorate(removed);
    expect(line).toMatchObject({ change: -2n, days: 1 });
    expect(formatCredits(line?.amount ?? 0n)).toBe('-2.666666667');
  });

  test('days are those of the billing zone: the last hour of UTC is the next day there', () => {
    const [line] = prorate(item([at('2026-11-10T23:30:00Z'), 1n]));
    expect(line?.days).toBe(20);
  });

  test('a change of the first day, of another cycle, or of nothing has no line', () => {
    expect(prorate(item([CYCLE.start, 2n]))).toEqual([]);
    expect(prorate(item([shift(CYCLE.start, -DAY), 2n]))).toEqual([]);
    expect(prorate(item([CYCLE.end, 2n]))).toEqual([]);
    expect(prorate(item([CYCLE.start, 2n], [at('2026-11-10T12:00:00Z'), 2n]))).toEqual([]);
  });

  test('a clock change does not make a cycle a day longer or shorter', () => {
    const cycle = { start: midnight('2026-10-01', ZONE), end: midnight('2026-11-01', ZONE) };
    const [line] = prorate({ ...item([at('2026-10-25T12:00:00Z'), 1n]), cycle });
    expect(line).toMatchObject({ days: 7, daysInCycle: 31 });
  });

  test('the lines and the price at the start are what each day had, to a nano-unit a line', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 29 }), fc.bigInt(0n, 50n)));
    fc.assert(
      fc.property(changes, fc.bigInt(0n, 10n ** 13n), (drawn, price) => {
        const sorted = drawn.toSorted(([a], [b]) => a - b);
        const quantities = sorted.map(([day, value]) => ({
          from: shift(CYCLE.start, day * DAY + DAY / 2),
          value,
        }));
        const unitPrice = nano(price);
        const asked = { quantities, unitPrice, cycle: CYCLE, zone: ZONE };
        const lines = prorate(asked);
        const charged = lines.reduce(
          (sum, { amount }) => sum + amount,
          quantityAtStart(asked) * unitPrice,
        );
        let exact = 0n;
        for (let day = 0; day < 30; day += 1) {
          exact += (sorted.findLast(([each]) => each <= day)?.[1] ?? 0n) * unitPrice;
        }
        const difference = charged - roundHalfEven(rational(exact, 30n));
        expect(difference <= BigInt(lines.length) && -difference <= BigInt(lines.length)).toBe(
          true,
        );
      }),
    );
  });
});
