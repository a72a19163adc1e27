import { credits } from '../../core/src/index.ts';
import type { Key, KeyAnswer } from './load-protocol.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One request that may be sent any number of times. */
export interface Work {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: string;
  readonly idempotencyKey?: string;
  /** What the ledger has of it once. */
  readonly keys: readonly Key[];
  /** Reads the answer to a request that succeeded; throws in words when it is none that may be given. */
  read(answer: unknown): readonly KeyAnswer[];
}

/** Events that were charged and that nothing has corrected yet. */
export type Correctable = Pick<Key, 'customer' | 'id'>[];

/** Creates a customer, and gives it grants of several priorities that soon run dry. */
export function createCustomer(customer: string, random: SeededRandom): Work[] {
  const started_at = new Date(Date.now() - 3_600_000).toISOString();
  const soon = new Date(Date.now() + 43_200_000).toISOString();
  return [
    {
      method: 'PUT',
      path: `/v1/customers/${customer}`,
      body: JSON.stringify({ catalog: 'faults', started_at }),
      keys: [],
      read: () => [],
    },
    grant(
      { kind: 'grant', customer, id: 'promo' },
      { kind: 'promo', amount: '3', expires_at: soon },
    ),
    grant(
      { kind: 'grant', customer, id: 'first' },
      { kind: 'bought', amount: `${random.between(1, 20)}.5` },
    ),
  ];
}

/** Mostly arrays of events, some for several customers, some enforced; now and then a grant, a void or an amendment. */
export function drawWork(
  random: SeededRandom,
  {
    customers,
    correctable,
    id,
  }: { customers: readonly string[]; correctable: Correctable; id: string },
): Work {
  const customer = customers[random.between(0, customers.length - 1)] ?? '';
  const luck = random.next();
  if (luck < 0.06) {
    const amount = `${random.between(1, 30)}.25`;
    return grant({ kind: 'grant', customer, id }, { kind: 'bought', amount });
  }
  const target = luck < 0.24 ? correctable.shift() : undefined;
  if (target) return correct(target, { id, isVoid: random.chance(0.5), random });
  const size = random.chance(0.3) ? 1 : random.between(2, 40);
  const events = Array.from({ length: size }, (_, index) => {
    const isElsewhere = random.chance(0.05);
    const other = customers[random.between(0, customers.length - 1)] ?? customer;
    return drawEvent(random, { customer: isElsewhere ? other : customer, id: `${id}-${index}` });
  });
  return record(events);
}

interface WireEvent {
  readonly customer: string;
  readonly id: string;
}

function drawEvent(random: SeededRandom, { customer, id }: WireEvent): WireEvent {
  const isQuery = random.chance(0.3);
  const event = {
    id,
    type: isQuery ? 'query' : 'completion',
    customer,
    occurred_at: new Date(Date.now() - random.between(0, 60_000)).toISOString(),
    dimensions: { project: `project-${random.between(0, 5)}`, member: `m-${random.between(0, 9)}` },
    data: isQuery ? { rows: random.between(0, 60) } : { tokens: random.between(1, 2000) },
    ...(random.chance(0.1) && { enforce: true }),
  };
  return event;
}

function record(events: readonly WireEvent[]): Work {
  return {
    method: 'POST',
    path: '/v1/events',
    body: JSON.stringify(events),
    keys: events.map(({ customer, id }) => ({ kind: 'event', customer, id })),
    read(answer) {
      const { results } = answer as { results: readonly EventResult[] };
      return events.map(({ id }, index) => eventAnswer(results[index], id));
    },
  };
}

interface EventResult {
  readonly id: string;
  readonly status: string;
  readonly original?: string;
  readonly credits?: string;
  readonly entries?: readonly number[];
}

const RECORDED = new Set(['charged', 'late', 'denied']);

function eventAnswer(result: EventResult | undefined, id: string): KeyAnswer {
  const { status, original, credits: amount } = result ?? { status: 'absent', credits: undefined };
  const isFirst = RECORDED.has(status);
  const recorded = isFirst ? status : original;
  if (result?.id !== id || recorded === undefined || amount === undefined)
    throw new Error(`event ${id} was answered ${JSON.stringify(result)}`);
  const text = `${recorded} ${amount} at ${result.entries?.join()}`;
  return { text, took: String(credits(amount)), isFirst };
}

function grant(key: Key, body: { kind: string; amount: string; expires_at?: string }): Work {
  return {
    method: 'POST',
    path: `/v1/customers/${key.customer}/grants`,
    body: JSON.stringify({ ...body, source: 'purchase', reference: key.id }),
    idempotencyKey: key.id,
    keys: [key],
    read(answer) {
      const { id, amount } = answer as { id: string; amount: string };
      // An answer that is kept for its key reads the same each time, so it cannot say which was the first.
      return [{ text: `${amount} as ${id}`, took: String(-credits(amount)), isFirst: false }];
    },
  };
}

function correct(
  target: Pick<Key, 'customer' | 'id'>,
  { id, isVoid, random }: { id: string; isVoid: boolean; random: SeededRandom },
): Work {
  const change = isVoid ? {} : { data: { tokens: random.between(1, 3000), rows: 7 } };
  return {
    method: 'POST',
    path: `/v1/customers/${target.customer}/events/${isVoid ? 'void' : 'amend'}`,
    body: JSON.stringify({ id: target.id, reason: id, ...change }),
    idempotencyKey: id,
    keys: [{ kind: 'correction', customer: target.customer, id }],
    read(answer) {
      const { status, credits: amount, entries } = answer as Required<EventResult>;
      const text = `${status} ${amount} at ${entries.join()}`;
      return [{ text, took: String(credits(amount)), isFirst: false }];
    },
  };
}
