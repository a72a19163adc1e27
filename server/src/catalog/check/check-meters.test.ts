import { describe, expect, test } from 'vitest';
import { type FaultCase, faultsAfter, named } from '../faulty-catalog.fixture.ts';

const IDS_AND_UNITS: readonly FaultCase[] = [
  [
    'two meters of one id',
    {
      '/meters/1/id': 'calls',
      '/rateCards/0/rates/1/meter': 'calls',
      '/rateCards/1/rates/1/meter': 'calls',
    },
    ['/meters/1/id', 'Another meter is called "calls" already'],
    ['/rateCards/0/rates/1/meter', 'The price card "first" prices "calls" already'],
    ['/rateCards/1/rates/1/meter', 'The price card "second" prices "calls" already'],
  ],
  [
    'two plans of one id',
    { '/plans/1/id': 'free' },
    ['/plans/1/id', 'Another plan is called "free" already'],
  ],
  [
    'two series of one id',
    { '/cycles/1': { series: 'plan', every: 'year', anchor: 'plan_started' } },
    ['/cycles/1/series', 'Another cycle series is called "plan" already'],
  ],
  [
    'two units of credits',
    { '/units/1/kind': 'credit' },
    ['/units/1/kind', '2 units are of kind "credit"'],
  ],
  ['no unit of credits', { '/units/0/kind': 'money' }, ['/units', '0 units are of kind "credit"']],
  [
    'two default display modes',
    {
      '/displayModes': [
        { id: 'a', unit: 'credit', default: true },
        { id: 'b', unit: 'usd', default: true },
      ],
    },
    ['/displayModes', '2 display modes are the default'],
  ],
  [
    'credits converted into credits',
    { '/displayModes': [{ id: 'a', unit: 'credit', default: true, price: 'pricePerCredit' }] },
    ['/displayModes/0/price', 'are not converted'],
  ],
  [
    'a display mode in a unit that does not exist',
    { '/displayModes': [{ id: 'a', unit: 'eur', default: true }] },
    [
      '/displayModes/0/unit',
      'There is no unit "eur": declare it under "units", or use "credit", "usd".',
    ],
  ],
  [
    'a billing mode in a unit that does not exist',
    { '/billingModes': [{ id: 'own', unit: 'eur' }] },
    ['/billingModes/0/unit', 'There is no unit "eur"'],
  ],
  [
    'a cost item in credits',
    {
      '/costItems': [
        { id: 'd', label: 'D', unit: 'credit', interval: 'year', autoRenewDefault: true },
      ],
    },
    ['/costItems/0/unit', 'never in credits'],
  ],
];

const MEASURING: readonly FaultCase[] = [
  [
    'a parent that does not exist',
    { '/dimensions/1/parent': 'group' },
    ['/dimensions/1/parent', 'There is no dimension "group"'],
  ],
  [
    'a flat dimension with a parent',
    { '/dimensions/1/kind': 'flat' },
    ['/dimensions/1/parent', 'A flat dimension has no parents'],
  ],
  [
    'a circle of dimensions',
    { '/dimensions/1/parent': 'user' },
    ['/dimensions/1/parent', 'The dimension "user" is above itself'],
  ],
  [
    'a source that is no dimension',
    { '/dimensions/0/from': ['user', 'key'] },
    ['/dimensions/0/from/1', 'There is no dimension "key"'],
  ],
  [
    'a kind of scope without scopes',
    { '/dimensions/0/scopeKind': 'folder' },
    ['/dimensions/0/scopeKind', 'Only scopes have a kind'],
  ],
  [
    'a gate no plan opens',
    { '/dimensions/0/gate': 'teams' },
    ['/dimensions/0/gate', 'No plan has the feature "teams"'],
  ],
  [
    'a category within itself',
    { '/categories/0/parent': 'all' },
    ['/categories/0/parent', 'The category "all" is above itself'],
  ],
  [
    'a category that does not exist',
    { '/meters/0/category': 'some' },
    ['/meters/0/category', 'There is no category "some"'],
  ],
  [
    'a dimension that does not exist',
    { '/meters/0/dims/0': 'member' },
    ['/meters/0/dims/0', 'There is no dimension "member"'],
  ],
  [
    'a sum without value',
    { '/meters/1/value': undefined },
    ['/meters/1/value', '"sum" needs to know what it reads'],
  ],
  [
    'a unique count without value',
    { '/meters/0/aggregation': 'unique' },
    ['/meters/0/value', '"unique" needs to know what it reads'],
  ],
  [
    'a count with a value',
    { '/meters/0/value': 'n' },
    ['/meters/0/value', 'A count adds 1 for each event'],
  ],
  [
    'several quantities of a maximum',
    {
      '/meters/1/aggregation': 'max',
      '/meters/1/values': { dimension: 'direction', from: { in: 'in' } },
    },
    ['/meters/1/values', 'Only a sum has several quantities'],
  ],
  [
    'quantities told apart by a dimension the meter has not',
    { '/meters/1/values': { dimension: 'team', from: { in: 'in' } } },
    ['/meters/1/values/dimension', 'add it to "dims" too'],
  ],
  [
    'quantities read from nothing',
    { '/meters/1/values': { dimension: 'direction', from: {} } },
    ['/meters/1/values/from', 'No property is named'],
  ],
  [
    'requests counted by no meter',
    { '/requestsMeter': 'requests' },
    ['/requestsMeter', 'There is no meter "requests"'],
  ],
];

describe('faults of ids and units', () => {
  test.each(named(IDS_AND_UNITS))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});

describe('faults of dimensions and meters', () => {
  test.each(named(MEASURING))('$name', ({ writes, faults }) => {
    const expected = faults.map(([pointer, words]) => ({
      pointer,
      message: expect.stringContaining(words),
    }));
    expect(faultsAfter(writes)).toEqual(expected);
  });
});
