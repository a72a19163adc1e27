import { isDeepStrictEqual } from 'node:util';
import {
  type Catalog,
  type Dated,
  formatInstant,
  type Instant,
  isTimeZone,
  newBook,
  operate,
  type PricePerCredit,
  type Terms,
  type TermsChange,
  valueAt,
} from '@fuelgauge/core';
import { appendBook, eventKey } from '../store/books.ts';
import {
  type CustomerRecord,
  findCustomerKey,
  insertCustomer,
  insertCustomerKey,
  termsText,
} from '../store/customers.ts';
import type { Queries } from '../store/database.ts';
import { insertLedger, readClock } from '../store/ledgers.ts';
import { insertAudit, insertOperation } from '../store/operations.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { findCustomerFor } from './find-customer.ts';
import { amountField, instantField, isRefused } from './read-input.ts';
import { type CustomerJson, customerJson } from './wire/customer-json.ts';
import { withBook } from './with-book.ts';

/** What `PUT /v1/customers/{customer}` takes. All of it is optional; what is absent stays, or has its default. */
export interface CustomerBody {
  readonly name?: string | undefined;
  /** Fixed at creation; the server's default catalog when absent. */
  readonly catalog?: string | undefined;
  readonly plan?: string | undefined;
  readonly time_zone?: string | undefined;
  /** Fixed at creation: where cycles are counted from; `started_at` when absent. */
  readonly anchor_at?: string | undefined;
  /** Fixed at creation: where the first cycle lies; now when absent. */
  readonly started_at?: string | undefined;
  readonly billing_mode?: string | null | undefined;
  readonly price_per_credit?:
    | { readonly amount: string; readonly currency: string }
    | null
    | undefined;
  readonly contract_ends_at?: string | null | undefined;
  /** Fixed at creation. */
  readonly test?: boolean | undefined;
  /** The first moment of a test customer's clock. */
  readonly clock_at?: string | undefined;
  /** When a change takes effect; now when absent. */
  readonly effective_at?: string | undefined;
  readonly reason?: string | undefined;
}

export interface PutCustomer {
  readonly customer: string;
  readonly body: CustomerBody;
}

/** Creates a customer, with its cycles and allotments up to now, or changes the terms of one. */
export async function putCustomer(
  context: Context,
  caller: Caller,
  request: PutCustomer,
): Promise<Answer<CustomerJson>> {
  const existing = await findCustomerFor(context, caller, request.customer);
  if (existing) return changeCustomer(context, caller, request);
  if (caller.customers !== null)
    return refused('forbidden', 'This key is limited to named customers and cannot create others.');
  return createCustomer(context, caller, request);
}

async function createCustomer(
  context: Context,
  caller: Caller,
  { customer: key, body }: PutCustomer,
): Promise<Answer<CustomerJson>> {
  const isTest = body.test ?? caller.isTest ?? false;
  if (caller.isTest !== null && isTest !== caller.isTest)
    return refused('forbidden', 'Test keys make test customers, live keys live ones.', '/test');
  const known = await findCustomerKey(context.database, key);
  if (known !== undefined && known.isTest !== isTest) return foreign();
  const prepared = await prepareCreation(context, { key, body, isTest });
  if (isRefused(prepared)) return prepared;
  const { catalog, asOf } = prepared;
  const number = prepared.taken ?? (await findCustomerKey(context.database, key));
  if (number?.isTest !== isTest) return foreign();
  const { customerId } = number;
  const record = { ...prepared.record, customerId };
  const isCreated = await context.database.transaction(
    { customer: customerId, statementTimeoutMs: 60_000 },
    (tx) => create(tx, { record, catalog, asOf, caller, reason: body.reason ?? null }),
  );
  return isCreated
    ? answered(customerJson(record, asOf), 201)
    : changeCustomer(context, caller, { customer: key, body });
}

function foreign(): Refused {
  return refused('forbidden', 'The customer exists and does not belong to this key.');
}

interface Prepared {
  readonly record: Omit<CustomerRecord, 'customerId'>;
  readonly catalog: Catalog;
  readonly asOf: Instant;
  /** Undefined when the key has a number already: of a creation that was cut short, or is under way. */
  readonly taken: { readonly customerId: bigint; readonly isTest: boolean } | undefined;
}

/** Decides everything that may be refused, and takes a number for the key only when nothing was. */
async function prepareCreation(
  context: Context,
  { key, body, isTest }: Pick<Draft, 'key' | 'body' | 'isTest'>,
): Promise<Prepared | Refused> {
  return context.database.transaction({ customer: 'none' }, async (tx) => {
    const catalog = await catalogFor(context, tx, body);
    if (isRefused(catalog)) return catalog;
    const now = context.clock?.() ?? (await readClock(tx));
    const record = draft({ key, body, catalog, isTest, now });
    if (isRefused(record)) return record;
    const asOf = record.clockAt ?? now;
    if (record.terms.startedAt > asOf)
      return refused('time_invalid', 'started_at must not lie in the future.', '/started_at');
    const customerId = await insertCustomerKey(tx, key, isTest);
    const taken = customerId === undefined ? undefined : { customerId, isTest };
    return { record, catalog, asOf, taken };
  });
}

async function catalogFor(
  context: Context,
  tx: Queries,
  body: CustomerBody,
): Promise<Catalog | ReturnType<typeof refused>> {
  const key = body.catalog ?? context.defaultCatalog;
  if (key === undefined)
    return refused(
      'catalog_unknown',
      'Say which catalog the customer has, such as "catalog": "hosting".',
      '/catalog',
    );
  const catalog = await context.catalogs.latest(tx, key);
  return (
    catalog ??
    refused(
      'catalog_unknown',
      `No catalog "${key}" is published. Publish it with PUT /v1/catalog.`,
      '/catalog',
    )
  );
}

interface Draft {
  readonly key: string;
  readonly body: CustomerBody;
  readonly catalog: Catalog;
  readonly isTest: boolean;
  readonly now: Instant;
}

function draft({ body, catalog, now, ...fixed }: Draft): Prepared['record'] | Refused {
  const timeZone = body.time_zone ?? catalog.timeZone;
  const plan = body.plan ?? catalog.plans.keys().next().value ?? '';
  const refusal = refuseNames({ timeZone, plan, mode: body.billing_mode ?? null, catalog });
  if (refusal) return refusal;
  const moments = readMoments(body, { timeZone, now, isTest: fixed.isTest });
  if (isRefused(moments)) return moments;
  const price = priceOf(body);
  if (isRefused(price)) return price;
  const { startedAt: from, clockAt, ...dates } = moments;
  const terms: Terms = {
    startedAt: from,
    ...dates,
    plans: [{ from, value: plan }],
    zones: [{ from, value: timeZone }],
    billingModes: [{ from, value: body.billing_mode ?? null }],
    pricesPerCredit: [{ from, value: price ?? null }],
  };
  const name = body.name ?? fixed.key;
  const createdAt = clockAt ?? now;
  return { ...fixed, name, catalogKey: catalog.key, clockAt, terms, createdAt, readOnly: null };
}

type Refused = ReturnType<typeof refused>;

interface Names {
  readonly timeZone: string;
  readonly plan: string;
  readonly mode: string | null;
  readonly catalog: Catalog;
}

function refuseNames({ timeZone, plan, mode, catalog }: Names): Refused | null {
  if (!isTimeZone(timeZone)) {
    const detail = `"${timeZone}" is no IANA time zone. Use one such as "Europe/Berlin".`;
    return refused('time_zone_unknown', detail, '/time_zone');
  }
  if (!catalog.plans.has(plan)) {
    const known = [...catalog.plans.keys()].join(', ');
    const detail = `The catalog ${catalog.key} has no plan "${plan}". It has: ${known}.`;
    return refused('plan_unknown', detail, '/plan');
  }
  if (mode === null || catalog.billingModes.has(mode)) return null;
  const known = [...catalog.billingModes.keys()].join(', ') || 'none';
  const detail = `The catalog ${catalog.key} has no billing mode "${mode}". It has: ${known}.`;
  return refused('plan_unknown', detail, '/billing_mode');
}

interface Moments extends Pick<Terms, 'startedAt' | 'anchorAt' | 'contractEndsAt'> {
  readonly clockAt: Instant | null;
}

function readMoments(
  body: CustomerBody,
  { timeZone, now, isTest }: { timeZone: string; now: Instant; isTest: boolean },
): Moments | Refused {
  const read = (field: keyof CustomerBody & `${string}_at`): Instant | undefined | Refused => {
    const text = body[field];
    return typeof text === 'string' ? instantField(field, text, timeZone) : undefined;
  };
  const clockAt = read('clock_at');
  if (isRefused(clockAt)) return clockAt;
  if (clockAt !== undefined && !isTest) {
    const detail = 'Only test customers have a clock of their own.';
    return refused('not_a_test_customer', detail, '/clock_at');
  }
  const startedAt = read('started_at') ?? clockAt ?? now;
  if (isRefused(startedAt)) return startedAt;
  const anchorAt = read('anchor_at') ?? startedAt;
  if (isRefused(anchorAt)) return anchorAt;
  const contractEndsAt = read('contract_ends_at') ?? null;
  if (isRefused(contractEndsAt)) return contractEndsAt;
  return { clockAt: clockAt ?? null, startedAt, anchorAt, contractEndsAt };
}

function priceOf({
  price_per_credit: price,
}: CustomerBody): PricePerCredit | null | undefined | ReturnType<typeof refused> {
  if (price === undefined || price === null) return price;
  const amount = amountField('price_per_credit/amount', price.amount);
  return isRefused(amount) ? amount : { amount, currency: price.currency };
}

interface Creation {
  readonly record: CustomerRecord;
  readonly catalog: Catalog;
  readonly asOf: Instant;
  readonly caller: Caller;
  readonly reason: string | null;
}

/** False when another writer has created the customer meanwhile. */
async function create(
  tx: Queries,
  { record, catalog, asOf, caller, reason }: Creation,
): Promise<boolean> {
  const { customerId, terms } = record;
  const book = newBook({ catalog, terms, keyOf: eventKey });
  if (!(await insertCustomer(tx, record))) return false;
  await insertLedger(tx, customerId, book.ledger.head);
  const ledger = { head: { ...book.ledger.head }, operations: 0n, acts: 0n, clock: asOf };
  operate.advance(book, asOf);
  const open = {
    book,
    customer: record,
    ledger,
    notes: new Map(),
    catalogVersion: catalog.version,
  };
  const audit = {
    at: asOf,
    actor: caller.actor,
    act: 'customer.create',
    subject: `customer/${record.key}`,
    before: null,
    after: customerJson(record, asOf),
    reason,
  };
  await Promise.all([
    appendBook(tx, open, { operations: 1n, acts: 1n }),
    insertAudit(tx, customerId, { number: 1n, record: audit }),
    insertOperation(tx, customerId, {
      number: 1n,
      kind: 'create',
      asOf,
      seqFrom: 0,
      seqTo: book.ledger.head.seq,
      catalogVersion: catalog.version,
      rules: book.rules,
      input: { name: record.name, terms: JSON.parse(termsText(terms)) },
    }),
  ]);
  return true;
}

async function changeCustomer(
  context: Context,
  caller: Caller,
  { customer: key, body }: PutCustomer,
): Promise<Answer<CustomerJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return refused('customer_unknown', `There is no customer "${key}".`);
  const { customerId, catalogKey } = ref;
  const request = { customerId, catalogKey, kind: 'change_terms' as const };
  return withBook<CustomerJson>(context, request, async ({ open, asOf }) => {
    const { book, customer } = open;
    const fixed = fixedFault(customer, body);
    if (fixed) return { answer: fixed };
    const { at: booked } = book.ledger.head;
    const now = asOf > booked ? asOf : booked;
    const zone = book.terms.zones.at(-1)?.value ?? book.catalog.timeZone;
    const change = changeOf(body, { now, zone });
    if (isRefused(change)) return { answer: change };
    if (changesNothing(customer, body, { change, now }))
      return { answer: answered(customerJson(customer, now)) };
    operate.advance(book, asOf);
    const refusal = operate.changeTerms(book, asOf, change);
    if (refusal) return { answer: refusedAs(refusal) };
    const after = { ...customer, name: body.name ?? customer.name, terms: book.terms };
    open.customer = after;
    book.changed.terms = true;
    const at = book.ledger.head.at;
    const [was, is] = [customerJson(customer, at), customerJson(after, at)];
    const audit = [
      {
        actor: caller.actor,
        act: 'customer.change',
        subject: `customer/${key}`,
        before: was,
        after: is,
        reason: body.reason ?? null,
      },
    ];
    return { answer: answered(is), input: changeInput(change, body), audit };
  });
}

function fixedFault(
  customer: CustomerRecord,
  body: CustomerBody,
): ReturnType<typeof refused> | null {
  const fixed = (field: string) =>
    refused(
      'catalog_fixed',
      `${field} is settled when a customer is created and does not change. Create another customer.`,
      `/${field}`,
    );
  if (body.catalog !== undefined && body.catalog !== customer.catalogKey) return fixed('catalog');
  if (body.test !== undefined && body.test !== customer.isTest) return fixed('test');
  const { startedAt, anchorAt, zones } = customer.terms;
  const settled = { started_at: startedAt, anchor_at: anchorAt };
  for (const field of ['started_at', 'anchor_at'] as const) {
    const text = body[field];
    if (text === undefined) continue;
    const at = instantField(field, text, zones[0]?.value ?? 'UTC');
    if (isRefused(at)) return at;
    if (at !== settled[field]) return fixed(field);
  }
  return null;
}

function changeOf(
  body: CustomerBody,
  { now, zone }: { now: Instant; zone: string },
): TermsChange | ReturnType<typeof refused> {
  const effectiveAt =
    body.effective_at === undefined ? now : instantField('effective_at', body.effective_at, zone);
  if (isRefused(effectiveAt)) return effectiveAt;
  const price = priceOf(body);
  if (isRefused(price)) return price;
  const ends = body.contract_ends_at;
  const contractEndsAt =
    typeof ends === 'string' ? instantField('contract_ends_at', ends, zone) : ends;
  if (isRefused(contractEndsAt)) return contractEndsAt;
  return {
    effectiveAt,
    ...(body.plan !== undefined && { plan: body.plan }),
    ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
    ...(body.billing_mode !== undefined && { billingMode: body.billing_mode }),
    ...(price !== undefined && { pricePerCredit: price }),
    ...(contractEndsAt !== undefined && { contractEndsAt }),
  };
}

/** Whether everything that is said is so already, and was to stay so: then nothing is written. */
function changesNothing(
  { name, terms }: CustomerRecord,
  body: CustomerBody,
  { change, now }: { readonly change: TermsChange; readonly now: Instant },
): boolean {
  const isKept = <T>(values: readonly Dated<T>[], to: T | undefined) =>
    to === undefined ||
    [
      valueAt(values, now),
      ...values.filter(({ from }) => from > now).map(({ value }) => value),
    ].every((value) => isDeepStrictEqual(value, to));
  return (
    change.effectiveAt >= now &&
    (body.name === undefined || body.name === name) &&
    isKept(terms.plans, change.plan) &&
    isKept(terms.zones, change.timeZone) &&
    isKept(terms.billingModes, change.billingMode) &&
    isKept(terms.pricesPerCredit, change.pricePerCredit) &&
    (change.contractEndsAt === undefined || change.contractEndsAt === terms.contractEndsAt)
  );
}

/** What the proof needs to do the change again. */
function changeInput({ effectiveAt }: TermsChange, body: CustomerBody): unknown {
  const { plan, time_zone, billing_mode, price_per_credit, contract_ends_at } = body;
  return {
    effective_at: formatInstant(effectiveAt),
    plan,
    time_zone,
    billing_mode,
    price_per_credit,
    contract_ends_at,
  };
}
