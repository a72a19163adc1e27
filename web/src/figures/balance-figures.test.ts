import { CREDITS_MAX, credits, formatCredits } from '@fuelgauge/core';
import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownIn } from './amount-scale.ts';
import { type BalanceFigures, balanceFigures, spendFigures } from './balance-figures.ts';
import { amountText } from './number-text.ts';

const CREDITS = { id: 'credits', decimals: 0, currency: null };

describe('the balance card', () => {
  test('310.5 of 500 in whole credits is 311 used and 189 left', () => {
    const figures = balanceFigures(
      balanceOf({ total: '500', used: '310.5', available: '189.5' }),
      CREDITS,
    );
    expect(numbers(figures)).toEqual({ total: '500', used: '311', held: '0', left: '189' });
  });

  test('used, held and left add up to the total shown', () => {
    const figures = balanceFigures(
      balanceOf({ total: '7900', used: '4772.6', held: '40.3', available: '3087.1' }),
      CREDITS,
    );
    expect(numbers(figures)).toEqual({ total: '7900', used: '4773', held: '40', left: '3087' });
  });

  test('500 monthly and 250 bonus, 620 used: monthly 500 of 500, bonus 120 of 250', () => {
    const figures = balanceFigures(
      balanceOf({
        total: '750',
        used: '620',
        available: '130',
        grants: [
          grantOf('monthly', { amount: '500', remaining: '0', priority: 10 }),
          grantOf('bonus', { amount: '250', remaining: '130', priority: 20 }),
        ],
      }),
      CREDITS,
    );
    expect(
      figures.pots.map(({ kind, used, size, left }) => [
        kind,
        formatCredits(used),
        formatCredits(size.rounded),
        formatCredits(left.rounded),
      ]),
    ).toEqual([
      ['monthly', '500', '500', '0'],
      ['bonus', '120', '250', '130'],
    ]);
  });

  test('beyond the total the number is not capped and nothing is left', () => {
    const figures = balanceFigures(
      balanceOf({ total: '1000', used: '1132', available: '0', overdrawn: '132' }),
      CREDITS,
    );
    expect(numbers(figures)).toEqual({ total: '1000', used: '1132', held: '0', left: '0' });
    expect(figures.usedTenths).toBe(1132n);
    expect(figures.overdrawn.rounded).toBe(credits('132'));
    expect(figures.billed.exact).toBe(0n);
  });

  test('nothing included has no percentage', () => {
    expect(balanceFigures(balanceOf({}), CREDITS).usedTenths).toBeNull();
  });

  test('an unlimited plan has nothing left to count', () => {
    const figures = balanceFigures(balanceOf({ used: '12', available: null }), CREDITS);
    expect(figures.left).toBeNull();
    expect(figures.used.rounded).toBe(credits('12'));
  });

  test('a grant that this cycle used up is listed, one it never drew from and lost is not', () => {
    const figures = balanceFigures(
      balanceOf({
        total: '195',
        used: '143',
        available: '52',
        grants: [
          grantOf('promo', { amount: '15', remaining: '0', priority: 5 }),
          grantOf('monthly', { amount: '180', remaining: '52', priority: 10 }),
          { ...grantOf('bonus', { amount: '20', remaining: '0', priority: 20 }), used: '0' },
        ],
      }),
      CREDITS,
    );
    expect(figures.pots.map(({ kind, size }) => [kind, formatCredits(size.rounded)])).toEqual([
      ['promo', '15'],
      ['monthly', '180'],
    ]);
  });

  test('what is billed past the total is not what is overdrawn', () => {
    const figures = balanceFigures(
      balanceOf({ total: '5000', used: '5476.785272056', overage: '476.785272056' }),
      { ...CREDITS, decimals: 4 },
    );
    expect(formatCredits(figures.billed.rounded)).toBe('476.7853');
    expect(figures.overdrawn.exact).toBe(0n);
    expect(formatCredits(figures.used.rounded)).toBe('5476.7853');
  });

  test('spend has no total, nothing left, and its own decimals', () => {
    const usd = { id: 'usd', decimals: 2, currency: 'USD' };
    const figures = spendFigures(credits('538.8060392'), usd);
    expect(figures).toMatchObject({ left: null, usedTenths: null, pots: [] });
    expect(amountText(figures.used, usd)).toBe('$538.81');
  });

  test('no credit passes through a float: nano-credits survive amounts beyond 2^53 of them', () => {
    const half = fc.bigInt(0n, CREDITS_MAX / 2n);
    const amounts = fc.tuple(half, half);
    fc.assert(
      fc.property(amounts, ([used, left]) => {
        const total = formatCredits(used + left);
        const available = formatCredits(left);
        const figures = balanceFigures(balanceOf({ total, used: formatCredits(used), available }), {
          ...CREDITS,
          decimals: 9,
        });
        expect(figures.used).toEqual({ exact: used, rounded: used });
        expect(figures.left).toEqual({ exact: left, rounded: left });
        const digits = amountText(figures.total, figures.unit).replaceAll(',', '');
        expect(digits).toBe(total);
      }),
    );
  });

  test('holds lie on the grants that are drawn first', () => {
    const figures = balanceFigures(
      balanceOf({
        total: '30',
        held: '15',
        available: '15',
        grants: [
          grantOf('monthly', { amount: '10', remaining: '10', priority: 10 }),
          grantOf('addon', { amount: '20', remaining: '20', priority: 20 }),
        ],
      }),
      CREDITS,
    );
    expect(
      figures.pots.map((pot) => [formatCredits(pot.held), formatCredits(pot.left.rounded)]),
    ).toEqual([
      ['10', '0'],
      ['5', '15'],
    ]);
  });

  test('a grant from an earlier cycle counts with what this cycle drew and still has', () => {
    const figures = balanceFigures(
      balanceOf({
        total: '630',
        available: '630',
        grants: [
          grantOf('monthly', { amount: '500', remaining: '500', priority: 10 }),
          { ...grantOf('bonus', { amount: '250', remaining: '130', priority: 20 }), used: '0' },
        ],
      }),
      CREDITS,
    );
    expect(figures.pots.map(({ size }) => formatCredits(size.rounded))).toEqual(['500', '130']);
  });

  test('the cycle’s usage reads the same everywhere on the page', () => {
    const figures = balanceFigures(
      balanceOf({ total: '500', used: '310.4', available: '189.6' }),
      CREDITS,
    );
    expect(shownIn(figures, credits('310.4')).rounded).toBe(figures.used.rounded);
    expect(shownIn(figures, credits('10.4')).rounded).toBe(credits('10'));
  });
});

function numbers({ total, used, held, left }: BalanceFigures) {
  const text = (amount: bigint | undefined) => formatCredits(amount ?? 0n);
  return {
    total: text(total.rounded),
    used: text(used.rounded),
    held: text(held.rounded),
    left: text(left?.rounded),
  };
}

function balanceOf(changes: Partial<Balance>): Balance {
  return {
    customer: 'acme',
    unit: 'credits',
    opening: '0',
    granted: '0',
    expired: '0',
    voided: '0',
    total: '0',
    used: '0',
    overdrawn: '0',
    overage: '0',
    unlimited: '0',
    remaining: '0',
    held: '0',
    available: '0',
    cycle: { series: 'plan', start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' },
    resets_at: '2026-12-01T00:00:00Z',
    grants: [],
    state: 'healthy',
    read_only: null,
    seq: 1,
    as_of: '2026-11-11T00:00:00Z',
    ...changes,
  };
}

function grantOf(
  kind: string,
  { amount, remaining, priority }: Pick<BalanceGrant, 'amount' | 'remaining' | 'priority'>,
): BalanceGrant {
  const used = formatCredits(credits(amount) - credits(remaining));
  const grant = { id: `grt_${kind}`, kind, amount, remaining, priority, used, expires_at: null };
  return grant as BalanceGrant;
}
