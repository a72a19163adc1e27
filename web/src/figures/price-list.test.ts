import { describe, expect, test } from 'vitest';
import { priceLists } from './price-list.ts';

const document = {
  meters: [{ id: 'bandwidth', label: 'Bandwidth' }],
  rateCards: [
    { id: 'a', from: '2025-01-01', to: '2026-01-01', rates: [] },
    {
      id: 'b',
      from: '2026-01-01',
      to: '2026-12-01',
      rates: [
        { meter: 'bandwidth', model: 'unit', credits: '20', per: '1' },
        {
          meter: 'tokens',
          model: 'matrix',
          rows: [['opus*', 'input', [{ up_to: '200000', credits: '5' }]]],
        },
      ],
    },
    { id: 'c', from: '2026-12-01', plans: ['pro'], rates: [] },
  ],
};

describe('the prices of a catalog', () => {
  test('what is in force comes first, then what is to come, then what is over', () => {
    const states = (today: string) =>
      priceLists(document, today).map(({ id, state }) => id + state);
    expect(states('2026-11-20')).toEqual(['bnow', 'ccoming', 'apast']);
    // A card ends at the midnight its `to` names.
    expect(states('2026-12-01')).toEqual(['cnow', 'bpast', 'apast']);
  });

  test('a price says its meter by name, its terms and each of its rows', () => {
    const [{ prices } = { prices: [] }] = priceLists(document, '2026-11-20');
    expect(prices).toEqual([
      { meter: 'Bandwidth', model: 'unit', terms: ['credits 20', 'per 1'], rows: [] },
      {
        meter: 'tokens',
        model: 'matrix',
        terms: [],
        rows: ['opus* · input · up_to 200000, credits 5'],
      },
    ]);
  });
});
