import type { Balance, BalanceGrant, CustomerCatalog, Overview } from '@fuelgauge/sdk';
import { expect, test } from 'vitest';
import { balanceFigures } from './balance-figures.ts';
import { catalogWords, type GrantKindWords, otherKindWords } from './catalog-words.ts';
import { type Notice, notices } from './notices.ts';
import { runway } from './runway.ts';

const WORDS = catalogWords({
  grant_kinds: [
    { id: 'monthly', category: 'included', label: 'Monthly' },
    { id: 'bonus', category: 'promo', label: 'Bonus credits' },
  ] as unknown as CustomerCatalog['grant_kinds'],
});
const NOVEMBER = {
  start: new Date('2026-11-01T00:00:00Z'),
  end: new Date('2026-12-01T00:00:00Z'),
  resetsAt: new Date('2026-12-01T00:00:00Z'),
  timeZone: 'UTC',
};

test('10 of 30 days, 300 of 500 used: the reader is told when it ends and on what basis', () => {
  const [told, ...more] = noticesOf({ total: '500', used: '300', grants: [monthly('500', '200')] });
  expect(told).toMatchObject({
    kind: 'runsOut',
    values: { days: 6, reset: '1 Dec', from: '1 Nov', to: '11 Nov' },
  });
  expect(more).toEqual([]);
});

test('a top-up that lasts past the reset takes the notice away', () => {
  const grants = [monthly('500', '200'), bonus('1000', '1000')];
  expect(noticesOf({ total: '1500', used: '300', grants })).toEqual([]);
});

test('included credits that are used up name what is used now, without the word credits twice', () => {
  const grants = [monthly('500', '0'), bonus('2000', '1880')];
  expect(noticesOf({ total: '2500', used: '620', grants })[0]).toMatchObject({
    kind: 'nextPot',
    values: { name: 'Bonus', left: '1,880', size: '2,000' },
  });
});

test('with nothing left only that is said, and what happens now; it cannot be put away', () => {
  const told = noticesOf({ total: '500', used: '500', grants: [monthly('500', '0')] });
  expect(told).toEqual([
    {
      kind: 'outOfCredits',
      tone: 'danger',
      values: { reset: '1 Dec 00:00 UTC', happens: 'Sites are paused' },
      dismissal: null,
    },
  ]);
});

test('a plan that includes nothing has not run out', () => {
  expect(noticesOf({ total: '0', used: '0', grants: [] })).toEqual([]);
});

test('what is billed past the total is told as billed, not as an end', () => {
  const overage = otherKindWords('flex');
  const grants = [monthly('500', '0')];
  const told = noticesOf({ total: '500', used: '632', billed: '132', grants, overage });
  expect(told[0]).toMatchObject({ kind: 'billedFurther', tone: 'info', values: { soFar: '132' } });
  const first = noticesOf({ total: '500', used: '500', grants, overage })[0];
  expect(first).toMatchObject({ kind: 'billedFurther', values: { soFar: 'none' } });
});

test('what is overdrawn and not billed stays an alarm, also where more would be billed', () => {
  const grants = [monthly('500', '0')];
  const given = { total: '500', used: '632', overdrawn: '132', grants };
  expect(noticesOf(given)[0]?.tone).toBe('danger');
  expect(noticesOf({ ...given, overage: otherKindWords('flex') })[0]?.tone).toBe('danger');
});

test('three quarters used in less than three quarters of the period is said with both amounts', () => {
  const grants = [monthly('500', '100'), bonus('5000', '5000')];
  expect(noticesOf({ total: '5500', used: '400', grants })[0]).toMatchObject({
    kind: 'muchUsed',
    values: { used: '400', size: '500', left: 20, days: 30 },
  });
});

test('a grant that expires within two weeks is named, one that ends at the reset is not', () => {
  const soon = { ...bonus('400', '400'), expires_at: '2026-11-20T00:00:00Z' };
  const atReset = { ...monthly('500', '490'), expires_at: '2026-12-01T00:00:00Z' };
  const told = noticesOf({ total: '900', used: '10', grants: [atReset, soon] });
  expect(told).toMatchObject([{ kind: 'grantExpires', values: { amount: '400', name: 'bonus' } }]);
  const later = noticesOf({
    ...{ total: '900', used: '10', grants: [atReset, soon] },
    asOf: '2026-11-03T00:00:00Z',
  });
  expect(later).toEqual([]);
});

test('prices and plans to come are announced, the first day says what the last period was', () => {
  const catalog = { cards: [{ id: 'v2', state: 'coming', from: '2027-01-01T00:00:00Z' }] };
  const grants = [monthly('500', '500')];
  const told = noticesOf({
    total: '500',
    used: '0',
    grants,
    catalog,
    asOf: '2026-11-01T08:00:00Z',
  });
  expect(told.map(({ kind, values }) => [kind, values])).toEqual([
    ['pricesChange', { date: '1 Jan' }],
    ['periodStarted', { time: '00:00', used: '5,912' }],
  ]);
});

test('usage that is late for a quarter of an hour is said after what stops and before the rest', () => {
  const asOf = '2026-11-11T13:56:01Z';
  const late = { asOf, completeTo: '2026-11-11T13:41:00Z' };
  const out = { total: '500', used: '500', grants: [monthly('500', '0')] };
  const told = noticesOf({ ...out, ...late });
  expect(told.map(({ kind, dismissal }) => [kind, dismissal])).toEqual([
    ['outOfCredits', null],
    ['delayed', null],
  ]);
  expect(told[1]?.values).toEqual({ time: '13:41' });
  const billed = noticesOf({ ...out, ...late, overage: otherKindWords('flex') });
  expect(billed.map(({ kind }) => kind)).toEqual(['delayed', 'billedFurther']);
  const soon = { asOf, completeTo: '2026-11-11T13:41:01Z' };
  expect(noticesOf({ ...out, ...soon }).map(({ kind }) => kind)).toEqual(['outOfCredits']);
  const days = noticesOf({ ...out, asOf, completeTo: '2026-11-09T13:41:00Z' });
  expect(days[1]?.values).toEqual({ time: '9 Nov 13:41 UTC' });
});

test('a period that is over has nothing to warn of', () => {
  const grants = [monthly('500', '0')];
  expect(noticesOf({ total: '500', used: '500', grants, isCurrent: false })).toEqual([]);
});

interface Given {
  readonly total: string;
  readonly used: string;
  readonly billed?: string;
  readonly overdrawn?: string;
  readonly grants: readonly BalanceGrant[];
  readonly overage?: GrantKindWords;
  readonly catalog?: object;
  readonly asOf?: string;
  readonly isCurrent?: boolean;
  readonly completeTo?: string;
}

function noticesOf(given: Given): Notice[] {
  const { total, used, billed = '0', overdrawn = '0', grants, overage = null } = given;
  const asOf = new Date(given.asOf ?? '2026-11-11T00:00:00Z');
  const left = BigInt(total) - BigInt(used);
  const available = `${left > 0n ? left : 0n}`;
  const amounts = { total, used, available, held: '0', overdrawn, overage: billed, grants };
  const balance = { ...amounts, unit: 'credit', read_only: null } as unknown as Balance;
  const figures = balanceFigures(balance, WORDS.credits);
  const overview = {
    balance,
    period: { is_current: given.isCurrent ?? true },
    customer: { scheduled_plans: [] },
    cycles: [{ series: 'plan', end: '2026-11-01T00:00:00Z', totals: [OCTOBER] }],
  } as unknown as Overview;
  const catalog = {
    cards: [],
    credit_unit: 'credit',
    billing_starts_at: null,
    exhaustion: { message: 'Sites are paused' },
    ...given.catalog,
  } as unknown as CustomerCatalog;
  const ahead = runway({
    ...NOVEMBER,
    asOf,
    used: figures.used.exact,
    total: figures.total.exact,
    available: figures.left?.exact ?? 0n,
  });
  const facts = { overview, catalog, figures, words: WORDS, overage, runway: ahead };
  const completeTo = given.completeTo ? new Date(given.completeTo) : null;
  const none = { estimate: undefined, wouldCost: null };
  return notices({ ...NOVEMBER, ...facts, ...none, asOf, completeTo });
}

const OCTOBER = { unit: 'credit', used: '5912' };

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
