import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_VIEW, readView, type View, writeView } from './view.ts';

const name = fc.stringMatching(/^[a-z]\w{0,10}$/);
const values = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 12 }), {
  minLength: 1,
  maxLength: 4,
});
const view: fc.Arbitrary<View> = fc.record({
  period: fc.constantFrom(
    'current',
    'prev',
    '24h',
    '7d',
    '30d',
    'cycle:2026-10-01',
    'flex:2026-07-01',
    '2026-11-01..2026-11-15',
  ),
  granularity: fc.constantFrom('auto', 'hour', 'day', 'week', 'month'),
  mode: fc.constantFrom(undefined, 'cumulative', 'daily'),
  unit: fc.constantFrom(undefined, 'credits', 'money'),
  by: fc.uniqueArray(name, { maxLength: 2 }),
  filter: fc.uniqueArray(fc.record({ name, isIn: fc.boolean(), values }), {
    maxLength: 3,
    selector: (clause) => clause.name,
  }),
  compare: fc.constantFrom('none', 'prev', 'year'),
  weekdays: fc.boolean(),
  view: fc.constantFrom('chart', 'table'),
  zone: fc.constantFrom('billing', 'local', 'utc'),
  selected: fc.constantFrom(null, '2026-11-03', '2026-11-03T05:00:00+01:00', 'event:a%2Fb/req-1'),
  sort: fc.constantFrom(null, 'credits', '-share'),
  show: fc
    .uniqueArray(fc.tuple(name, fc.integer({ min: 1, max: 1000 })), {
      maxLength: 3,
      selector: ([table]) => table,
    })
    .map((pairs) => new Map(pairs)),
  search: fc.string({ maxLength: 40 }),
  tab: fc.constantFrom(null, 'entries'),
});

describe('the view in an address', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(view, (shown) => {
        const text = new URLSearchParams(writeView(shown)).toString();
        expect(readView(Object.fromEntries(new URLSearchParams(text)))).toEqual(shown);
      }),
    );
  });

  test('nothing stands in the address of what is shown without one', () => {
    expect(writeView(DEFAULT_VIEW)).toEqual({});
  });

  test('14: any query is read, and what no view knows is dropped', () => {
    const key = fc.constantFrom(
      'period',
      'g',
      'mode',
      'unit',
      'by',
      'f',
      'cmp',
      'wd',
      'view',
      'tz',
      'sel',
      'sort',
      'show',
      'q',
      'tab',
      'x',
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.string({ unit: 'binary' })), (search) => {
        const once = writeView(readView(search));
        expect(writeView(readView(once))).toEqual(once);
        expect(once['x']).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
