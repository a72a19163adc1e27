import { describe, expect, it } from 'vitest';
import type { Catalog, Dimension, Meter, Price } from '../catalog.ts';
import { formatQuantity } from '../quantity.ts';
import { rational } from '../rational.ts';
import { instant } from '../time.ts';
import type { UsageEvent } from './event.ts';
import { type MeasureFault, measure, propertiesRead } from './measure.ts';
import { lookupIn } from './property.ts';

const tokens = meter({
  id: 'tokens',
  eventType: 'agent.tokens',
  value: 'tokens',
  values: {
    dimension: 'token_type',
    from: new Map([
      ['input', 'input_tokens'],
      ['output', 'output_tokens'],
      ['cache_read', 'cache_read_tokens'],
      ['cache_write', 'cache_write_tokens'],
    ]),
  },
});
const catalog = catalogWith({
  dimensions: ['token_type', 'agent'],
  meters: [
    tokens,
    meter({ id: 'bandwidth', eventType: 'bandwidth.usage', value: 'gb' }),
    meter({
      id: 'production_deploy',
      eventType: 'deploy.succeeded',
      aggregation: 'count',
      where: new Map([['context', ['production']]]),
    }),
    meter({
      id: 'preview_deploy',
      eventType: 'deploy.succeeded',
      aggregation: 'count',
      where: new Map([['context', ['preview', 'branch', 'rollback']]]),
    }),
    meter({
      id: 'serverless_inference',
      eventType: 'inference.call',
      value: 'ms',
      where: new Map([['remote', ['false', '']]]),
    }),
    meter({
      id: 'serverless_workflow',
      eventType: 'inference.call',
      value: 'ms',
      where: new Map([['remote', ['true']]]),
    }),
    meter({ id: 'agent_run', eventType: 'agent.run.completed', value: 'credits' }),
    meter({ id: 'runs', eventType: 'agent.run.completed', aggregation: 'count' }),
    meter({
      id: 'agents_in_action',
      eventType: 'agent.run.completed',
      aggregation: 'unique',
      value: 'agent',
    }),
    meter({
      id: 'storage',
      eventType: 'storage.sample',
      aggregation: 'time_weighted',
      value: 'images',
    }),
  ],
});

describe('the meters of an event', () => {
  it.each([
    [{ context: 'production' }, 'production_deploy'],
    [{ context: 'branch' }, 'preview_deploy'],
    [{ context: 'rollback' }, 'preview_deploy'],
  ])('are those whose conditions match %j', (data, id) => {
    expect(idsOf('deploy.succeeded', data)).toEqual([id]);
  });

  it('are none when no condition matches or no meter reads the type', () => {
    expect(idsOf('deploy.succeeded', { context: 'canary' })).toEqual([]);
    expect(idsOf('deploy.succeeded', {})).toEqual([]);
    expect(idsOf('unheard.of', {})).toEqual([]);
  });

  it.each([
    [{ ms: '81' }, 'serverless_inference'],
    [{ ms: '81', remote: null }, 'serverless_inference'],
    [{ ms: '81', remote: false }, 'serverless_inference'],
    [{ ms: '81', remote: 'false' }, 'serverless_inference'],
    [{ ms: '81', remote: true }, 'serverless_workflow'],
  ])('compare canonical text, "" standing for absent: %j', (data, id) => {
    expect(idsOf('inference.call', data)).toEqual([id]);
  });

  it('each read their own part: a sum, a count and a counted value', () => {
    const event = eventWith('agent.run.completed', { credits: '42' }, { agent: 'a1' });
    expect(measuresOf(event)).toEqual([
      ['agent_run', null, '42', null],
      ['runs', null, '1', null],
      ['agents_in_action', null, null, 'a1'],
    ]);
  });

  it('read a level as it was sampled', () => {
    expect(measuresOf(eventWith('storage.sample', { images: 5000 }))).toEqual([
      ['storage', null, '5000', null],
    ]);
  });
});

describe('several quantities of one event', () => {
  it('give one measure for each property present, with the value it splits by', () => {
    const event = eventWith('agent.tokens', { input_tokens: 10_000, cache_read_tokens: '0' });
    expect(measuresOf(event)).toEqual([
      ['tokens', 'token_type=input', '10000', null],
      ['tokens', 'token_type=cache_read', '0', null],
    ]);
  });

  it('may be sent as one quantity beside its dimension', () => {
    const event = eventWith('agent.tokens', { tokens: '2000' }, { token_type: 'output' });
    expect(measuresOf(event)).toEqual([['tokens', 'token_type=output', '2000', null]]);
  });

  it('are not counted twice when their total is sent beside them', () => {
    const event = eventWith(
      'agent.tokens',
      { tokens: '30', input_tokens: '10', output_tokens: '20' },
      { token_type: 'input' },
    );
    expect(measuresOf(event)).toEqual([
      ['tokens', 'token_type=input', '10', null],
      ['tokens', 'token_type=output', '20', null],
    ]);
  });

  it('are refused when none is there, or when one comes without its dimension', () => {
    expect(faultOf(eventWith('agent.tokens', {}))).toEqual({
      code: 'property_missing',
      pointer: '/data',
      detail:
        'The meter tokens needs a quantity of agent.tokens: send at least one of ' +
        'input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, tokens.',
    });
    expect(faultOf(eventWith('agent.tokens', { tokens: '5' }))).toEqual({
      code: 'property_missing',
      pointer: '/dimensions/token_type',
      detail: 'The meter tokens needs the dimension token_type of agent.tokens: send it.',
    });
  });

  it('are refused in the single form by a meter that has none', () => {
    const only = catalogWith({ dimensions: ['token_type'], meters: [{ ...tokens, value: null }] });
    const event = eventWith('agent.tokens', { tokens: '5' }, { token_type: 'input' });
    expect(measure(only, event, lookupIn(event, {}))).toMatchObject({
      ok: false,
      fault: { code: 'property_missing', pointer: '/data' },
    });
  });

  it('are refused together when one of them is wrong', () => {
    const event = eventWith('agent.tokens', { input_tokens: '5', output_tokens: '-1' });
    expect(faultOf(event)).toMatchObject({
      code: 'quantity_invalid',
      pointer: '/data/output_tokens',
    });
  });
});

describe('a quantity', () => {
  it.each([
    ['0', '0'],
    [0, '0'],
    [0.5, '0.5'],
    ['999999999999999999.999999999999', '999999999999999999.999999999999'],
  ])('of 0 or more is read exactly: %s', (gb, amount) => {
    const measures = measuresOf(eventWith('bandwidth.usage', { gb }));
    expect(measures).toEqual([['bandwidth', null, amount, null]]);
  });

  it.each([
    ['-1', 'is negative: send 0 or more, and use void or amend to take usage back.'],
    [-0.5, 'is negative: send 0 or more, and use void or amend to take usage back.'],
    ['NaN', 'is not a quantity: send a plain decimal of 0 or more, such as "12.5".'],
    ['1e3', 'is not a quantity: send a plain decimal of 0 or more, such as "12.5".'],
    [' 1', 'is not a quantity: send a plain decimal of 0 or more, such as "12.5".'],
    ['.5', 'is not a quantity: send a plain decimal of 0 or more, such as "12.5".'],
    [true, 'is not a quantity: send a plain decimal of 0 or more, such as "12.5".'],
    [
      '1000000000000000000',
      'has too many digits: send at most 18 before and 12 after the point, as text.',
    ],
    [
      '0.1234567890123',
      'has too many digits: send at most 18 before and 12 after the point, as text.',
    ],
    [0.1 + 0.2, 'has too many digits: send at most 18 before and 12 after the point, as text.'],
  ])('that is none is refused with what to do about it: %s', (gb, sentence) => {
    expect(faultOf(eventWith('bandwidth.usage', { gb }))).toEqual({
      code: 'quantity_invalid',
      pointer: '/data/gb',
      detail: `The property gb of bandwidth.usage ${sentence}`,
    });
  });

  it('that is absent, null or empty is missing', () => {
    for (const data of [{}, { gb: null }, { gb: '' }]) {
      expect(faultOf(eventWith('bandwidth.usage', data))).toEqual({
        code: 'property_missing',
        pointer: '/data/gb',
        detail: 'The meter bandwidth needs the property gb of bandwidth.usage: send it.',
      });
    }
  });

  it('under a name with special characters is pointed to with an escaped pointer', () => {
    const odd = catalogWith({ meters: [meter({ id: 'm', eventType: 't', value: 'a/b~c' })] });
    const event = eventWith('t', {});
    expect(measure(odd, event, lookupIn(event, {}))).toMatchObject({
      fault: { pointer: '/data/a~1b~0c' },
    });
  });
});

describe('propertiesRead', () => {
  it('names everything a type is measured, filtered, priced and attributed by', () => {
    const priced = catalogWith({
      meters: [
        meter({ id: 'm1', eventType: 't1', value: 'amount', where: new Map([['kind', ['a']]]) }),
        { ...tokens, eventType: 't2' },
      ],
      prices: [
        {
          ...free('m1'),
          model: {
            kind: 'matrix',
            by: ['model'],
            per: rational(1n),
            rows: [
              { match: ['*'], rate: { steps: [], by: 'context_size', mode: 'whole' } },
              { match: ['x'], rate: rational(1n) },
            ],
          },
          by: ['seat'],
          cap: { credits: 0n as never, series: 'flex', by: ['camera'] },
          onceBy: ['contact'],
          zeroWhen: new Map([['product', ['p']]]),
        },
        {
          ...free('tokens'),
          model: {
            kind: 'tiers',
            per: rational(1n),
            tiers: { steps: [], by: 'length', mode: 'whole' },
          },
        },
      ],
    });
    const read = propertiesRead({
      ...priced,
      dimensions: new Map([['user', { ...flat('user'), from: ['member'] }]]),
    });
    expect([...read.keys()]).toEqual(['t1', 't2']);
    expect([...(read.get('t1') ?? [])].sort()).toEqual([
      'amount',
      'camera',
      'contact',
      'context_size',
      'kind',
      'member',
      'model',
      'product',
      'seat',
      'user',
    ]);
    expect([...(read.get('t2') ?? [])].sort()).toEqual([
      'cache_read_tokens',
      'cache_write_tokens',
      'input_tokens',
      'length',
      'member',
      'output_tokens',
      'token_type',
      'tokens',
      'user',
    ]);
  });
});

function idsOf(type: string, data: UsageEvent['data']): string[] {
  return measuresOf(eventWith(type, data)).map(([id]) => String(id));
}

function measuresOf(event: UsageEvent): (string | null)[][] {
  const result = measure(catalog, event, lookupIn(event, {}));
  if (!result.ok) throw new Error(result.fault.detail);
  return result.measures.map((each) => [
    each.meter.id,
    each.split && `${each.split.dimension}=${each.split.value}`,
    each.amount === null ? null : formatQuantity(each.amount),
    each.value,
  ]);
}

function faultOf(event: UsageEvent): MeasureFault {
  const result = measure(catalog, event, lookupIn(event, {}));
  if (result.ok) throw new Error('The event was measured.');
  return result.fault;
}

function meter(given: Partial<Meter> & { id: string; eventType: string }): Meter {
  return {
    label: given.id,
    category: 'all',
    aggregation: 'sum',
    value: null,
    values: null,
    unit: 'unit',
    dimensions: [],
    where: new Map(),
    ...given,
  };
}

function free(id: string): Price {
  return {
    meter: id,
    model: { kind: 'free' },
    creditsPer: rational(1n),
    moneyUnit: null,
    scope: 'event',
    by: [],
    minQuantity: null,
    addQuantity: null,
    cap: null,
    onceBy: null,
    zeroWhen: new Map(),
  };
}

function catalogWith({
  dimensions = [],
  meters,
  prices = [],
}: {
  dimensions?: string[];
  meters: Meter[];
  prices?: Price[];
}): Catalog {
  const card = { id: 'v1', from: instant(0), to: null, plans: null };
  return {
    key: 'test',
    version: 1,
    name: 'Test',
    timeZone: 'UTC',
    billingStartsAt: null,
    windowUs: 0,
    units: [],
    creditUnit: 'credit',
    dimensions: new Map(dimensions.map((id) => [id, flat(id)])),
    categories: [],
    meters: new Map(meters.map((each) => [each.id, each])),
    metersByType: Map.groupBy(meters, ({ eventType }) => eventType),
    cards: [{ ...card, prices: new Map(prices.map((price) => [price.meter, price])) }],
    grantKinds: new Map(),
    plans: new Map(),
    series: [],
    planChange: { upgrade: 'keep_cycle_prorated', downgrade: 'at_renewal' },
    overdraftAtReset: 'write_off',
    billingModes: new Map(),
    keep: new Set(),
    roles: new Map(),
    views: [],
  };
}

function flat(id: string): Dimension {
  return {
    id,
    label: id,
    kind: 'flat',
    parent: null,
    values: [],
    valueLabels: new Map(),
    unattributed: 'None',
    directory: null,
    from: [],
    hourly: false,
  };
}

function eventWith(
  type: string,
  data: UsageEvent['data'],
  dimensions: UsageEvent['dimensions'] = {},
): UsageEvent {
  return {
    key: '0'.repeat(32),
    source: 'test',
    id: 'e1',
    type,
    occurredAt: instant(0),
    dimensions,
    data,
    run: null,
    sequence: null,
    fingerprint: '0'.repeat(32),
    enforce: false,
  };
}
