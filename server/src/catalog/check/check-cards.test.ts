import { describe, expect, test } from 'vitest';
import { type FaultCase, faultsAfter, named, TOKENS } from '../faulty-catalog.fixture.ts';

const CARDS: readonly FaultCase[] = [
  [
    'a card that ends before it begins',
    { '/rateCards/0/to': '2025-01-01' },
    ['/rateCards/0/to', 'It ends on 2025-01-01, before it has begun'],
  ],
  [
    'cards that overlap',
    { '/rateCards/1/from': '2026-06-30' },
    ['/rateCards/1/from', 'On 2026-06-30 the card "first" is still in force for every plan'],
  ],
  [
    'cards that overlap for one plan',
    {
      '/rateCards/1/plans': ['pro'],
      '/rateCards/2': {
        id: 'third',
        from: '2026-09-01',
        plans: ['pro'],
        rates: [{ meter: 'calls', model: 'free' }],
      },
      '/rateCards/0/to': undefined,
    },
    ['/rateCards/2/from', 'is still in force for the plan "pro"'],
  ],
  [
    'a gap between cards',
    { '/rateCards/1/from': '2026-07-02' },
    ['/rateCards/0/to', 'From 2026-07-01 to 2026-07-02 no card is in force for "free", "pro"'],
  ],
  [
    'a last card that ends',
    { '/rateCards/1/to': '2027-01-01' },
    ['/rateCards/1/to', 'From 2027-01-01 on no card is in force'],
  ],
  [
    'a plan without card',
    { '/rateCards/1/plans': ['pro'] },
    ['/rateCards/0/to', 'From 2026-07-01 on no card is in force for "free"'],
  ],
  [
    'a card for a plan that does not exist',
    {
      '/rateCards/2': {
        id: 'third',
        from: '2026-09-01',
        plans: ['gold'],
        rates: [{ meter: 'calls', model: 'free' }],
      },
    },
    ['/rateCards/2/plans/0', 'There is no plan "gold"'],
  ],
  [
    'a meter without price in the first card',
    { [TOKENS]: undefined },
    ['/meters/1', 'The first price card, "first", has no price for the meter "tokens"'],
  ],
];

describe('faults of price cards', () => {
  test.each(named(CARDS))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});
