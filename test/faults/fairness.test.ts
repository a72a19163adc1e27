import { describe, expect, it } from 'vitest';
import { bounds } from '../../server/src/bounds.ts';
import type { Database } from '../../server/src/store/database.ts';
import { openApp, setUp, type TestApp, work } from '../integration/http/open-app.ts';
import { engines } from '../support/databases.ts';

/** Of one customer: 95 of 100 events. */
const HOT_REQUESTS = 19;
const COLD = ['cold-1', 'cold-2', 'cold-3', 'cold-4', 'cold-5'];

// Two do not fit into one batch, so each makes one.
const EVENTS = bounds.batchEvents / 2 + 1;

const PATIENT_MS = 300_000;

describe.each(engines)('with %s', (engine) => {
  it('E17: one customer with nearly all of the load has one batch under way, and the others are answered meanwhile', {
    timeout: PATIENT_MS,
  }, async () => {
    const writes = new Map<bigint, Writes>();
    const app = await openApp(engine, {}, (database) => watchWrites(database, writes));
    for (const customer of ['hot', ...COLD]) await setUp(app, customer);
    writes.clear();
    let hotAnswered = 0;
    const hot = Array.from({ length: HOT_REQUESTS }, async (_, request) => {
      await record(app, { customer: 'hot', request, events: EVENTS });
      hotAnswered += 1;
    });
    const coldMet: number[] = [];
    const cold = COLD.map(async (customer, request) => {
      await record(app, { customer, request, events: Math.floor(EVENTS / COLD.length) });
      coldMet.push(hotAnswered);
    });
    await Promise.all([...hot, ...cold]);
    // Asked behind all of the hot customer's requests, and answered before half of them.
    expect(coldMet).toHaveLength(COLD.length);
    for (const answered of coldMet) expect(answered).toBeLessThan(HOT_REQUESTS / 2);
    const [most] = [...writes.values()].sort((a, b) => b.all - a.all);
    expect(most?.all).toBeGreaterThanOrEqual(HOT_REQUESTS);
    for (const { most } of writes.values()) expect(most).toBe(1);
    await app.close();
  });
});

interface Writes {
  all: number;
  underWay: number;
  /** At a time. */
  most: number;
}

/** Counts the transactions that write for a customer. */
function watchWrites(database: Database, writes: Map<bigint, Writes>): Database {
  return {
    ...database,
    async transaction(scope, run) {
      const customer = 'customer' in scope ? scope.customer : undefined;
      const isRead = 'readOnly' in scope && scope.readOnly === true;
      if (typeof customer !== 'bigint' || isRead) return database.transaction(scope, run);
      const of = writes.get(customer) ?? { all: 0, underWay: 0, most: 0 };
      writes.set(customer, of);
      of.all += 1;
      of.underWay += 1;
      of.most = Math.max(of.most, of.underWay);
      try {
        return await database.transaction(scope, run);
      } finally {
        of.underWay -= 1;
      }
    },
  };
}

interface Recording {
  readonly customer: string;
  readonly request: number;
  readonly events: number;
}

async function record(app: TestApp, { customer, request, events }: Recording): Promise<void> {
  const json = Array.from({ length: events }, (_, index) =>
    work(`${request}-${index}`, { customer, data: { amount: 0 } }),
  );
  const { status } = await app.ask({ method: 'POST', path: '/v1/events', json });
  expect(status).toBe(200);
}
