import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { balanceFigures } from './balance-figures.ts';
import { catalogWords } from './catalog-words.ts';
import { notices } from './notices.ts';
import { runway } from './runway.ts';

const WORDS = catalogWords({
  grantTypes: [
    { id: 'monthly', category: 'included' },
    { id: 'bonus', category: 'promo' },
  ],
});
const NOVEMBER = {
  start: new Date('2026-11-01T00:00:00Z'),
  end: new Date('2026-12-01T00:00:00Z'),
  resetsAt: new Date('2026-12-01T00:00:00Z'),
  asOf: new Date('2026-11-11T00:00:00Z'),
  timeZone: 'UTC',
};

test('10 of 30 days, 300 of 500 used: the reader is told when it ends and on what basis', () => {
  const told = noticesOf({ total: '500', used: '300', grants: [monthly('500', '200')] });
  expect(told).toEqual([
    'At the current rate, credits run out in about 6 days, before the 1 Dec reset. ' +
      'Based on 1 Nov to 11 Nov.',
  ]);
});

test('a top-up that lasts past the reset takes the notice away', () => {
  const grants = [monthly('500', '200'), bonus('1000', '1000')];
  expect(noticesOf({ total: '1500', used: '300', grants })).toEqual([]);
});

test('included credits that are used up name what is used now', () => {
  const grants = [monthly('500', '0'), bonus('2000', '1880')];
  expect(noticesOf({ total: '2500', used: '620', grants })).toEqual([
    'Included credits are used. Bonus credits are in use: 1,880 of 2,000 left.',
  ]);
});

test('with nothing left only that and the reset are said', () => {
  const told = noticesOf({ total: '500', used: '500', grants: [monthly('500', '0')] });
  expect(told).toEqual(['No credits are left. Credits reset 1 Dec 00:00 UTC.']);
});

test('a plan that includes nothing has not run out', () => {
  expect(noticesOf({ total: '0', used: '0', grants: [] })).toEqual([]);
});

interface Given {
  readonly total: string;
  readonly used: string;
  readonly grants: BalanceGrant[];
}

function noticesOf({ total, used, grants }: Given): string[] {
  const available = `${BigInt(total) - BigInt(used)}`;
  const balance = { total, used, available, held: '0', overdrawn: '0', overage: '0', grants };
  const figures = balanceFigures(balance as unknown as Balance, 0);
  const ahead = runway({
    ...NOVEMBER,
    used: figures.used.exact,
    total: figures.total.exact,
    available: figures.left?.exact ?? 0n,
  });
  return notices({ ...NOVEMBER, figures, runway: ahead, words: WORDS }).map(({ text }) => text);
}

function monthly(amount: string, remaining: string): BalanceGrant {
  return grantOf({ kind: 'monthly', amount, remaining, priority: 10 });
}

function bonus(amount: string, remaining: string): BalanceGrant {
  return grantOf({ kind: 'bonus', amount, remaining, priority: 20 });
}

function grantOf(
  grant: Pick<BalanceGrant, 'kind' | 'amount' | 'remaining' | 'priority'>,
): BalanceGrant {
  const used = `${BigInt(grant.amount) - BigInt(grant.remaining)}`;
  return { ...grant, id: `grt_${grant.kind}`, used, expires_at: null } as BalanceGrant;
}
