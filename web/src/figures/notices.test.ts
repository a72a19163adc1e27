import type { Balance, BalanceGrant } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { balanceFigures } from './balance-figures.ts';
import {
  type CatalogWords,
  catalogWords,
  type GrantKindWords,
  otherKindWords,
} from './catalog-words.ts';
import { type Notice, notices } from './notices.ts';
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

test('what is billed past the total is told as billed, not as an end', () => {
  const overage = otherKindWords('flex');
  const grants = [monthly('500', '0')];
  const told = tellOf({ total: '500', used: '632', billed: '132', grants, overage });
  expect(told[0]).toEqual({
    tone: 'info',
    text: 'Included credits are used. Further use is billed as flex: 132 credits so far.',
  });
  expect(noticesOf({ total: '500', used: '500', grants, overage })).toEqual([
    'Included credits are used. Further use is billed as flex.',
  ]);
});

test('what is overdrawn and not billed stays an alarm, also where more would be billed', () => {
  const grants = [monthly('500', '0')];
  const given = { total: '500', used: '632', overdrawn: '132', grants };
  expect(tellOf(given)[0]?.tone).toBe('danger');
  expect(tellOf({ ...given, overage: otherKindWords('flex') })[0]?.tone).toBe('danger');
});

test('a kind that is called credits is not called credits twice', () => {
  const words = catalogWords({
    grantTypes: [
      { id: 'monthly', category: 'included' },
      { id: 'bonus', category: 'promo', label: 'Add-on credits' },
    ],
  });
  const grants = [monthly('500', '0'), bonus('2000', '1880')];
  expect(noticesOf({ total: '2500', used: '620', grants, words })[0]).toBe(
    'Included credits are used. Add-on credits are in use: 1,880 of 2,000 left.',
  );
});

interface Given {
  readonly total: string;
  readonly used: string;
  readonly billed?: string;
  readonly overdrawn?: string;
  readonly grants: BalanceGrant[];
  readonly overage?: GrantKindWords;
  readonly words?: CatalogWords;
}

function noticesOf(given: Given): string[] {
  return tellOf(given).map(({ text }) => text);
}

function tellOf(given: Given): Notice[] {
  const { total, used, billed = '0', overdrawn = '0', grants } = given;
  const { overage = null, words = WORDS } = given;
  const left = BigInt(total) - BigInt(used);
  const available = `${left > 0n ? left : 0n}`;
  const balance = { total, used, available, held: '0', overdrawn, overage: billed, grants };
  const figures = balanceFigures(balance as unknown as Balance, WORDS.credits);
  const ahead = runway({
    ...NOVEMBER,
    used: figures.used.exact,
    total: figures.total.exact,
    available: figures.left?.exact ?? 0n,
  });
  return notices({ ...NOVEMBER, figures, runway: ahead, words, overage });
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
