import {
  type Aggregation,
  type Catalog,
  credits,
  DAY,
  type GrantKind,
  instant,
  type Meter,
  type Plan,
  type PlanChange,
  type Price,
  type PriceModel,
  parseInstant,
  quantity,
  rational,
  type SeriesRule,
} from '@fuelgauge/core';

/** Where a model catalog differs from the usual one. */
export interface ModelCatalogOptions {
  readonly upgrade?: PlanChange['upgrade'];
  readonly downgrade?: PlanChange['downgrade'];
  readonly overdraftAtReset?: Catalog['overdraftAtReset'];
  readonly series?: readonly SeriesRule[];
  readonly timeZone?: string;
}

/**
 * A catalog with one meter for each way of pricing, named after it, and a plan for each way of
 * paying. An event's type is the name of its meter, its quantity is `amount`; `bulk` is counted by
 * a second one.
 */
export function modelCatalog(options: ModelCatalogOptions = {}): Catalog {
  const meters = [...METERS.map(([id, aggregation]) => meter(id, aggregation)), HANDLING];
  return {
    key: 'model',
    version: 1,
    name: 'Model',
    timeZone: options.timeZone ?? 'UTC',
    billingStartsAt: null,
    windowUs: 35 * DAY,
    units: [{ id: 'credit', kind: 'credit', label: 'credits', decimals: 2, rounding: 'floor' }],
    creditUnit: 'credit',
    dimensions: new Map(
      ['user', 'camera'].map((id) => [
        id,
        {
          id,
          label: id,
          kind: 'flat',
          parent: null,
          values: [],
          valueLabels: new Map(),
          unattributed: 'None',
          directory: null,
          from: [],
          hourly: id === 'camera',
        },
      ]),
    ),
    categories: [{ id: 'all', label: 'All', parent: null }],
    meters: new Map(meters.map((each) => [each.id, each])),
    metersByType: Map.groupBy(meters, ({ eventType }) => eventType),
    cards: [{ id: 'card', from: instant(0), to: null, plans: null, prices: PRICES }],
    grantKinds: new Map(GRANT_KINDS.map((kind) => [kind.id, kind])),
    plans: new Map(PLANS.map((plan) => [plan.id, plan])),
    series: options.series ?? [
      { id: 'plan', every: 'month', anchorTime: 'midnight' },
      { id: 'flex', every: 'week', anchorTime: 'midnight' },
    ],
    planChange: {
      upgrade: options.upgrade ?? 'keep_cycle_delta_grant',
      downgrade: options.downgrade ?? 'at_renewal',
    },
    overdraftAtReset: options.overdraftAtReset ?? 'write_off',
    billingModes: new Map(),
    keep: new Set(),
    roles: new Map(),
    views: [],
  };
}

/** Reads an instant that is known to be well written. */
export function at(text: string): ReturnType<typeof instant> {
  const found = parseInstant(text.includes('T') ? text : `${text}T00:00:00Z`);
  if (found === undefined) throw new Error(`"${text}" is no instant`);
  return found;
}

const METERS: readonly (readonly [id: string, aggregation: Aggregation])[] = [
  ['work', 'sum'],
  ['prompt', 'count'],
  ['parcel', 'sum'],
  ['step', 'sum'],
  ['climb', 'sum'],
  ['bulk', 'sum'],
  ['video', 'sum'],
  ['reveal', 'count'],
  ['seat', 'unique'],
  ['peak', 'max'],
  ['store', 'time_weighted'],
  ['mystery', 'sum'],
];

const HANDLING: Meter = { ...meter('handling', 'count'), eventType: 'bulk' };

const PRICES: ReadonlyMap<string, Price> = new Map(
  [
    price('work', { kind: 'unit', credits: rational(1n), per: rational(3n) }),
    price('prompt', packages('1', 5n, 'up'), { scope: 'cycle', by: ['user'] }),
    price('parcel', packages('4', 10n, 'down'), { scope: 'cycle' }),
    price('step', packages('2', 3n, 'up'), { scope: 'run', minQuantity: quantity('1') }),
    price('climb', tiers('graduated', ['1', '2', '5']), { scope: 'cycle' }),
    price('bulk', tiers('whole', ['3', '2', '1']), { scope: 'cycle' }),
    price(
      'video',
      { kind: 'unit', credits: rational(3n, 7n), per: rational(1n) },
      { cap: { credits: credits('20'), series: 'flex', by: ['camera'] } },
    ),
    price(
      'reveal',
      { kind: 'unit', credits: rational(6n), per: rational(1n) },
      { onceBy: ['contact'] },
    ),
    price('handling', { kind: 'unit', credits: rational(4n), per: rational(1n) }),
    price('seat', { kind: 'unit', credits: rational(7n), per: rational(1n) }),
    price('peak', packages('3', 4n, 'up')),
    price('store', { kind: 'unit', credits: rational(31n), per: rational(1n) }),
  ].map((each) => [each.meter, each]),
);

const GRANT_KINDS: readonly GrantKind[] = [
  grantKind('promo', { category: 'promo', priority: 5 }),
  grantKind('monthly', { cycleBound: true, priority: 10 }),
  grantKind('saved', {
    cycleBound: true,
    priority: 10,
    rollover: { max: credits('70'), cycles: 2 },
  }),
  grantKind('addon', { category: 'prepaid', priority: 20 }),
  grantKind('loyal', { category: 'prepaid', priority: 20, expiry: 'while_paid_plan' }),
  grantKind('flex', { category: 'overage', priority: 90 }),
];

const PLANS: readonly Plan[] = [
  plan('free', { rank: 0, price: rational(0n), allotments: [['monthly', '40']] }),
  plan('basic', {
    rank: 1,
    allotments: [
      ['monthly', '60'],
      ['saved', '40'],
    ],
  }),
  plan('billed', { rank: 2, allotments: [['monthly', '80']], overage: 'flex' }),
  plan('endless', { rank: 3, allotments: [['monthly', null]] }),
];

function meter(id: string, aggregation: Aggregation): Meter {
  const value = aggregation === 'count' ? null : aggregation === 'unique' ? 'user' : 'amount';
  return {
    id,
    label: id,
    category: 'all',
    eventType: id,
    aggregation,
    value,
    values: null,
    unit: 'unit',
    dimensions: ['user', 'camera'],
    where: new Map(),
  };
}

function price(id: string, model: PriceModel, rest: Partial<Price> = {}): Price {
  return {
    meter: id,
    model,
    creditsPer: rational(1n),
    moneyUnit: null,
    scope: 'event',
    by: [],
    minQuantity: null,
    addQuantity: null,
    cap: null,
    onceBy: null,
    zeroWhen: new Map(),
    ...rest,
  };
}

function packages(text: string, per: bigint, round: 'up' | 'down'): PriceModel {
  return { kind: 'package', credits: rational(BigInt(text)), per: rational(per), round };
}

function tiers(mode: 'whole' | 'graduated', rates: readonly [string, string, string]): PriceModel {
  const ends = [quantity('10'), quantity('30'), null];
  const steps = rates.map((rate, index) => ({
    upTo: ends[index] ?? null,
    credits: rational(BigInt(rate)),
  }));
  return { kind: 'tiers', per: rational(1n), tiers: { steps, by: null, mode } };
}

function grantKind(id: string, rest: Partial<GrantKind>): GrantKind {
  return {
    id,
    label: id,
    category: 'included',
    priority: 10,
    cycleBound: false,
    rollover: null,
    expiry: null,
    ...rest,
  };
}

interface PlanSketch {
  readonly rank: number;
  readonly allotments: readonly (readonly [kind: string, amount: string | null])[];
  readonly price?: Plan['price'];
  readonly overage?: string;
}

function plan(id: string, { rank, allotments, price: cost, overage }: PlanSketch): Plan {
  const amounts = allotments.map(
    ([kind, amount]) => [kind, amount === null ? null : credits(amount)] as const,
  );
  return {
    id,
    label: id,
    rank,
    price: cost ?? rational(9n),
    interval: 'month',
    allotments: new Map(amounts),
    overage: overage ?? null,
    hardLimit: false,
    billingMode: null,
    features: new Set(),
  };
}
