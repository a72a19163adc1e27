import {
  type Book,
  DAY,
  HOUR,
  type Instant,
  MINUTE,
  NANO,
  nano,
  operate,
  shift,
} from '@fuelgauge/core';
import fc from 'fast-check';
import { type EventSketch, PLAIN, restOfMax, usageEvent } from './model-customer.ts';

/** Something done to a customer, some time after what was done before it. */
export type Act = { readonly wait: number } & (
  | { readonly kind: 'record'; readonly events: readonly Use[]; readonly isBackfill: boolean }
  | { readonly kind: 'void'; readonly which: number; readonly compensate: boolean }
  | { readonly kind: 'amend'; readonly which: number; readonly use: Use }
  | { readonly kind: 'grant'; readonly grant: GrantSketch }
  | { readonly kind: 'void grant'; readonly which: number }
  | { readonly kind: 'plan'; readonly plan: string; readonly ahead: number }
  | { readonly kind: 'zone'; readonly zone: string }
  | { readonly kind: 'wait' }
);

/** Usage reported `ago` after it happened; negative when the sender's clock is ahead. */
export interface Use {
  readonly type: string;
  readonly amount: number;
  readonly user: string;
  readonly ago: number;
  readonly enforce: boolean;
}

interface GrantSketch {
  readonly grantKind: string;
  readonly amount: bigint;
  readonly ahead: number;
  readonly lasts: number | null;
  readonly appliesTo: readonly string[] | null;
}

export const METERS = [
  'work',
  'prompt',
  'parcel',
  'step',
  'climb',
  'bulk',
  'video',
  'reveal',
  'seat',
  'peak',
  'store',
  'mystery',
];

const span = fc.nat;

/** Usage of some meters, now or up to `latest` ago. */
export function use(meters: readonly string[], latest: number): fc.Arbitrary<Use> {
  return fc.record({
    type: fc.constantFrom(...meters),
    amount: fc.oneof(fc.nat(12), fc.constantFrom(0, 40, 7.5)),
    user: fc.constantFrom('ann', 'bob'),
    ago: fc.oneof(fc.constant(0), fc.integer({ min: -4 * MINUTE, max: 5 * DAY }), span(latest)),
    enforce: fc.boolean(),
  });
}

const which = fc.nat(1000);

const anyAct = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      events: fc.array(use(METERS, 34 * DAY), { minLength: 1, maxLength: 4 }),
      isBackfill: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('void' as const), which, compensate: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('amend' as const), which, use: use(METERS, 0) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      grant: fc.record({
        grantKind: fc.constantFrom('addon', 'promo', 'saved', 'loyal', 'goodwill'),
        amount: fc.bigInt({ min: 1n, max: 50n * NANO }),
        ahead: fc.oneof(fc.constant(0), span(40 * DAY)),
        lasts: fc.option(span(40 * DAY)),
        appliesTo: fc.option(fc.constantFrom(['work'], ['all'])),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void grant' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('plan' as const),
      plan: fc.constantFrom('free', 'basic', 'billed', 'endless'),
      ahead: fc.oneof(fc.constant(0), span(20 * DAY)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('zone' as const),
      zone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Auckland'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
);

const wait = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: span(2 * HOUR) },
  { weight: 2, arbitrary: span(2 * DAY) },
  { weight: 2, arbitrary: span(20 * DAY) },
);

/** Sequences of everything that can be done to a customer. */
export const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.tuple(anyAct, wait).map(([act, before]): Act => ({ ...act, wait: before })),
  { minLength: 5, maxLength: 40, size: 'max' },
);

/** Does one thing after another through the one door; what is refused is simply not done. */
export function perform(book: Book, sequence: readonly Act[], after?: () => void): void {
  let now: Instant = book.terms.startedAt;
  for (const [index, act] of sequence.entries()) {
    now = shift(now, act.wait);
    performOne(book, now, { act, name: `a${index}` });
    after?.();
  }
}

function performOne(book: Book, now: Instant, { act, name }: { act: Act; name: string }): void {
  switch (act.kind) {
    case 'record': {
      const events = act.events.map((each, index) => sketchOf(each, now, `${name}.${index}`));
      const options = { ...PLAIN, isBackfill: act.isBackfill };
      operate.record(book, now, { events: events.map(usageEvent), options });
      return;
    }
    case 'void': {
      const eventKey = pick([...book.events.keys()], act.which);
      if (eventKey === undefined || eventKey.startsWith('fuelgauge/')) return;
      const rest = restOfMax(book, eventKey);
      const { compensate } = act;
      operate.void(book, now, { eventKey, reason: 'test', compensate, restOfMax: rest });
      return;
    }
    case 'amend': {
      const event = pick([...book.events.values()], act.which);
      if (event === undefined || event.key.startsWith('fuelgauge/')) return;
      const sketch = sketchOf(act.use, now, event.id);
      const occurredAt = act.use.enforce ? event.occurredAt : sketch.occurredAt;
      const type = act.use.amount > 3 ? event.type : sketch.type;
      const content = usageEvent({ ...sketch, type, occurredAt });
      const rest = restOfMax(book, event.key);
      const about = { eventKey: event.key, reason: 'test', options: PLAIN, restOfMax: rest };
      operate.amend(book, now, { ...about, event: content });
      return;
    }
    case 'grant': {
      const { grantKind, amount, ahead, lasts, appliesTo } = act.grant;
      const effectiveAt = shift(now, ahead);
      const expiry = lasts === null ? {} : { expiresAt: shift(effectiveAt, lasts) };
      const what = { kind: grantKind, amount: nano(amount), source: 'purchase' } as const;
      operate.grant(book, now, { ...what, effectiveAt, appliesTo, ...expiry });
      return;
    }
    case 'void grant': {
      const grant = pick([...book.ledger.grants.keys()], act.which);
      if (grant !== undefined) operate.voidGrant(book, now, grant);
      return;
    }
    case 'plan':
      operate.changeTerms(book, now, { effectiveAt: shift(now, act.ahead), plan: act.plan });
      return;
    case 'zone':
      operate.changeTerms(book, now, { effectiveAt: now, timeZone: act.zone });
      return;
    case 'wait':
      operate.advance(book, now);
  }
}

/** The event a use is reported as. */
export function sketchOf(each: Use, now: Instant, id: string): EventSketch {
  const { type, amount, user, ago, enforce } = each;
  const occurredAt = shift(now, -ago);
  const dimensions = { user, camera: `${user}'s` };
  const data = { amount, contact: `${user}${amount % 3}` };
  return { id, type, occurredAt, dimensions, data, run: `run ${amount % 2}`, enforce };
}

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}
