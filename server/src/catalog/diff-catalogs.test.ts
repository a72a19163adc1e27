import { midnight, parseInstant } from '@fuelgauge/core';
import { describe, expect, test } from 'vitest';
import type { CatalogDocument } from './catalog-document.ts';
import { diffCatalogs } from './diff-catalogs.ts';
import { smallCatalog } from './small-catalog.fixture.ts';

/** In the first card of the small catalog; the second begins on 1 July. */
const AT = midnight('2026-03-01', 'Europe/Berlin');

function changes(edit: (document: CatalogDocument) => unknown, at = AT) {
  const after = smallCatalog();
  edit(after);
  return diffCatalogs(smallCatalog(), after, at);
}

function refusals(edit: (document: CatalogDocument) => unknown, at = AT) {
  return changes(edit, at).map(({ pointer, refused }) => [pointer, refused]);
}

const card = (document: CatalogDocument, index: number) =>
  document.rateCards[index] as Record<string, unknown>;
const rate = (document: CatalogDocument, index: number) =>
  document.rateCards[0]?.rates[index] as Record<string, unknown>;
const rows = (document: CatalogDocument) => rate(document, 1)['rows'] as unknown[][];
const item = (list: readonly unknown[], index: number) => list[index] as Record<string, unknown>;

describe('differences', () => {
  test('there are none between a catalog and itself, comments apart', () => {
    expect(changes((document) => Object.assign(document, { _note: 'x' }))).toEqual([]);
  });

  test('items are told apart by id, not by place', () => {
    expect(changes(({ plans }) => plans.reverse())).toEqual([]);
  });

  test('a change of a value names both', () => {
    expect(changes(({ plans }) => Object.assign(item(plans, 1), { price: '25' }))).toEqual([
      { pointer: '/plans/1/price', kind: 'changed', before: '20', after: '25' },
    ]);
  });

  test('what was added or removed is named whole', () => {
    const meter = smallCatalog().meters[0];
    const found = changes((document) => {
      document.meters = [
        ...document.meters.slice(1),
        { ...document.meters[0], id: 'asks' } as never,
      ];
    });
    expect(found).toEqual([
      { pointer: '/meters/0', kind: 'removed', before: meter, after: undefined },
      { pointer: '/meters/1', kind: 'added', before: undefined, after: { ...meter, id: 'asks' } },
    ]);
  });

  test('a row of prices is told apart by its texts', () => {
    const found = changes((document) => rows(document).unshift(['new', '9']));
    expect(found).toMatchObject([
      { pointer: '/rateCards/0/rates/1/rows/0', kind: 'added', after: ['new', '9'] },
    ]);
  });
});

describe('a price card that has begun', () => {
  const keep =
    'A price card that has begun keeps its prices: end it with "to", and begin another on that day.';

  test.each<[string, string, (document: CatalogDocument) => unknown]>([
    [
      'its prices',
      '/rateCards/0/rates/0/credits',
      (document) => Object.assign(rate(document, 0), { credits: '1' }),
    ],
    [
      'what a price adds',
      '/rateCards/0/rates/0/minQuantity',
      (document) => Object.assign(rate(document, 0), { minQuantity: '1' }),
    ],
    ['its prices away', '/rateCards/0/rates/0', (document) => document.rateCards[0]?.rates.shift()],
    [
      'a row',
      '/rateCards/0/rates/1/rows/0',
      (document) => (rows(document)[0] as string[]).splice(1, 1, '4'),
    ],
    ['a row away', '/rateCards/0/rates/1/rows/1', (document) => rows(document).pop()],
    [
      'its beginning',
      '/rateCards/0/from',
      (document) => Object.assign(card(document, 0), { from: '2026-01-02' }),
    ],
    [
      'its plans',
      '/rateCards/0/plans',
      (document) => Object.assign(card(document, 0), { plans: ['pro'] }),
    ],
    [
      'the price of a dollar',
      '/rateCards/0/creditsPerUsd',
      (document) => Object.assign(card(document, 0), { creditsPerUsd: '90' }),
    ],
  ])('does not change %s', (_, pointer, edit) => {
    const found = refusals(edit);
    expect(found).toEqual([[pointer, keep]]);
  });

  test('is not removed', () => {
    expect(refusals(({ rateCards }) => rateCards.shift())).toEqual([
      [
        '/rateCards/0',
        'A price card that has begun keeps its prices: put it back, and end it with "to".',
      ],
    ]);
  });

  test('gets an end in the future when it had none', () => {
    const at = midnight('2026-08-01', 'Europe/Berlin');
    const end = (to: string) =>
      refusals((document) => Object.assign(card(document, 1), { to }), at);
    expect(end('2026-08-02')).toEqual([['/rateCards/1/to', undefined]]);
    expect(end('2026-08-01')).toEqual([
      ['/rateCards/1/to', 'The card has priced usage since then: end it at a midnight to come.'],
    ]);
  });

  test('keeps the end it has', () => {
    const refused = 'The end of a card that has begun stays: let another begin on that day.';
    expect(refusals((document) => Object.assign(card(document, 0), { to: '2026-09-01' }))).toEqual([
      ['/rateCards/0/to', refused],
    ]);
    expect(refusals((document) => delete card(document, 0)['to'])).toEqual([
      ['/rateCards/0/to', refused],
    ]);
  });

  test('gets a price for a meter it had none for', () => {
    const added = { meter: 'images', model: 'free' } as const;
    expect(refusals((document) => document.rateCards[0]?.rates.push(added))).toEqual([
      ['/rateCards/0/rates/2', undefined],
    ]);
  });

  test('gets a row only for usage no row covered', () => {
    const add = (pattern: string) =>
      refusals((document) => rows(document).push([pattern, '2']))[0]?.[1];
    expect(add('medium')).toBeUndefined();
    expect(add('medium-*')).toBeUndefined();
    expect(add('small-2026')).toBe(keep);
    expect(add('sm*')).toBe(keep);
    expect(add('lar*')).toBe(keep);
    expect(add('*')).toBe(keep);
  });

  test('has begun at its midnight in the time zone of the catalog', () => {
    const edit = (document: CatalogDocument) =>
      Object.assign(card(document, 0), { from: '2025-12-01' });
    const moments = ['2025-12-31T22:59:59.999999Z', '2025-12-31T23:00:00Z'].map(parseInstant);
    expect(moments.map((at) => refusals(edit, at)[0]?.[1])).toEqual([undefined, keep]);
  });
});

describe('a card to come', () => {
  test('may change and go', () => {
    expect(
      refusals((document) => Object.assign(card(document, 1), { from: '2026-07-02' })),
    ).toEqual([['/rateCards/1/from', undefined]]);
    expect(refusals(({ rateCards }) => rateCards.pop())).toEqual([['/rateCards/1', undefined]]);
  });
});

describe('a card added', () => {
  const add = (from: string, more: object = {}) =>
    refusals((document) =>
      document.rateCards.push({ id: 'extra', from, rates: [], ...more } as never),
    )[0]?.[1];

  test('may begin in the future, and in the past where nothing had a price', () => {
    expect(add('2026-03-02', { plans: ['pro'] })).toBeUndefined();
    expect(add('2025-01-01', { to: '2026-01-01' })).toBeUndefined();
  });

  test('may not change what past usage cost', () => {
    const refused =
      'This would change what past usage cost: let the card begin at a midnight to come.';
    expect(add('2026-02-01', { plans: ['pro'] })).toBe(refused);
    expect(add('2025-01-01', { plans: ['pro'] })).toBe(refused);
  });
});

describe('ids in use', () => {
  test('what a meter reads and how it adds up stay', () => {
    const found = refusals(({ meters }) =>
      Object.assign(item(meters, 1), { aggregation: 'max', event: 'ask', label: 'T' }),
    );
    expect(found).toEqual([
      ['/meters/1/label', undefined],
      ['/meters/1/event', expect.stringContaining('"event": "call": keep it')],
      ['/meters/1/aggregation', expect.stringContaining('declare a meter with an id of its own.')],
    ]);
  });

  test('key and time zone stay', () => {
    const found = refusals((document) =>
      Object.assign(document, { key: 'other', timeZone: 'UTC' }),
    );
    expect(found).toEqual([
      ['/key', expect.stringContaining('publish a catalog with another key')],
      ['/timeZone', 'This would move the days on which price cards began: keep the time zone.'],
    ]);
  });

  test('the time zone may change before the first card begins', () => {
    const at = midnight('2025-12-01', 'Europe/Berlin');
    expect(refusals((document) => Object.assign(document, { timeZone: 'UTC' }), at)).toEqual([
      ['/timeZone', undefined],
    ]);
  });
});
