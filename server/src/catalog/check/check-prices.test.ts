import { describe, expect, test } from 'vitest';
import { CALLS, type FaultCase, faultsAfter, named, TOKENS } from '../faulty-catalog.fixture.ts';

const tiers = (...steps: unknown[]) => ({
  [TOKENS]: { meter: 'tokens', model: 'tiers', per: '1', tier_mode: 'whole', tiers: steps },
});

const PRICES: readonly FaultCase[] = [
  [
    'a price of no meter',
    { '/rateCards/1/rates/2': { meter: 'other', model: 'free' } },
    ['/rateCards/1/rates/2/meter', 'There is no meter "other"'],
  ],
  [
    'a cost passed on from a count',
    { [CALLS]: { meter: 'calls', model: 'passthrough', factor: '1' } },
    [`${CALLS}/model`, 'a count is no cost to pass on'],
  ],
  [
    'a charge for the latest value',
    { '/meters/1/aggregation': 'latest' },
    [`${TOKENS}/model`, 'keeps the latest value, which cannot be charged'],
  ],
  [
    'rates in a unit that does not exist',
    { [`${TOKENS}/unit`]: 'eur' },
    [`${TOKENS}/unit`, 'There is no unit "eur"'],
  ],
  [
    'rates in money without a price in credits',
    { '/rateCards/0/creditsPerUsd': undefined },
    ['/rateCards/0/creditsPerUsd', 'say how many credits a dollar is'],
  ],
  [
    'rates in another money',
    {
      '/units/2': { id: 'eur', kind: 'money', label: 'EUR', decimals: 2, rounding: 'floor' },
      [`${TOKENS}/unit`]: 'eur',
    },
    [`${TOKENS}/unit`, '"eur" has no price in credits'],
  ],
  [
    'a split of single events',
    { [`${CALLS}/by`]: 'user' },
    [`${CALLS}/by`, 'Each event is priced alone'],
  ],
  [
    'two scopes',
    { ...tiers({ credits: '1' }), [`${TOKENS}/scope`]: 'run', [`${TOKENS}/tier_scope`]: 'cycle' },
    [`${TOKENS}/tier_scope`, '"scope" is "run" and "tier_scope" is "cycle"'],
  ],
  [
    'a cap in a series that does not exist',
    { [`${CALLS}/cap`]: { credits: '5', series: 'flex' } },
    [`${CALLS}/cap/series`, 'There is no cycle series "flex"'],
  ],
  [
    'a cap stated twice',
    { [`${CALLS}/cap`]: { credits: '5', series: 'plan' }, [`${CALLS}/capCreditsPerCycle`]: '5' },
    [`${CALLS}/capCreditsPerCycle`, 'The cap is stated twice'],
  ],
  [
    'half a cap',
    { [`${CALLS}/capBy`]: 'user' },
    [`${CALLS}/capBy`, '"capBy" belongs to "capCreditsPerCycle"'],
  ],
  [
    'one charge for all usage',
    { [`${CALLS}/dedupe`]: { by: ['account'], window: 'forever' } },
    [`${CALLS}/dedupe/by`, 'charge each customer once for all usage'],
  ],
  [
    'a charge forgotten after a while',
    { [`${CALLS}/dedupe`]: { by: ['user'], window: 'P1D' } },
    [`${CALLS}/dedupe/window`, 'write "forever"'],
  ],
  [
    'a short row',
    { [`${TOKENS}/rows/1`]: ['small'] },
    [`${TOKENS}/rows/1`, 'This row has 1 entries: write 1 texts, for model, and then the rate.'],
  ],
  [
    'a row twice',
    { [`${TOKENS}/rows/2`]: ['large', '4'] },
    [`${TOKENS}/rows/2`, 'Another row has the same texts'],
  ],
  [
    'a row whose rate is no amount',
    { [`${TOKENS}/rows/0/1`]: 'cheap' },
    [`${TOKENS}/rows/0/1`, 'This is no amount'],
  ],
  [
    'a "*" in the middle',
    { [`${TOKENS}/rows/0/0`]: 'a*b' },
    [`${TOKENS}/rows/0/0`, 'write it at the end of "a*b"'],
  ],
  [
    'a row for an absent name',
    { [`${TOKENS}/rows/0/0`]: '' },
    [`${TOKENS}/rows/0/0`, 'A name a price needs is never absent'],
  ],
  [
    'tiers that do not rise',
    tiers({ up_to: '9', credits: '1' }, { up_to: '9', credits: '2' }, { credits: '3' }),
    [`${TOKENS}/tiers/1/up_to`, 'Tiers rise'],
  ],
  [
    'tiers that end',
    tiers({ up_to: '9', credits: '1' }),
    [`${TOKENS}/tiers/0/up_to`, 'Nothing would cover more than 9'],
  ],
  [
    'an open tier before the last',
    tiers({ up_to: null, credits: '1' }, { credits: '2' }),
    [`${TOKENS}/tiers/0/up_to`, 'Only the last tier is open'],
  ],
  [
    'tiers that do not rise in a row',
    {
      [`${TOKENS}/tier_mode`]: 'whole',
      [`${TOKENS}/rows/0/1`]: [
        { up_to: '9', credits: '1' },
        { up_to: '8', credits: '2' },
        { credits: '3' },
      ],
    },
    [`${TOKENS}/rows/0/1/1/up_to`, 'Tiers rise'],
  ],
  [
    'tiers without a mode',
    { [`${TOKENS}/rows/0/1`]: [{ credits: '1' }] },
    [`${TOKENS}/tier_mode`, 'Say how the tiers apply'],
  ],
  [
    'a graduated price picked by a property',
    {
      ...tiers({ credits: '1' }),
      [`${TOKENS}/tier_mode`]: 'graduated',
      [`${TOKENS}/tier_by`]: 'prompt',
    },
    [`${TOKENS}/tier_by`, 'A tier that "prompt" picks prices everything'],
  ],
  [
    'a mode without tiers',
    { [`${TOKENS}/tier_mode`]: 'whole' },
    [`${TOKENS}/tier_mode`, 'No row has tiers'],
  ],
];

describe('faults of prices', () => {
  test.each(named(PRICES))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});
