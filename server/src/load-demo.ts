import { fileURLToPath } from 'node:url';
import { formatInstant, type Instant, localDate, midnight, parseInstant } from '@fuelgauge/core';
import type { DemoCustomer, DemoGrant, DemoItem, DirectoryEntry } from './demo/demo-customer.ts';
import { demoCustomers } from './demo/demo-customers.ts';
import { readDemoFiles } from './demo/demo-files.ts';
import type { WireEvent } from './demo/wire-event.ts';
import type { DemoState } from './demo-state.ts';
import type { Answer } from './operations/answer.ts';
import type { Caller, Context } from './operations/context.ts';
import { formEvent } from './operations/event-form.ts';
import { findCustomerFor } from './operations/find-customer.ts';
import { issueGrant } from './operations/issue-grant.ts';
import { putCustomer } from './operations/put-customer.ts';
import { putDirectory } from './operations/put-directory.ts';
import { putItem } from './operations/put-item.ts';
import { putQuota } from './operations/put-quota.ts';
import { recordEvents } from './operations/record-events.ts';

/** How far one customer of the demo is. */
export interface CustomerProgress {
  readonly key: string;
  readonly name: string;
  readonly loaded: number;
  readonly events: number;
}

export interface DemoLoad {
  readonly state: DemoState;
  /** Ends the load after the steps under way; it goes on from there the next time. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CustomerProgress) => void;
}

/**
 * Loads the demo's customers, each as if it had been served all along: created at its beginning, every grant and event recorded
 * at its own time. Small transactions, two customers at a time in the order of their keys, so that the page works meanwhile and
 * its first customer is there in seconds. The five catalogs must be published. Answers whether all is there.
 */
export async function loadDemo(context: Context, load: DemoLoad): Promise<boolean> {
  const { state, signal } = load;
  if (state.isComplete()) return true;
  const files = readDemoFiles(DATA);
  const customers = demoCustomers(state.madeFor, files).sort((a, b) => (a.key < b.key ? -1 : 1));
  const loadNext = async (): Promise<void> => {
    for (let next = customers.shift(); next && !signal.aborted; next = customers.shift()) {
      await loadCustomer(context, next, load);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENT_CUSTOMERS }, loadNext));
  } finally {
    state.save();
  }
  if (!signal.aborted) state.save(true);
  return state.isComplete();
}

const DATA = fileURLToPath(new URL('../../demo/data', import.meta.url));

/** While one waits for the database the other decides. */
const CONCURRENT_CUSTOMERS = 2;

const BATCH_EVENTS = 500;

const DEMO: Caller = { actor: 'demo', isTest: null, customers: null };

async function loadCustomer(
  context: Context,
  customer: DemoCustomer,
  { state, signal, onProgress }: DemoLoad,
): Promise<void> {
  const { key, name } = customer;
  const events = [...customer.events()];
  const done = state.stepsDone(key);
  let at = customer.startedAt;
  const then: Context = { ...context, clock: () => at };
  let number = 0;
  let loaded = 0;
  for (const step of stepsOf(customer, events)) {
    if (signal.aborted) return;
    number += 1;
    loaded += step.events;
    if (number <= done) continue;
    at = step.at;
    await step.run(then);
    state.noteStep(key, number);
    onProgress({ key, name, loaded, events: events.length });
  }
}

/** One transaction of a customer's history; doing it a second time changes nothing. */
interface Step {
  readonly at: Instant;
  readonly events: number;
  readonly run: (context: Context) => Promise<void>;
}

function* stepsOf(customer: DemoCustomer, events: readonly WireEvent[]): Generator<Step> {
  const { startedAt } = customer;
  yield { at: startedAt, events: 0, run: (context) => create(context, customer) };
  for (const entry of customer.directory) {
    yield { at: startedAt, events: 0, run: (context) => describe(context, customer, entry) };
  }
  const grants = customer.grants.toSorted((a, b) => a.effectiveAt - b.effectiveAt);
  const given = grants.map((grant, index): Step => {
    return {
      at: grant.effectiveAt,
      events: 0,
      run: (context) => give(context, customer, { grant, index }),
    };
  });
  for (const batch of batchesOf(customer, events)) {
    while (given[0] && given[0].at <= batch.from) yield given.shift() as Step;
    const { at } = batch;
    yield {
      at,
      events: batch.events.length,
      run: (context) => record(context, customer, batch.events),
    };
  }
  yield* given;
  const end = events.at(-1);
  yield {
    at: end ? instantOf(end) : startedAt,
    events: 0,
    run: (context) => tellRecords(context, customer),
  };
}

interface Batch {
  readonly from: Instant;
  readonly at: Instant;
  readonly events: readonly WireEvent[];
}

/** Events of one local day at most, none of them across a grant, so that no boundary lies within a batch. */
function* batchesOf(customer: DemoCustomer, events: readonly WireEvent[]): Generator<Batch> {
  const { timeZone, grants } = customer;
  let batch: WireEvent[] = [];
  let from = customer.startedAt;
  let at = from;
  let until = from;
  for (const event of events) {
    const occurredAt = instantOf(event);
    if (batch.length > 0 && (occurredAt >= until || batch.length >= BATCH_EVENTS)) {
      yield { from, at, events: batch };
      batch = [];
    }
    if (batch.length === 0) {
      from = occurredAt;
      until = Math.min(
        dayEnd(from, timeZone),
        ...grants.map(({ effectiveAt }) => effectiveAt).filter((each) => each > from),
      ) as Instant;
    }
    at = occurredAt;
    batch.push(event);
  }
  if (batch.length > 0) yield { from, at, events: batch };
}

function dayEnd(at: Instant, zone: string): Instant {
  const day = Temporal.PlainDate.from(localDate(at, zone));
  return midnight(day.add({ days: 1 }).toString(), zone);
}

function instantOf({ id, occurred_at }: WireEvent): Instant {
  const at = parseInstant(occurred_at);
  if (at === undefined) throw new Error(`the demo's event ${id} has no time`);
  return at;
}

async function create(context: Context, customer: DemoCustomer): Promise<void> {
  const { key, name, catalog, plan, timeZone, anchorAt, startedAt, billingMode } = customer;
  if (await findCustomerFor(context, DEMO, key)) return;
  const body = {
    name,
    catalog,
    plan,
    time_zone: timeZone,
    anchor_at: formatInstant(anchorAt),
    started_at: formatInstant(startedAt),
    ...(billingMode !== undefined && { billing_mode: billingMode }),
  };
  expectDone(await putCustomer(context, DEMO, { customer: key, body }), key);
}

async function describe(
  context: Context,
  { key }: DemoCustomer,
  { kind, id, name, email, parent, scopeKind, createdBy }: DirectoryEntry,
): Promise<void> {
  const body = { name, email, parent, scope_kind: scopeKind, created_by: createdBy };
  expectDone(await putDirectory(context, DEMO, { customer: key, kind, id, body }), `${key}/${id}`);
}

/** What stands beside credits, and what became of entries, as it is at the end of the history. */
async function tellRecords(
  context: Context,
  { key, items = [], quotas = {}, statuses = [] }: DemoCustomer,
): Promise<void> {
  for (const { kind, id, status, pauseReason } of statuses) {
    const body = { status, pause_reason: pauseReason };
    const told = await putDirectory(context, DEMO, { customer: key, kind, id, body });
    expectDone(told, `${key}/${id}`);
  }
  for (const item of items) await tellItem(context, key, item);
  for (const [quota, used] of Object.entries(quotas)) {
    const told = await putQuota(context, DEMO, { customer: key, key: quota, body: { used } });
    expectDone(told, `${key}/${quota}`);
  }
}

async function tellItem(context: Context, customer: string, item: DemoItem): Promise<void> {
  const { id, kind, label, unitPrice, inUse, nextChargeAt, expiresAt, autoRenew } = item;
  const written = (at: Instant | undefined) => at && formatInstant(at);
  for (const { from, value } of item.quantities) {
    const body = {
      kind,
      label,
      quantity: value,
      effective_at: formatInstant(from),
      unit_price: unitPrice,
      in_use: inUse,
      next_charge_at: written(nextChargeAt),
      expires_at: written(expiresAt),
      auto_renew: autoRenew,
    };
    expectDone(await putItem(context, DEMO, { customer, id, body }), `${customer}/${id}`);
  }
}

async function give(
  context: Context,
  { key }: DemoCustomer,
  { grant, index }: { readonly grant: DemoGrant; readonly index: number },
): Promise<void> {
  const { kind, amount, effectiveAt, expiresAt, pricePaid, reference, reason } = grant;
  const body = {
    kind,
    amount,
    effective_at: formatInstant(effectiveAt),
    ...(expiresAt !== undefined && { expires_at: formatInstant(expiresAt) }),
    price_paid: pricePaid,
    reference,
    reason,
  };
  const idempotency = { route: 'demo', key: `grant/${index}`, fingerprint: '' };
  expectDone(await issueGrant(context, DEMO, { customer: key, body, idempotency }), `${key} grant`);
}

async function record(
  context: Context,
  { key }: DemoCustomer,
  sent: readonly WireEvent[],
): Promise<void> {
  const customer = await findCustomerFor(context, DEMO, key);
  if (!customer) throw new Error(`the demo's customer ${key} is gone`);
  const events = sent.map((json) => {
    const formed = formEvent(json);
    if (!formed.ok) throw new Error(`the demo's event ${json.id}: ${formed.refusal.detail}`);
    return formed.event;
  });
  // As backfill: somebody may use the customer while it is loaded, which brings its ledger to the present.
  const recorded = await recordEvents(context, { ...customer, events, isBackfill: true });
  if (!recorded.ok) throw new Error(`the demo's customer ${key}: ${recorded.refusal.detail}`);
  for (const outcome of recorded.outcomes) {
    if (outcome.status !== 'invalid' && outcome.status !== 'mismatch') continue;
    throw new Error(`an event of the demo's customer ${key}: ${outcome.refusal.detail}`);
  }
}

function expectDone(answer: Answer<unknown>, what: string): void {
  if (!answer.ok) throw new Error(`the demo's ${what}: ${answer.refusal.detail}`);
}
