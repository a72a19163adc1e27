import { describe, expect, test } from 'vitest';
import { type FaultCase, faultsAfter, named } from '../faulty-catalog.fixture.ts';

const PLANS: readonly FaultCase[] = [
  [
    'credits of a kind that does not exist',
    { '/plans/0/grants/bonus': '5' },
    ['/plans/0/grants/bonus', 'There is no grant kind "bonus"'],
  ],
  [
    'credits of a kind that is overage',
    { '/plans/0/grants/flex': '5' },
    ['/plans/0/grants/flex', '"flex" is overage and has no grants'],
  ],
  [
    'overage under a kind with grants',
    { '/plans/0/overage': 'monthly' },
    ['/plans/0/overage', 'name a kind of category "overage"'],
  ],
  [
    'overage when there is no such kind',
    { '/grantTypes/1': undefined },
    ['/plans/1/flex', 'There are 0 grant kinds of category "overage"'],
  ],
  [
    'overage stated twice and differently',
    { '/plans/1/overage': null },
    ['/plans/1/flex', '"flex" and "overage" disagree'],
  ],
  [
    'a hard limit that bills',
    { '/plans/1/hardLimit': true },
    ['/plans/1/hardLimit', 'A hard limit never bills overdraft'],
  ],
  [
    'a billing mode that does not exist',
    { '/plans/0/billingMode': 'own' },
    [
      '/plans/0/billingMode',
      'There is no billing mode "own": declare it under "billingModes", or leave it out.',
    ],
  ],
  [
    'overage before a grant',
    { '/grantTypes/1/priority': 10 },
    ['/grantTypes/1/priority', 'Overage comes after every grant: give it a priority above 10.'],
  ],
  [
    'rollover of what does not expire',
    { '/grantTypes/0/cycleBound': false },
    ['/grantTypes/0/rollover', 'keeps what is left'],
  ],
  [
    'a cycle-bound kind with another end',
    { '/grantTypes/0/expiry': 'contract_end' },
    ['/grantTypes/0/expiry', 'expires with its cycle'],
  ],
  ['no plan series', { '/cycles/0/series': 'main' }, ['/cycles', 'No series is called "plan"']],
  [
    'a length that cannot be chosen',
    { '/cycles/0/choices': ['year', 'quarter'] },
    ['/cycles/0/choices', '"month" is the length until a customer chooses'],
  ],
];

describe('faults of grant kinds, plans and cycles', () => {
  test.each(named(PLANS))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});
