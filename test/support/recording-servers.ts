import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { UsageEvent } from '@fuelgauge/core';
import { openContext } from '../../server/src/open-store.ts';
import type { Answer } from '../../server/src/operations/answer.ts';
import type { Caller, Context, CustomerRef } from '../../server/src/operations/context.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { isTransientFault } from '../../server/src/operations/is-transient-fault.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { type ResultJson, resultJson } from '../../server/src/operations/wire/event-json.ts';
import { type Lanes, openLanes } from '../../server/src/recording/lanes.ts';
import type { Engine } from '../../server/src/store/database.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import { openTestDatabase, type TestDatabase } from './databases.ts';

/** What a server records with. */
export interface RecordingServer {
  readonly context: Context;
  readonly lanes: Lanes;
}

/** Servers over one database: two on PostgreSQL, one on PGlite, which takes no more. */
export interface RecordingServers {
  readonly database: TestDatabase;
  readonly servers: readonly RecordingServer[];
  /** A customer of the small catalog without an allotment, with so many credits. */
  putCustomer(key: string, credits: string): Promise<CustomerRef>;
  close(): Promise<void>;
}

export async function openRecordingServers(engine: Engine): Promise<RecordingServers> {
  const database = await openTestDatabase(engine);
  const other = database.url === undefined ? [] : [await openPostgres({ url: database.url })];
  const servers = [database, ...other].map((each) => {
    const context = openContext(each);
    return { context, lanes: openLanes(context) };
  });
  const { context } = servers[0] as RecordingServer;
  done(await publishCatalog(context, CALLER, { document: JSON.parse(SMALL) }));
  return {
    database,
    servers,
    async putCustomer(customer, credits) {
      done(
        await putCustomer(context, CALLER, { customer, body: { catalog: 'small', plan: 'none' } }),
      );
      const body = { kind: 'bought', amount: credits };
      done(await issueGrant(context, CALLER, { customer, body }));
      const ref = await findCustomerFor(context, CALLER, customer);
      if (!ref) throw new Error(`there is no customer ${customer}`);
      return ref;
    },
    async close() {
      await Promise.all(servers.map(({ lanes }) => lanes.drain()));
      await Promise.all(other.map((each) => each.close()));
      await database.close();
    },
  };
}

/** What a sender says of an event; it happened now. */
export interface SentEvent {
  readonly id: string;
  readonly amount: string;
  readonly enforce?: boolean;
  readonly occurredAt?: string;
}

/** Records events of a customer as one request and answers the results that its sender would get. */
export async function sendTo(
  { lanes }: RecordingServer,
  customer: CustomerRef,
  sent: readonly SentEvent[],
): Promise<ResultJson[]> {
  const events = sent.map((each) => formedEvent(customer.key, each));
  const [recorded] = await lanes.record([{ customer, events, isBackfill: false, bytes: 1_000 }]);
  return sent.map(({ id }, index) => {
    const outcome = recorded?.outcomes[index];
    if (!outcome) throw new Error(`${id} has no outcome`);
    return resultJson(outcome, { id, source: 'api' });
  });
}

/** Sends again, with the same ids, what the database was too busy for. */
export async function patiently<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === PATIENCE || !isTransientFault(error)) throw error;
    }
  }
}

/** An event of the small catalog as recording takes it. */
export function formedEvent(customer: string, sent: SentEvent): UsageEvent {
  const { id, amount, enforce = false, occurredAt = new Date().toISOString() } = sent;
  const form = { id, type: 'work', customer, occurred_at: occurredAt, data: { amount }, enforce };
  const formed = formEvent(form);
  if (!formed.ok) throw new Error(formed.refusal.detail);
  return formed.event;
}

const PATIENCE = 50;

const CALLER: Caller = { actor: 'test', isTest: null, customers: null };

const SMALL = readFileSync(
  path.join(import.meta.dirname, '../scenarios/catalogs/small.json'),
  'utf8',
);

function done(answer: Answer<unknown>): void {
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.detail}`);
}
