import {
  correcting,
  formatInstant,
  type Instant,
  neededBy,
  operate,
  type PrepareOptions,
  prepare,
  type RecordedEvent,
} from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { loadTotals, type OpenBook } from '../store/books.ts';
import { type CustomerRecord, findCustomers, listCustomerKeys } from '../store/customers.ts';
import type { Queries } from '../store/database.ts';
import { listUnpriced } from '../store/events.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { cursorOf, limitOf, type PageJson, type PageQuery, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { namedIn, readDirectory } from './resolve-directory.ts';
import { type Work, withBook } from './with-book.ts';

/** Rates what no price covered, in every customer of a catalog, and answers how many events were. */
export async function rateUnpriced(context: Context, catalogKey: string): Promise<number> {
  let rated = 0;
  for await (const { customerId, catalogKey: own } of eachCustomer(context)) {
    if (own === catalogKey) rated += await rateCustomer(context, { customerId, catalogKey });
  }
  return rated;
}

async function* eachCustomer(
  context: Context,
): AsyncGenerator<Pick<CustomerRecord, 'customerId' | 'catalogKey' | 'key' | 'isTest'>> {
  for (const isTest of [false, true]) {
    for (let after = ''; ; ) {
      const page = { after, limit: bounds.sweepCustomers, isTest, only: null };
      const { keys, customers } = await context.database.transaction(
        { customer: 'all' },
        async (tx) => {
          const found = await listCustomerKeys(tx, page);
          const ids = found.map((each) => each.customerId);
          return { keys: found, customers: await findCustomers(tx, ids) };
        },
      );
      yield* customers;
      // A key may have no customer, when its creation was cut short.
      const last = keys.at(-1);
      if (!last || keys.length < page.limit) break;
      after = last.key;
    }
  }
}

/** Rates what no price covered in one customer: a page of events in one transaction, until one page brings nothing more. */
export async function rateCustomer(
  context: Context,
  ref: { customerId: bigint; catalogKey: string },
): Promise<number> {
  let rated = 0;
  for (let after = 0; ; ) {
    const answer = await withBook<{ rated: number; last: number | null }>(
      context,
      { ...ref, kind: 'price', since: 0 as Instant, allGrants: true },
      async (work) => {
        const events = await listUnpriced(work.tx, ref.customerId, {
          after,
          limit: bounds.batchEvents,
        });
        return ratePage(work, ref.customerId, events);
      },
    );
    if (!answer.ok || answer.body.last === null) return rated;
    rated += answer.body.rated;
    after = answer.body.last;
  }
}

async function ratePage(
  { open, tx, asOf }: Work,
  customerId: bigint,
  events: readonly RecordedEvent[],
) {
  const { book } = open;
  const last = events.at(-1)?.seq ?? null;
  for (const event of events) book.events.set(event.key, event);
  operate.advance(book, asOf);
  const sent = events.map((event) => ({ ...event, enforce: false }));
  const { directory } = await readDirectory(tx, customerId, {
    catalog: book.catalog,
    named: namedIn(book.catalog, sent),
  });
  const options = { directory, isBackfill: true };
  await loadNeeded(tx, open, { events, options });
  const eventKeys = events.map((event) => event.key);
  const corrections = operate.price(book, asOf, { eventKeys, options });
  const rated = corrections.map((correction) => correction.eventKey);
  return { answer: answered({ rated: rated.length, last }), input: { event_keys: rated } };
}

async function loadNeeded(
  tx: Queries,
  open: OpenBook,
  { events, options }: { events: readonly RecordedEvent[]; options: PrepareOptions },
): Promise<void> {
  const needed = events
    .map((event) => prepare(open.book, { ...event, enforce: false }, correcting(event, options)))
    .flatMap((each) => (each.ok ? [neededBy(each.prepared)] : []));
  await loadTotals(tx, open, {
    accumulators: needed.flatMap((each) => each.accumulators),
    claims: needed.flatMap((each) => each.claims),
  });
}

/** A stored event that no price covers. */
export interface UnpricedJson {
  readonly customer: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly dimensions: RecordedEvent['dimensions'];
  readonly data: RecordedEvent['data'];
}

/** Events that wait for a price, by customer, live ones first, and order of recording. */
export async function listUnpricedEvents(
  context: Context,
  caller: Caller,
  query: PageQuery,
): Promise<Answer<PageJson<UnpricedJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['part', 'text', 'seq']);
  if (isRefused(position)) return position;
  const [fromKind, fromKey] = [Number(position?.[0] ?? 0), String(position?.[1] ?? '')];
  const rows: { kind: number; key: string; event: RecordedEvent }[] = [];
  for await (const { customerId, key, isTest } of eachCustomer(context)) {
    const kind = Number(isTest);
    const isEarlier = kind < fromKind || (kind === fromKind && key < fromKey);
    if (!isVisible(caller, { key, isTest }) || isEarlier || rows.length > limit) continue;
    const isFirst = kind === fromKind && key === fromKey;
    const after = isFirst ? Number(position?.[2] ?? 0) : 0;
    const page = { after, limit: limit + 1 - rows.length };
    const events = await context.database.transaction(
      { customer: customerId, readOnly: true },
      (tx) => listUnpriced(tx, customerId, page),
    );
    rows.push(...events.map((event) => ({ kind, key, event })));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return answered({
    data: shown.map(({ key, event }) => unpricedJson(key, event)),
    next_cursor:
      rows.length > limit && last ? cursorOf([last.kind, last.key, last.event.seq]) : null,
  });
}

function isVisible(
  { customers, isTest }: Caller,
  customer: Pick<CustomerRecord, 'key' | 'isTest'>,
): boolean {
  if (isTest !== null && isTest !== customer.isTest) return false;
  return customers === null || customers.includes(customer.key);
}

function unpricedJson(customer: string, event: RecordedEvent): UnpricedJson {
  const { id, source, type, dimensions, data, occurredAt } = event;
  return { customer, id, source, type, occurred_at: formatInstant(occurredAt), dimensions, data };
}
