import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NotableUse, notableUse, RECENT_DAYS, USUAL_DAYS } from './notable-use.ts';

const DAYS = USUAL_DAYS + RECENT_DAYS;

test('what began two days ago with four times the usual is told, with its day, its usual and how much', () => {
  const used = daysOf({ usual: 10n, recent: [10n, 9n, 11n, 10n, 10n, 40n, 44n] });
  expect(notableUse({ used, all: used })).toEqual({ days: 2, usual: 10n, times: 4n });
});

test('one day that is far beyond the usual is told once it is over, not the calm after it', () => {
  const spike = daysOf({ usual: 10n, recent: [10n, 10n, 10n, 10n, 10n, 10n, 300n] });
  expect(notableUse({ used: spike, all: spike })).toMatchObject({ days: 1, times: 30n });
  const after = daysOf({ usual: 10n, recent: [10n, 35n, 0n, 0n, 0n, 0n, 0n] });
  expect(notableUse({ used: after, all: after })).toBeNull();
});

test('a twentieth of everything is told, less is not', () => {
  const used = daysOf({ usual: 1n, recent: [1n, 1n, 1n, 1n, 1n, 1n, 5n] });
  const all = (last: bigint) => used.map((_, index) => (index === DAYS - 1 ? last : 100n));
  expect(notableUse({ used, all: all(100n) })).not.toBeNull();
  expect(notableUse({ used, all: all(101n) })).toBeNull();
});

test('without a usual of enough days nothing is compared: what is new, seldom used or unknown', () => {
  const recent = [0n, 0n, 0n, 0n, 0n, 0n, 900n];
  const seldom = daysOf({ usual: 0n, recent });
  expect(notableUse({ used: seldom, all: days(1n) })).toBeNull();
  const known = (count: number) =>
    days(10n).map((amount, index) => (index < USUAL_DAYS - count ? null : amount));
  const late = (count: number) => [...known(count).slice(0, -1), 900n];
  expect(notableUse({ used: late(13), all: days(1n) })).toBeNull();
  expect(notableUse({ used: late(14), all: days(1n) })).not.toBeNull();
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const history = fc.record({
  used: fc.array(fc.option(amount, { freq: 6 }), { minLength: DAYS, maxLength: DAYS }),
  rest: fc.array(amount, { minLength: DAYS, maxLength: DAYS }),
});

test('whatever is told holds of the numbers it is told of, in any unit', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 1000 }), ({ used, rest }, scale) => {
      const all = used.map((amount, index) => (amount ?? 0n) + (rest[index] ?? 0n));
      const told = notableUse({ used, all });
      const by = BigInt(scale);
      const larger = notableUse({
        used: used.map((amount) => (amount === null ? null : amount * by)),
        all: all.map((amount) => amount * by),
      });
      expect(larger).toEqual(told && { ...told, usual: told.usual * by });
      if (told) expectTrue(told, { used, all });
    }),
  );
});

test('what is used evenly is never told', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 50n, max: 149n }), exactly(DAYS)), (used) => {
      expect(notableUse({ used, all: used })).toBeNull();
    }),
  );
});

function expectTrue(
  { days: count, usual, times }: NotableUse,
  { used, all }: { used: readonly (bigint | null)[]; all: readonly bigint[] },
): void {
  const before = used.slice(0, USUAL_DAYS).filter((amount) => amount !== null);
  expect(before.filter((amount) => amount >= usual).length * 2).toBeGreaterThanOrEqual(
    before.length,
  );
  const since = used.slice(-count).filter((amount) => amount !== null);
  const sum = since.reduce((total, amount) => total + amount, 0n);
  expect(times).toBeGreaterThanOrEqual(3n);
  expect(sum).toBeGreaterThanOrEqual(times * usual * BigInt(since.length));
  expect(used.at(-count)).toBeGreaterThanOrEqual(3n * usual);
  expect(sum * 20n).toBeGreaterThanOrEqual(all.slice(-count).reduce((a, b) => a + b, 0n));
}

function daysOf({ usual, recent }: { usual: bigint; recent: readonly bigint[] }): bigint[] {
  return [...Array.from({ length: USUAL_DAYS }, () => usual), ...recent];
}

function days(each: bigint): bigint[] {
  return Array.from({ length: DAYS }, () => each);
}

function exactly(length: number) {
  return { minLength: length, maxLength: length };
}
