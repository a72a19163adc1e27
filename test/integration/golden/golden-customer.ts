import { randomUUID } from 'node:crypto';
import type {
  Balance,
  CustomerBody,
  EventInput,
  EventResult,
  RecordedEvents,
} from '@fuelgauge/sdk';
import type { GoldenServer } from './golden-server.ts';

/** A test customer, whose clock stands where it was put last. */
export interface GoldenCustomer {
  readonly key: string;
  readonly startedAt: string;
  readonly now: string;
  /** What the last answer said is left; null after anything else was done. */
  readonly left: RecordedEvents['balances'][string] | null;
  /** How many events it has. */
  readonly events: number;
  /** Records events in one request. One without a time happens now. */
  record(events: readonly Sketch[], options?: { backfill?: boolean }): Promise<EventResult[]>;
  /** Records one event. */
  recordOne(event: Sketch): Promise<EventResult>;
  /** The credits of each event. */
  charges(events: readonly Sketch[]): Promise<(string | undefined)[]>;
  advance(to: string): Promise<void>;
  balance(): Promise<Balance>;
  /** What is left of each grant, in draw order. */
  grants(): Promise<string[]>;
  grant(kind: string, amount: string, more?: GrantSketch): Promise<string>;
  void(
    id: string,
    more?: { compensate?: boolean },
  ): ReturnType<GoldenServer['client']['events']['void']>;
}

export type Sketch = Omit<EventInput, 'customer'>;

type GrantSketch = Omit<
  Parameters<GoldenServer['client']['grants']['issue']>[1],
  'kind' | 'amount'
>;

type Mutable = { -readonly [Key in keyof GoldenCustomer]: GoldenCustomer[Key] };

const NOT_STORED: ReadonlySet<EventResult['status']> = new Set([
  'duplicate',
  'mismatch',
  'invalid',
]);

/** Creates a test customer that begins, and whose clock stands, at `started_at`. */
export async function openCustomer(
  { client }: GoldenServer,
  terms: CustomerBody & { readonly catalog: string; readonly started_at: string },
): Promise<GoldenCustomer> {
  const key = `golden-${randomUUID()}`;
  const state: Pick<Mutable, 'now' | 'left' | 'events'> = {
    now: terms.started_at,
    left: null,
    events: 0,
  };
  await client.customers.put(key, { ...terms, test: true, clock_at: terms.started_at });
  const record: GoldenCustomer['record'] = async (events, options) => {
    const sent = events.map((event) => ({ occurred_at: state.now, ...event, customer: key }));
    const { results, balances } = await client.events.record(sent, options);
    state.left = balances[key] ?? null;
    state.events += results.filter(({ status }) => !NOT_STORED.has(status)).length;
    return [...results];
  };
  return {
    key,
    startedAt: terms.started_at,
    get now() {
      return state.now;
    },
    get left() {
      return state.left;
    },
    get events() {
      return state.events;
    },
    record,
    recordOne: async (event) => (await record([event]))[0] as EventResult,
    charges: async (events) => (await record(events)).map(({ credits }) => credits),
    advance: async (to) => {
      await client.clock.advance(key, to);
      Object.assign(state, { now: to, left: null });
    },
    balance: () => client.balance.get(key),
    grants: async () => {
      const { grants } = await client.balance.get(key);
      return grants.map(({ kind, amount, remaining }) => `${kind} ${remaining} of ${amount}`);
    },
    grant: async (kind, amount, more = {}) => {
      state.left = null;
      const { id } = await client.grants.issue(key, { kind, amount, ...more });
      return id;
    },
    void: (id, more = {}) => {
      state.left = null;
      return client.events.void(key, { id, reason: 'It was a mistake.', ...more });
    },
  };
}
