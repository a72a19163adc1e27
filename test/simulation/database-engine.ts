import { hash } from 'node:crypto';
import { assert, type Instant, type UsageEvent } from '@fuelgauge/core';
import { openContext } from '../../server/src/open-store.ts';
import type { Answer } from '../../server/src/operations/answer.ts';
import type { Caller, Context, CustomerRef } from '../../server/src/operations/context.ts';
import { amendEvent, voidEvent } from '../../server/src/operations/correct-event.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { type RecordedBatch, recordEvents } from '../../server/src/operations/record-events.ts';
import { sweepCustomers } from '../../server/src/operations/sweep-customers.ts';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import type { CorrectionJson } from '../../server/src/operations/wire/correction-json.ts';
import type { IdempotencyKey } from '../../server/src/operations/with-book.ts';
import { openLanesOver } from '../../server/src/recording/lanes.ts';
import { loadBook } from '../../server/src/store/books.ts';
import type { Database, Queries } from '../../server/src/store/database.ts';
import { openTestDatabase } from '../support/databases.ts';
import {
  type Engine,
  grantWords,
  type Holdings,
  noteBatch,
  type Program,
  patienceOf,
} from './engine.ts';
import { cutOff, type FaultyStore, openFaultyStore } from './faulty-store.ts';
import { STARTED_AT, simulatedCatalog } from './simulated-catalog.ts';
import { plainly, saidOfBatch, stateOf, useOf } from './words.ts';
import {
  type Act,
  type Commit,
  fails,
  type Life,
  note,
  type Said,
  storeTime,
  type World,
} from './world.ts';

const CALLER: Caller = { actor: 'simulation', isTest: null, customers: null };

/** Tier B: the product's own operations and SQL, over a database in memory that fails as the store of tier A does. */
export async function openDatabaseEngine(
  world: World,
  customers: readonly string[],
): Promise<Engine> {
  const database = await openTestDatabase('pglite');
  const context = { ...openContext(database), clock: () => storeTime(world) as Instant };
  await publishCatalog(context, CALLER, { document: simulatedCatalog });
  for (const customer of customers) {
    const body = { catalog: 'simulated', plan: 'basic', time_zone: 'UTC', started_at: STARTED_AT };
    const put = await putCustomer(context, CALLER, { customer, body });
    assert(put.ok, 'a simulated customer is made');
  }
  const shared: Shared = { world, context, store: openFaultyStore(world), keys: new Map() };
  for (const key of customers) shared.keys.set((await refOf(context, key)).customerId, key);
  return {
    start: (life) => startProgram(shared, life),
    inspect: (customer) => inspect(shared, customer),
    close: () => database.close(),
  };
}

interface Shared {
  readonly world: World;
  /** Without faults. */
  readonly context: Context;
  readonly store: FaultyStore;
  /** The names of customers by their numbers. */
  readonly keys: Map<bigint, string>;
}

async function refOf(context: Context, key: string): Promise<CustomerRef> {
  const ref = await findCustomerFor(context, CALLER, key);
  assert(ref, 'a simulated customer is known');
  return ref;
}

function startProgram(shared: Shared, life: Life): Program {
  const { world } = shared;
  const { database } = shared.context;
  const process = {
    ...openContext(database),
    clock: shared.context.clock,
    patience: patienceOf(world),
  };
  const during = (task: Task): Context =>
    ({ ...process, database: faulty(shared, life, task) }) as Context;
  const lanes = openLanesOver((batch) => {
    noteBatch(world, batch.events);
    const { events } = batch;
    const done = { kind: 'record' as const, uses: events.map(useOf) };
    const isPoisoned = events.some(({ data }) => data['poison'] === true);
    return recordEvents(during({ done, isPoisoned, say: sayBatch(events) }), batch);
  }, process.tallies);
  return {
    async record(customer, events) {
      const ref = await world.timeline.hold(() => refOf(shared.context, customer));
      const request = { customer: ref, events, isBackfill: false, bytes: 100 * events.length };
      const [recorded] = await lanes.record([request]);
      assert(recorded, 'one answer for one request');
      return recorded;
    },
    async act(customer, act) {
      const say = (answer: unknown) => [sayAct(answer as Answer<unknown>)];
      const context = during({ done: act, isPoisoned: false, say });
      return sayAct(await perform(context, customer, act));
    },
    async advance() {
      const done = { kind: 'advance' } as const;
      await sweepCustomers(during({ done, isPoisoned: false, say: () => [] }));
    },
  };
}

/** What a transaction is for, so that what it has answered is known when it commits. */
interface Task {
  readonly done: Commit['done'];
  readonly isPoisoned: boolean;
  readonly say: (answer: unknown) => readonly Said[];
}

/** The database as one task of one life of a server sees it: what writes goes through the faulty store. */
function faulty({ world, context, store, keys }: Shared, life: Life, task: Task): Database {
  const { database } = context;
  const { timeline } = world;
  return {
    ...database,
    query: (text, values) => timeline.hold(() => database.query(text, values)),
    transaction: (scope, work) => {
      const customer = 'customer' in scope ? keys.get(scope.customer as bigint) : undefined;
      if (customer === undefined || ('readOnly' in scope && scope.readOnly))
        return timeline.hold(() => database.transaction(scope, work));
      return store.transact({
        life,
        customer,
        isPoisoned: task.isPoisoned,
        decide: async () => {},
        commit: async () => {
          const cut = fails(world, world.weather.cutBeforeCommit)
            ? world.random.between(1, 20)
            : null;
          const result = await timeline.hold(() =>
            database.transaction(scope, (tx) => work(cut === null ? tx : cutAfter(world, tx, cut))),
          );
          const clock = storeTime(world);
          world.commits.push({ customer, clock, done: task.done, said: task.say(result) });
          return result;
        },
      });
    },
  };
}

/** The connection of a transaction breaks after so many statements, and nothing of it is kept. */
function cutAfter(world: World, tx: Queries, statements: number): Queries {
  let left = statements;
  return {
    query: (text, values) => {
      left -= 1;
      if (left > 0) return tx.query(text, values);
      if (left === 0) note(world, 'cut off between statements');
      return Promise.reject(cutOff());
    },
  };
}

function sayBatch(events: readonly UsageEvent[]): Task['say'] {
  return (answer) => {
    const recorded = answer as Answer<Extract<RecordedBatch, { ok: true }>>;
    return recorded.ok ? saidOfBatch(recorded.body, events) : [];
  };
}

function perform(context: Context, customer: string, act: Act): Promise<Answer<unknown>> {
  const fingerprint = hash('sha256', JSON.stringify(act), 'hex');
  const idempotency: IdempotencyKey = { route: 'simulated', key: act.key, fingerprint };
  switch (act.kind) {
    case 'grant': {
      const body = { kind: act.grant, amount: act.amount, expires_at: act.ends };
      return issueGrant(context, CALLER, { customer, body, idempotency });
    }
    case 'void': {
      const body = { id: act.event, reason: 'simulated', compensate: act.compensate };
      return voidEvent(context, CALLER, { customer, body, idempotency });
    }
    case 'amend': {
      const data = { amount: act.amount, model: 'new' };
      const body = { id: act.event, reason: 'simulated', data };
      return amendEvent(context, CALLER, { customer, body, idempotency });
    }
    default:
      return act satisfies never;
  }
}

function sayAct(answer: Answer<unknown>): Said {
  if (!answer.ok) return plainly(`refused ${answer.refusal.code}`);
  const body = answer.body as CorrectionJson | { amount: string; repaid_now: string };
  if ('repaid_now' in body) return plainly(`granted ${body.amount} repaid ${body.repaid_now}`);
  if (body.status === 'duplicate') return plainly('duplicate');
  const more = body.compensation ? ` compensated ${body.compensation.credits}` : '';
  return plainly(`${body.status} ${body.credits}${more}`);
}

async function inspect({ context }: Shared, customer: string): Promise<Holdings> {
  let eventCount = 0;
  for await (const proof of verifyLedger(context, { customers: [customer] })) {
    if (proof.kind !== 'customer') continue;
    assert(proof.differenceCount === 0, `verify finds ${JSON.stringify(proof.differences)}`);
    eventCount = proof.events;
  }
  const { customerId, catalogKey } = await refOf(context, customer);
  const eventKeys = await eventKeysOf(context, customerId);
  const open = await context.database.transaction(
    { customer: customerId, readOnly: true },
    async (tx) => {
      const catalog = await context.catalogs.latest(tx, catalogKey);
      assert(catalog, 'the simulated catalog is published');
      const since = 0 as Instant;
      return loadBook(tx, {
        customerId,
        catalog,
        lock: false,
        since,
        allGrants: true,
        eventKeys,
        corrected: true,
      });
    },
  );
  assert(open, 'a simulated customer is there');
  const { head, grants } = open.book.ledger;
  return {
    posted: head.posted,
    overdraft: head.overdraft,
    grants: [...grants.values()].map((grant) => grantWords({ ...grant, left: grant.remaining })),
    events: new Map([...open.book.events.values()].map((event) => [event.id, stateOf(event)])),
    eventCount,
  };
}

async function eventKeysOf({ database }: Context, customerId: bigint): Promise<string[]> {
  const rows = await database.transaction({ customer: customerId, readOnly: true }, (tx) =>
    tx.query<{ key: string }>(
      `select replace(event_key::text, '-', '') as key from event where customer_id = $1`,
      [customerId],
    ),
  );
  return rows.map(({ key }) => key);
}
