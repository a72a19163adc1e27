import { describe, expect, test } from 'vitest';
import {
  CALLS,
  type FaultCase,
  faultsAfter,
  faultsOf,
  named,
  TOKENS,
  writtenInto,
} from './faulty-catalog.fixture.ts';
import { smallCatalog } from './small-catalog.fixture.ts';

const STRUCTURE: readonly FaultCase[] = [
  ['a missing key', { '/name': undefined }, ['/name', '"name" is missing: add it.']],
  ['another format', { '/schema': 'credit-catalog/9' }, ['/schema', 'write "credit-catalog/1"']],
  [
    'an unknown key at the top',
    { '/tariffs': [] },
    ['/tariffs', '"tariffs" is no key of the format here'],
  ],
  [
    'an unknown key in an item',
    { '/plans/0/prize': '1' },
    ['/plans/0/prize', 'begin it with "_" to keep it as a comment'],
  ],
  [
    'an unknown key in a price',
    { [`${CALLS}/unitPrice`]: '1' },
    [`${CALLS}/unitPrice`, 'is no key of the format here'],
  ],
  [
    'a wrong kind of value',
    { '/meters/0/dims': 'user' },
    ['/meters/0/dims', 'This is a text: write a list'],
  ],
  [
    'a word that is not in the vocabulary',
    { '/meters/0/aggregation': 'avg' },
    ['/meters/0/aggregation', '"avg" is not known here: write "sum", "count"'],
  ],
  [
    'an unknown price model',
    { [`${CALLS}/model`]: 'flat' },
    [`${CALLS}/model`, '"flat" is not known here: write "unit", "package"'],
  ],
  [
    'an amount that is a number',
    { [`${CALLS}/credits`]: 15 },
    [`${CALLS}/credits`, 'This is a number: write a text in quotes.'],
  ],
  [
    'a negative amount',
    { [`${CALLS}/credits`]: '-1' },
    [`${CALLS}/credits`, 'write a plain decimal of 0 or more'],
  ],
  ['a price for each 0', { [`${CALLS}/per`]: '0' }, [`${CALLS}/per`, 'This must be above 0']],
  [
    'more credits than the ledger holds',
    { '/plans/0/grants/monthly': '9200000001' },
    ['/plans/0/grants/monthly', 'This is no amount of credits'],
  ],
  ['an id with blanks', { '/key': 'My catalog' }, ['/key', 'This is no id']],
  [
    'a time zone that does not exist',
    { '/timeZone': 'Europe/Nowhere' },
    ['/timeZone', 'This is no time zone: write an IANA name'],
  ],
  ['an offset as time zone', { '/timeZone': '+01:00' }, ['/timeZone', 'This is no time zone']],
  [
    'a day the calendar has not',
    { '/rateCards/0/from': '2026-02-30' },
    ['/rateCards/0/from', 'This is no date'],
  ],
  [
    'a card that begins at a time of day',
    { '/rateCards/0/from': '2026-01-01T12:00:00Z' },
    ['/rateCards/0/from', 'it begins at midnight'],
  ],
  [
    'a window that is no number of days',
    { '/window': '5 weeks' },
    ['/window', 'Write a number of days, such as "P35D".'],
  ],
  [
    'a negative priority',
    { '/grantTypes/0/priority': -1 },
    ['/grantTypes/0/priority', 'Write a whole number from 0 to 1000'],
  ],
  [
    'a pack without currency',
    { '/packs': [{ grant: 'monthly', credits: '1', price: '1' }] },
    ['/packs/0/currency', '"currency" is missing'],
  ],
  [
    'an alert channel that does not exist',
    { '/alerts': [{ id: 'a', basis: 'cap', thresholds: [5], channels: ['modal'] }] },
    ['/alerts/0/channels/0', '"modal" is not known here: write "email"'],
  ],
  [
    'a permission that does not exist',
    { '/roles/admin/0': 'everything' },
    ['/roles/admin/0', '"everything" is not known here: write "usage.read"'],
  ],
  [
    'a link without address',
    { '/links': { rates: 'rates' } },
    ['/links/rates', 'begins with "https://"'],
  ],
  [
    'a row that ends in a number',
    { [`${TOKENS}/rows/0/1`]: 3 },
    [`${TOKENS}/rows/0/1`, 'Write a text, or at the end of the row a list of tiers.'],
  ],
  [
    'a tier without price',
    { [`${TOKENS}/rows/0/1`]: [{ up_to: '5' }] },
    [`${TOKENS}/rows/0/1/0/credits`, '"credits" is missing'],
  ],
];

describe('faults of structure', () => {
  test.each(named(STRUCTURE))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});

test('all faults come at once, and a faulty item makes no others of what refers to it', () => {
  const document = writtenInto(smallCatalog(), {
    '/name': undefined,
    '/meters/0/aggregation': 'avg',
    '/meters/1/category': 'some',
    [`${CALLS}/credits`]: 2,
    [`${TOKENS}/unit`]: 'eur',
    '/plans/0/grants/bonus': '1',
  });
  expect(faultsOf(document).map(({ pointer }) => pointer)).toEqual([
    '/name',
    '/meters/0/aggregation',
    '/rateCards/0/rates/0/credits',
    '/meters/1/category',
    '/rateCards/0/rates/1/unit',
    '/plans/0/grants/bonus',
  ]);
});

test.each([[null], ['text'], [[]], [7], [undefined]])('%j is refused as a whole', (document) => {
  const found = faultsOf(document);
  expect(found).toEqual([
    { pointer: '', message: expect.stringContaining('write an object in braces.') },
  ]);
});
