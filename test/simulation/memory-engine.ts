import {
  assert,
  type Book,
  balanceOf,
  type Catalog,
  formatCredits,
  type Instant,
  nano,
  operate,
  parseInstant,
  type UsageEvent,
} from '@fuelgauge/core';
import { loadCatalog } from '../../server/src/catalog/load-catalog.ts';
import type { Batch, RecordedBatch } from '../../server/src/operations/record-events.ts';
import { repeatLost } from '../../server/src/operations/repeat-lost.ts';
import { openLanesOver } from '../../server/src/recording/lanes.ts';
import { eventKey } from '../../server/src/store/books.ts';
import { isConnectionFault } from '../../server/src/store/database.ts';
import { expectSound } from '../model/invariants.ts';
import { PLAIN } from '../model/model-customer.ts';
import {
  type Engine,
  grantWords,
  type Holdings,
  noteBatch,
  type Program,
  patienceOf,
} from './engine.ts';
import { type Attempt, openFaultyStore } from './faulty-store.ts';
import { appendRows, loadRows, newRows, type Rows, wholeBook } from './memory-store.ts';
import { simulatedCatalog } from './simulated-catalog.ts';
import { plainly, saidOfBatch, stateOf, useOf } from './words.ts';
import { type Act, type Life, type Said, storeTime, type World } from './world.ts';

/** Mistakes that a store or a server could make: each one must be found, or the simulation proves nothing. */
export const DEFECTS = [
  'acknowledges before COMMIT',
  'takes no lock',
  'reads before it locks',
  'does not know what was recorded before',
  'forgets idempotency keys',
  'keeps idempotency keys apart from their effect',
  'writes grants behind',
  'tries again blindly after a lost COMMIT',
  'follows a clock that steps back',
] as const;
export type Defect = (typeof DEFECTS)[number];

/** Tier A: the real lanes and the real rules over books in memory, fast and without a database. */
export function openMemoryEngine(world: World, defect?: Defect): Engine {
  const loaded = loadCatalog(simulatedCatalog);
  assert(loaded.ok, 'the simulated catalog is valid');
  const shared: Shared = {
    world,
    catalog: loaded.catalog,
    store: openFaultyStore(world),
    rows: new Map(),
    defect,
  };
  return {
    start: (life) => startProgram(shared, life),
    inspect: async (customer) => inspect(shared, customer),
    close: async () => {},
  };
}

interface Shared {
  readonly world: World;
  readonly catalog: Catalog;
  readonly store: ReturnType<typeof openFaultyStore>;
  readonly rows: Map<string, Rows>;
  readonly defect: Defect | undefined;
}

function startProgram(shared: Shared, life: Life): Program {
  const { world } = shared;
  const tallies = { retries: 0, isolated: 0 };
  const patience = patienceOf(world);
  const keys = new Map<bigint, string>();
  const server: Server = { shared, life, repeat: (run) => repeatLost({ tallies, patience }, run) };
  const lanes = openLanesOver(
    (batch) => recordBatch(server, keys.get(batch.customerId) ?? '', batch),
    tallies,
  );
  return {
    async record(customer, events) {
      const customerId = BigInt(customer.slice(1));
      keys.set(customerId, customer);
      const ref = { customerId, key: customer, catalogKey: 'simulated', isTest: false };
      const request = { customer: ref, events, isBackfill: false, bytes: 100 * events.length };
      const [recorded] = await lanes.record([request]);
      assert(recorded, 'one answer for one request');
      return recorded;
    },
    act: (customer, act) => doAct(server, customer, act),
    advance: async (customer) => {
      await transact(server, { customer, eventKeys: [], corrected: false }, (book, clock) => {
        operate.advance(book, clock);
        return { result: null, said: [], done: { kind: 'advance' } };
      });
    },
  };
}

interface Server {
  readonly shared: Shared;
  readonly life: Life;
  readonly repeat: <T>(run: () => Promise<T>) => Promise<T>;
}

interface Request {
  readonly customer: string;
  readonly eventKeys: readonly string[];
  readonly corrected: boolean;
  readonly isPoisoned?: boolean;
}

interface Decided<Result> {
  readonly result: Result;
  readonly said: readonly Said[];
  readonly done: World['commits'][number]['done'];
  /** Nothing is written for a refusal. */
  readonly isRefused?: boolean;
  readonly answer?: { readonly key: string; readonly fingerprint: string; readonly said: Said };
}

type Decide<Result> = (book: Book, clock: Instant, rows: Rows) => Decided<Result>;

/** Lock, load, decide, append: the shape of `withBook`. */
function transact<Result>(
  server: Server,
  request: Request,
  decide: Decide<Result>,
): Promise<Result> {
  const { shared } = server;
  if (shared.defect === 'tries again blindly after a lost COMMIT') {
    return server
      .repeat(() => attemptOnce(server, request, decide))
      .catch((error: unknown) => {
        if (!isConnectionFault(error)) throw error;
        return attemptOnce(server, { ...request, eventKeys: [] }, decide);
      });
  }
  return server.repeat(() => attemptOnce(server, request, decide));
}

async function attemptOnce<Result>(
  { shared, life }: Server,
  request: Request,
  decide: Decide<Result>,
): Promise<Result> {
  const { world, store, catalog, defect } = shared;
  const { customer, isPoisoned = false } = request;
  const rows = rowsOf(shared, customer);
  const load = () => loadRows(rows, catalog, { ...request, eventKeys: knownTo(shared, request) });
  const early = defect === 'reads before it locks' ? load() : null;
  let answerEarly: (result: Result) => void = () => {};
  const answeredEarly = new Promise<Result>((resolve) => {
    answerEarly = resolve;
  });
  interface Draft extends Decided<Result> {
    readonly book: Book;
    readonly clock: number;
  }
  const attempt: Attempt<Draft, Result> = {
    life,
    customer,
    isPoisoned,
    isUnlocked: defect === 'takes no lock',
    decide: async () => {
      const book = early ?? load();
      const clock = storeTime(world);
      if (defect === 'follows a clock that steps back') book.ledger.head.at = clock as Instant;
      const decided = decide(book, clock as Instant, rows);
      answerEarly(decided.result);
      return { ...decided, book, clock };
    },
    commit: async ({ book, clock, result, done, said, isRefused, answer }) => {
      world.commits.push({ customer, clock, done, said });
      const { head } = book.ledger;
      const isSame = head.seq === rows.head.seq && head.advancedTo === rows.head.advancedTo;
      if (isRefused || isSame) return result;
      append(shared, rows, { book, life });
      if (answer) keepAnswer(shared, rows, { ...answer, life });
      return result;
    },
  };
  const committed = store.transact(attempt);
  if (defect !== 'acknowledges before COMMIT') return committed;
  return Promise.race([committed, answeredEarly]);
}

function knownTo({ defect }: Shared, { eventKeys, corrected }: Request): readonly string[] {
  return defect === 'does not know what was recorded before' && !corrected ? [] : eventKeys;
}

function append(
  { world, defect }: Shared,
  rows: Rows,
  { book, life }: { book: Book; life: Life },
): void {
  const isBehind = defect === 'writes grants behind';
  const later = [...(isBehind ? book.ledger.appended.grants : [])].flatMap(
    (id) => book.ledger.grants.get(id) ?? [],
  );
  if (isBehind) book.ledger.appended.grants.clear();
  appendRows(rows, book);
  if (!isBehind) return;
  world.timeline.after(2000, () => {
    if (life.isAlive) for (const grant of later) rows.grants.set(grant.id, { ...grant });
  });
}

interface Kept {
  readonly key: string;
  readonly fingerprint: string;
  readonly said: Said;
  readonly life: Life;
}

function keepAnswer({ world, defect }: Shared, rows: Rows, { key, life, ...answer }: Kept): void {
  if (defect === 'forgets idempotency keys') return;
  if (defect !== 'keeps idempotency keys apart from their effect') {
    rows.answers.set(key, answer);
    return;
  }
  world.timeline.after(2000, () => {
    if (life.isAlive) rows.answers.set(key, answer);
  });
}

async function recordBatch(
  server: Server,
  customer: string,
  { events }: Batch,
): Promise<RecordedBatch> {
  noteBatch(server.shared.world, events);
  const request = {
    customer,
    eventKeys: events.map(({ key }) => key),
    corrected: false,
    isPoisoned: events.some(({ data }) => data['poison'] === true),
  };
  return transact<RecordedBatch>(server, request, (book, clock) => {
    const outcomes = operate.record(book, clock, { events, options: PLAIN });
    const asOf = book.ledger.head.at;
    const result = { ok: true, outcomes, balance: balanceOf(book), asOf } as const;
    const done = { kind: 'record' as const, uses: events.map(useOf) };
    return { result, done, said: saidOfBatch(result, events) };
  });
}

async function doAct(server: Server, customer: string, act: Act): Promise<Said> {
  const fingerprint = JSON.stringify(act);
  const eventKeys = act.kind === 'grant' ? [] : [eventKey('api', act.event)];
  const request = { customer, eventKeys, corrected: true };
  return transact<Said>(server, request, (book, clock, rows) => {
    const before = rows.answers.get(act.key);
    const repeated =
      before && before.fingerprint !== fingerprint
        ? plainly('refused idempotency_mismatch')
        : before?.said;
    if (repeated) return { result: repeated, said: [repeated], done: act, isRefused: true };
    const words = perform(book, clock, act);
    const said = plainly(words);
    const isRefused = words.startsWith('refused') || words === 'duplicate';
    const answer = { key: act.key, fingerprint, said };
    return { result: said, said: [said], done: act, isRefused, answer };
  });
}

function perform(book: Book, clock: Instant, act: Act): string {
  if (act.kind === 'grant') {
    const amount = nano(BigInt(act.amount) * 1_000_000_000n);
    const expiresAt = act.ends === null ? null : parseInstant(act.ends);
    assert(expiresAt !== undefined, 'a simulated instant is well written');
    operate.advance(book, clock);
    const effectiveAt = book.ledger.head.at;
    const asked = { kind: act.grant, amount, effectiveAt, expiresAt, source: 'operator' } as const;
    const outcome = operate.grant(book, clock, asked);
    if (!outcome.ok) return `refused ${outcome.refusal.code}`;
    return `granted ${formatCredits(amount)} repaid ${formatCredits(outcome.repaid)}`;
  }
  const key = eventKey('api', act.event);
  const event = book.events.get(key);
  if (act.kind === 'void') {
    if (event?.isVoid) return 'duplicate';
    const { compensate } = act;
    const outcome = operate.void(book, clock, { eventKey: key, reason: 'simulated', compensate });
    if (!outcome.ok) return `refused ${outcome.refusal.code}`;
    const { credits, compensation } = outcome.correction;
    const more = compensation ? ` compensated ${formatCredits(compensation.amount)}` : '';
    return `voided ${formatCredits(credits)}${more}`;
  }
  if (!event) return 'refused event_unknown';
  const content: UsageEvent = {
    ...event,
    data: { ...event.data, amount: act.amount },
    enforce: false,
  };
  const asked = { eventKey: key, reason: 'simulated', event: content, options: PLAIN };
  const outcome = operate.amend(book, clock, asked);
  if (!outcome.ok) return `refused ${outcome.refusal.code}`;
  return `amended ${formatCredits(outcome.correction.credits)}`;
}

function inspect(shared: Shared, customer: string): Holdings {
  const rows = rowsOf(shared, customer);
  const book = wholeBook(rows, shared.catalog);
  if (rows.cycles.length > 0) expectSound(book);
  const { head, grants } = book.ledger;
  return {
    posted: head.posted,
    overdraft: head.overdraft,
    grants: [...grants.values()].map((grant) => grantWords({ ...grant, left: grant.remaining })),
    events: new Map([...book.events.values()].map((event) => [event.id, stateOf(event)])),
    eventCount: rows.events.length,
  };
}

function rowsOf({ rows, catalog }: Shared, customer: string): Rows {
  const known = rows.get(customer) ?? newRows(catalog);
  rows.set(customer, known);
  return known;
}
