import { assert, type Instant, parseInstant } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { listUnpricedEvents } from '../../server/src/operations/rate-unpriced.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';
import small from './catalogs/small.json' with { type: 'json' };
import { done } from './server-reader.ts';

const NOW = '2026-11-20T12:00:00Z';
const OPERATOR: Caller = { actor: 'test', isTest: null, customers: null };

describe.each(engines)('the list of events without a price, on %s', (engine) => {
  let database: TestDatabase;
  let context: Context;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    context = { ...openContext(database), clock: () => parseInstant(NOW) as Instant };
    const document = { ...small, rateCards: [{ ...small.rateCards[0], from: '2026-11-21' }] };
    done(await publishCatalog(context, OPERATOR, { document }));
    for (const customer of ['a', 'd']) await waitForPrice(context, { customer, test: false });
    for (const customer of ['b', 'c']) await waitForPrice(context, { customer, test: true });
  });

  afterAll(() => database.close());

  it('shows keys for tests only test customers, and live keys only live ones', async () => {
    expect(await pagesOf({ ...OPERATOR, isTest: true }, '100')).toEqual([
      'b 1',
      'b 2',
      'c 1',
      'c 2',
    ]);
    expect(await pagesOf({ ...OPERATOR, isTest: false }, '100')).toEqual([
      'a 1',
      'a 2',
      'd 1',
      'd 2',
    ]);
  });

  it('shows a key for named customers no others', async () => {
    expect(await pagesOf({ ...OPERATOR, customers: ['c'] }, '100')).toEqual(['c 1', 'c 2']);
  });

  it('has every event on one page, however long pages are', async () => {
    const all = ['a 1', 'a 2', 'd 1', 'd 2', 'b 1', 'b 2', 'c 1', 'c 2'];
    for (const limit of ['1', '3', '100']) expect(await pagesOf(OPERATOR, limit)).toEqual(all);
  });

  async function pagesOf(caller: Caller, limit: string): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = done(await listUnpricedEvents(context, caller, { limit, cursor }));
      found.push(...page.data.map(({ customer, id }) => `${customer} ${id}`));
      if (page.next_cursor === null || found.length > 20) return found;
      cursor = page.next_cursor;
    }
  }
});

/** A customer with two events before the first price. */
async function waitForPrice(
  context: Context,
  { customer, test }: { customer: string; test: boolean },
): Promise<void> {
  const body = { catalog: 'small', plan: 'basic', test };
  done(await putCustomer(context, OPERATOR, { customer, body }));
  const ref = await findCustomerFor(context, OPERATOR, customer);
  assert(ref, 'the customer was created');
  const events = ['1', '2'].map((id) => {
    const form = formEvent({ id, type: 'work', customer, occurred_at: NOW, data: { amount: '1' } });
    assert(form.ok, 'the event is well formed');
    return form.event;
  });
  const recorded = await recordEvents(context, { ...ref, events, isBackfill: false });
  assert(recorded.ok, 'the events are recorded');
}
