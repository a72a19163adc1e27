import { assert, type Instant, parseInstant } from '@fuelgauge/core';
import { openContext } from '../../server/src/open-store.ts';
import { advanceClock } from '../../server/src/operations/advance-clock.ts';
import type { Caller, Context, CustomerRef } from '../../server/src/operations/context.ts';
import { amendEvent, voidEvent } from '../../server/src/operations/correct-event.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { listUnpricedEvents } from '../../server/src/operations/rate-unpriced.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import { voidGrantOf } from '../../server/src/operations/void-grant.ts';
import { type ResultJson, resultJson } from '../../server/src/operations/wire/event-json.ts';
import type { Database } from '../../server/src/store/database.ts';
import { expectProof, readLedger } from './prove-customer.ts';
import type {
  CorrectionAnswer,
  CustomerTerms,
  DirectoryEntry,
  EventAnswer,
  ScenarioRunner,
  SentEvent,
  SentGrant,
  SentTerms,
  VoidOfEvent,
} from './runner.ts';
import { done, serverReader } from './server-reader.ts';

/**
 * Runs a scenario on the server's operations. Several scenarios may share a database: `scenario` is put
 * before the keys of customers and after those of catalogs, so that they do not meet.
 */
export function serverRunner(database: Database, scenario: string): ScenarioRunner {
  const state: State = {
    context: { ...openContext(database), clock: () => state.now },
    scenario,
    customer: '',
    catalog: '',
    now: 0 as Instant,
  };
  return {
    publish: (document) => publish(state, document),
    openCustomer: (customer) => openCustomer(state, customer),
    advanceClock: async (to) => {
      const { context, customer } = state;
      done(await advanceClock(context, CALLER, { customer, body: { advance_to: to } }));
      state.now = at(to);
    },
    putDirectoryEntry: (entry) => putEntry(state, entry),
    record: (events, { backfill }) => record(state, events, backfill),
    voidEvent: (body) => takeBack(state, body),
    amendEvent: (request) => amend(state, request),
    grant: (body) => grant(state, body),
    voidGrant: async (id) => {
      const { context, customer } = state;
      const request = { customer, grant: id, body: { reason: 'It was a mistake.' } };
      const answer = await voidGrantOf(context, CALLER, request);
      return answer.ok ? { voided: answer.body.voided } : { refused: answer.refusal.code };
    },
    changeTerms: (change) => changeTerms(state, change),
    ...serverReader(() => ({ context: state.context, caller: CALLER, customer: state.customer })),
    unpriced: () => unpriced(state),
    ledger: async () => readLedger(state.context, await refOf(state)),
    // The proof replays everything from the beginning, which is too much to do after every step.
    verify: async () => {},
    prove: () => expectProof(state.context, state.customer),
  };
}

interface State {
  readonly context: Context;
  readonly scenario: string;
  customer: string;
  /** As the store knows it. */
  catalog: string;
  now: Instant;
}

const CALLER: Caller = { actor: 'scenario', isTest: null, customers: null };

async function publish(state: State, document: unknown): Promise<string[]> {
  const { key, ...rest } = document as { key: string };
  const own = { ...rest, key: `${key}.${state.scenario}` };
  const before = state.customer === '' ? [] : await unpriced(state);
  done(await publishCatalog(state.context, CALLER, { document: own }));
  if (state.customer === '') return [];
  const after = new Set(await unpriced(state));
  return before.filter((id) => !after.has(id));
}

async function openCustomer(state: State, terms: CustomerTerms): Promise<void> {
  const { customer, catalog, started_at, ...others } = terms;
  state.customer = `${state.scenario}.${customer}`;
  state.now = at(started_at);
  const own = { catalog: `${catalog}.${state.scenario}`, started_at, clock_at: started_at };
  const request = { customer: state.customer, body: { ...others, ...own, test: true } };
  done(await putCustomer(state.context, CALLER, request));
}

async function putEntry({ context, customer }: State, entry: DirectoryEntry): Promise<void> {
  const ref = await findCustomerFor(context, CALLER, customer);
  assert(ref, 'a scenario opens a customer before it acts on one');
  const catalog = await context.catalogs.latest(context.database, ref.catalogKey);
  const kind = catalog?.dimensions.get(entry.dimension)?.directory;
  assert(kind, `the dimension ${entry.dimension} has a directory`);
  const body = { parent: entry.parent, effective_at: entry.from };
  done(await putDirectory(context, CALLER, { customer, kind, id: entry.value, body }));
}

async function record(
  state: State,
  events: readonly SentEvent[],
  isBackfill: boolean,
): Promise<EventAnswer[]> {
  const formed = events.map((event) => formEvent({ ...event, customer: state.customer }));
  const good = formed.flatMap((each) => (each.ok ? [each.event] : []));
  const batch = { ...(await refOf(state)), events: good, isBackfill };
  const recorded = await recordEvents(state.context, batch);
  assert(recorded.ok, 'a batch is recorded');
  const outcomes = [...recorded.outcomes];
  return events.map(({ id, source }, index) => {
    const form = formed[index];
    if (form && !form.ok) return { id, status: 'invalid', code: form.refusal.code };
    const outcome = outcomes.shift();
    assert(outcome, 'each event has an outcome');
    return eventAnswer(id, resultJson(outcome, { id, source }));
  });
}

function eventAnswer(id: string, { status, denial, problem, ...result }: ResultJson): EventAnswer {
  const code = denial?.code ?? problem?.code;
  const { credits, list_credits, zero_reason, lines } = result;
  return {
    id,
    status,
    ...(credits === undefined ? {} : { credits }),
    ...(list_credits === undefined ? {} : { list_credits }),
    ...(zero_reason === undefined ? {} : { zero_reason }),
    ...(lines === undefined ? {} : { lines }),
    ...(code === undefined ? {} : { code }),
  };
}

async function takeBack({ context, customer }: State, body: VoidOfEvent) {
  return correctionAnswer(await voidEvent(context, CALLER, { customer, body }));
}

async function amend(
  { context, customer }: State,
  { event, reason }: { event: SentEvent; reason: string },
) {
  const { id, source, occurred_at, dimensions, data } = event;
  const body = { id, source, reason, occurred_at, dimensions, data };
  return correctionAnswer(await amendEvent(context, CALLER, { customer, body }));
}

function correctionAnswer(answer: Awaited<ReturnType<typeof voidEvent>>): CorrectionAnswer {
  if (!answer.ok) return { status: 'refused', code: answer.refusal.code };
  const { status, credits, rerated, compensation } = answer.body;
  if (status === 'duplicate') return { status };
  return { status: 'corrected', credits, rerated, compensated: compensation?.credits ?? '0' };
}

async function grant({ context, customer }: State, { source, ...body }: SentGrant) {
  const request = { ...body, source: source as 'operator' | 'purchase' | 'referral' };
  const answer = await issueGrant(context, CALLER, { customer, body: request });
  if (!answer.ok) return { refused: answer.refusal.code };
  const { id, repaid_now, expires_at } = answer.body;
  return { id, repaid: repaid_now, expires_at };
}

async function changeTerms({ context, customer }: State, body: SentTerms) {
  const answer = await putCustomer(context, CALLER, { customer, body });
  return answer.ok ? {} : { refused: answer.refusal.code };
}

async function unpriced({ context, customer }: State): Promise<string[]> {
  const caller = { ...CALLER, customers: [customer] };
  const page = done(await listUnpricedEvents(context, caller, {}));
  assert(page.next_cursor === null, 'a scenario has few events without a price');
  return page.data.map(({ id }) => id);
}

async function refOf({ context, customer }: State): Promise<CustomerRef> {
  const ref = await findCustomerFor(context, CALLER, customer);
  assert(ref, 'a scenario opens a customer before it acts on one');
  return ref;
}

function at(text: string): Instant {
  const when = parseInstant(text);
  assert(when !== undefined, `"${text}" is an instant`);
  return when;
}
