import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { listEntries } from '../../server/src/store/entries.ts';
import { findLedger } from '../../server/src/store/ledgers.ts';
import { listOperations, type OperationRecord } from '../../server/src/store/operations.ts';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from '../support/varied-history.ts';

const CALLER = { actor: 'test', isTest: null, customers: null };

describe.each(engines)('a consumer that follows the operations on %s', (engine) => {
  let database: TestDatabase;
  let customerId: bigint;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await recordVariedHistory(database);
    const found = await findCustomerFor(openContext(database), CALLER, VARIED_CUSTOMER);
    if (!found) throw new Error('the varied customer is there');
    customerId = found.customerId;
  });

  afterAll(() => database.close());

  /** Reads page by page from a cursor, as a consumer that may stop after any page does. */
  async function follow(pageRows: number): Promise<OperationRecord[]> {
    return database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
      const seen: OperationRecord[] = [];
      for (;;) {
        const after = seen.at(-1)?.number ?? 0n;
        const page = await listOperations(tx, customerId, { after, limit: pageRows });
        if (page.length === 0) return seen;
        seen.push(...page);
      }
    });
  }

  test('meets every operation once and in order, whatever its page', async () => {
    const seen = await follow(7);
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.map(({ number }) => number)).toEqual(seen.map((_, index) => BigInt(index + 1)));
    expect(await follow(1)).toEqual(seen);
  });

  test('meets every sequence number once: the ranges of operations tile the ledger', async () => {
    const seen = await follow(100);
    const scope = { customer: customerId, readOnly: true } as const;
    const ledger = await database.transaction(scope, (tx) => findLedger(tx, customerId));
    let end = 0;
    for (const { seqFrom, seqTo } of seen) {
      expect(seqFrom).toBe(end);
      end = seqTo;
    }
    expect(end).toBe(ledger?.head.seq);
  });

  test('finds the entries of an operation by its range', async () => {
    const seen = await follow(100);
    const scope = { customer: customerId, readOnly: true } as const;
    const page = { filter: {}, after: { seq: 0, part: 2 ** 31 - 1 }, limit: 100_000 };
    const all = await database.transaction(scope, (tx) => listEntries(tx, customerId, page));
    const found = seen.flatMap(({ seqFrom, seqTo }) =>
      all.filter(({ seq }) => seq > seqFrom && seq <= seqTo),
    );
    expect(found).toEqual(all);
    expect(all.length).toBeGreaterThan(50);
  });
});
