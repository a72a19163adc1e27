import { createHash } from 'node:crypto';
import {
  assert,
  type Book,
  balanceOf,
  type Catalog,
  type Correction,
  type CorrectionOutcome,
  type Cycle,
  credits,
  type Directory,
  formatCredits,
  formatInstant,
  formatQuantity,
  type Instant,
  newBook,
  noTotals,
  type Outcome,
  operate,
  type PrepareOptions,
  parseInstant,
  type RatedLine,
  rollUp,
  totalsIn,
  type UsageEvent,
} from '@fuelgauge/core';
import { loadCatalog } from '../../server/src/catalog/load-catalog.ts';
import { checkBook } from './check-book.ts';
import type {
  BalanceAnswer,
  CorrectionAnswer,
  CustomerTerms,
  CycleSums,
  DirectoryEntry,
  EntryAnswer,
  EventAnswer,
  LedgerAnswer,
  ScenarioRunner,
  SentEvent,
  SentGrant,
  SentTerms,
  UsageAnswer,
  UsageQuery,
} from './runner.ts';

/** Runs scenarios on the rules alone: one book in memory for each customer, and no store. */
export function coreRunner(): ScenarioRunner {
  const state: State = { catalogs: new Map(), entries: [], book: null, now: 0 as Instant };
  return {
    publish: async (document) => publish(state, document),
    openCustomer: async (customer) => openCustomer(state, customer),
    advanceClock: async (to) => {
      state.now = at(to);
      operate.advance(bookOf(state), state.now);
    },
    putDirectoryEntry: async (entry) => {
      state.entries.push(entry);
    },
    record: async (events, { backfill }) => record(state, events, backfill),
    voidEvent: async ({ source, id, reason, compensate }) => {
      const [book, eventKey] = [bookOf(state), keyOf(source, id)];
      const restOfMax = largestOthers(book, eventKey);
      const request = { eventKey, reason, compensate, restOfMax };
      return correctionAnswer(operate.void(book, state.now, request), 'void');
    },
    amendEvent: async ({ event, reason }) => {
      const [book, eventKey] = [bookOf(state), keyOf(event.source, event.id)];
      const restOfMax = largestOthers(book, eventKey);
      const options = prepareOptions(state, false);
      const request = { eventKey, reason, restOfMax, event: usageEvent(event), options };
      return correctionAnswer(operate.amend(book, state.now, request), 'amend');
    },
    grant: async (request) => grant(state, request),
    voidGrant: async (id) => {
      const outcome = operate.voidGrant(bookOf(state), state.now, Number(id.slice(4)));
      if (!outcome.ok) return { refused: outcome.refusal.code };
      return { voided: formatCredits(outcome.voided) };
    },
    changeTerms: async (change) => changeTerms(state, change),
    balance: async () => balanceAnswer(bookOf(state)),
    cycleTotals: async ({ series, at: text, unit }) => {
      const book = bookOf(state);
      return sumsOf(book, cycleAt(book, series, at(text)), unit ?? book.catalog.creditUnit);
    },
    cycles: async (series) =>
      cyclesOf(bookOf(state), series).map(({ start, end, state: now }) => {
        return { start: formatInstant(start), end: formatInstant(end), state: now };
      }),
    entries: async (query) => entriesOf(bookOf(state), query),
    usage: async (query) => usageOf(bookOf(state), query),
    unpriced: async () =>
      [...bookOf(state).events.values()].filter(isWaiting).map((event) => event.id),
    ledger: async () => ledgerOf(bookOf(state)),
    verify: async () => checkBook(bookOf(state)),
    // Everything was checked after the last step.
    prove: async () => {},
  };
}

interface State {
  readonly catalogs: Map<string, Catalog>;
  readonly entries: DirectoryEntry[];
  book: Book | null;
  now: Instant;
}

function bookOf({ book }: State): Book {
  assert(book !== null, 'a scenario opens a customer before it acts on one');
  return book;
}

function publish(state: State, document: unknown): string[] {
  const key = (document as { key: string }).key;
  const loaded = loadCatalog(document, { version: (state.catalogs.get(key)?.version ?? 0) + 1 });
  if (!loaded.ok) {
    const faults = loaded.faults.map(({ pointer, message }) => `${pointer}: ${message}`);
    throw new Error(`The catalog is refused.\n${faults.join('\n')}`);
  }
  state.catalogs.set(key, loaded.catalog);
  if (state.book?.catalog.key !== key) return [];
  const book = { ...state.book, catalog: loaded.catalog };
  state.book = book;
  const waiting = [...book.events.values()].filter(isWaiting).map((event) => event.key);
  const options = prepareOptions(state, true);
  const priced = operate.price(book, state.now, { eventKeys: waiting, options });
  return priced.map(({ event }) => event.id);
}

function isWaiting({ status, isVoid }: { status: string; isVoid: boolean }): boolean {
  return status === 'unpriced' && !isVoid;
}

function openCustomer(state: State, customer: CustomerTerms): void {
  const catalog = state.catalogs.get(customer.catalog);
  assert(catalog !== undefined, 'a scenario publishes the catalog of its customers first');
  const startedAt = at(customer.started_at);
  const { contract_ends_at: contract, billing_mode: mode = null } = customer;
  const terms = {
    startedAt,
    anchorAt: at(customer.anchor_at),
    contractEndsAt: contract === undefined ? null : at(contract),
    plans: [{ from: startedAt, value: customer.plan }],
    zones: [{ from: startedAt, value: customer.time_zone }],
    billingModes: [{ from: startedAt, value: mode }],
    pricesPerCredit: [{ from: startedAt, value: null }],
  };
  state.book = newBook({ catalog, terms, keyOf });
  state.now = startedAt;
  state.entries.length = 0;
  operate.advance(state.book, startedAt);
}

function prepareOptions({ entries }: State, isBackfill: boolean): PrepareOptions {
  const directory: Directory = {
    parentOf(dimension, value, when) {
      const known = entries.filter((each) => each.dimension === dimension && each.value === value);
      const entry = known.findLast(({ from }) => at(from) <= when) ?? known[0];
      return entry?.parent;
    },
  };
  return { directory, isBackfill };
}

function record(state: State, events: readonly SentEvent[], isBackfill: boolean): EventAnswer[] {
  const options = prepareOptions(state, isBackfill);
  const input = { events: events.map(usageEvent), options };
  const book = bookOf(state);
  const outcomes = operate.record(book, state.now, input);
  return outcomes.map((outcome, index) =>
    eventAnswer(events[index]?.id ?? '', withFirst(book, outcome)),
  );
}

/** A duplicate is answered as the event was first recorded, whatever corrections have made of it since. */
function withFirst({ changed }: Book, outcome: Outcome): Outcome {
  if (outcome.status !== 'duplicate') return outcome;
  const first = changed.events.find(({ key }) => key === outcome.event.key);
  return first ? { ...outcome, event: first } : outcome;
}

function usageEvent(event: SentEvent): UsageEvent {
  const { enforce = false, run = null, sequence = null, occurred_at, customer, ...rest } = event;
  const sent = JSON.stringify({ ...rest, run, sequence, occurred_at, customer });
  return {
    ...rest,
    run,
    sequence,
    enforce,
    occurredAt: at(occurred_at),
    key: keyOf(event.source, event.id),
    fingerprint: createHash('sha256').update(sent).digest('hex').slice(0, 32),
  };
}

function keyOf(source: string, id: string): string {
  return createHash('sha256').update(`${source}\0${id}`).digest('hex').slice(0, 32);
}

function eventAnswer(id: string, outcome: Outcome): EventAnswer {
  if (outcome.status === 'invalid' || outcome.status === 'mismatch') {
    return { id, status: outcome.status, code: outcome.refusal.code };
  }
  const { event } = outcome;
  return {
    id,
    status: outcome.status === 'duplicate' ? 'duplicate' : event.status,
    credits: formatCredits(event.credits),
    list_credits: formatCredits(event.listCredits),
    zero_reason: event.zeroReason,
    lines: event.lines.map(lineAnswer),
    ...(event.denial ? { code: event.denial.code } : {}),
  };
}

function lineAnswer(line: RatedLine): Record<string, string | null> {
  return {
    meter: line.meter,
    ...(line.split ? { [line.split.dimension]: line.split.value } : {}),
    quantity: formatQuantity(line.quantity),
    credits: formatCredits(line.credits),
    zero_reason: line.zeroReason,
  };
}

function correctionAnswer(outcome: CorrectionOutcome, act: 'void' | 'amend'): CorrectionAnswer {
  if (!outcome.ok) {
    const { code } = outcome.refusal;
    if (act === 'void' && code === 'already_voided') return { status: 'duplicate' };
    return { status: 'refused', code };
  }
  const { correction }: { correction: Correction } = outcome;
  return {
    status: 'corrected',
    credits: formatCredits(correction.credits),
    rerated: formatCredits(correction.rerated),
    compensated: formatCredits(correction.compensation?.amount ?? 0n),
  };
}

/** What is the largest without this event, for each `max` meter total it counts in. */
function largestOthers(book: Book, eventKey: string): ReadonlyMap<string, bigint> {
  const moves = book.events.get(eventKey)?.lines.flatMap((line) => line.moves) ?? [];
  const keys = moves.filter(({ role }) => role === 'measure').map((move) => move.accumulator);
  const others = [...book.events.values()].filter((each) => each.key !== eventKey && !each.isVoid);
  const values = (key: string) =>
    others
      .flatMap((each) => each.lines.flatMap((line) => line.moves))
      .filter((move) => move.accumulator === key)
      .map((move) => move.added);
  const largest = (key: string) =>
    values(key).reduce((most, each) => (each > most ? each : most), 0n);
  return new Map(keys.map((key) => [key, largest(key)]));
}

function grant(state: State, request: SentGrant) {
  const { kind, amount, effective_at, expires_at, priority, applies_to, source } = request;
  const outcome = operate.grant(bookOf(state), state.now, {
    kind,
    amount: credits(amount),
    effectiveAt: effective_at === undefined ? state.now : at(effective_at),
    source: source as 'operator' | 'purchase' | 'referral',
    ...(expires_at === undefined ? {} : { expiresAt: expires_at === null ? null : at(expires_at) }),
    ...(priority === undefined ? {} : { priority }),
    ...(applies_to === undefined ? {} : { appliesTo: applies_to }),
  });
  if (!outcome.ok) return { refused: outcome.refusal.code };
  const { expiresAt, id } = outcome.grant;
  return {
    id: `grt_${id}`,
    repaid: formatCredits(outcome.repaid),
    expires_at: expiresAt === null ? null : formatInstant(expiresAt),
  };
}

function changeTerms(state: State, change: SentTerms): { refused?: string } {
  const { effective_at, plan, time_zone: timeZone, billing_mode: billingMode } = change;
  const contract = change.contract_ends_at;
  const refused = operate.changeTerms(bookOf(state), state.now, {
    effectiveAt: at(effective_at),
    ...(plan === undefined ? {} : { plan }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(billingMode === undefined ? {} : { billingMode }),
    ...(contract === undefined ? {} : { contractEndsAt: at(contract) }),
  });
  return refused ? { refused: refused.code } : {};
}

function balanceAnswer(book: Book): BalanceAnswer {
  const balance = balanceOf(book);
  const { available, held, state, cycle } = balance;
  return {
    opening: formatCredits(balance.opening),
    granted: formatCredits(balance.granted),
    expired: formatCredits(balance.expired),
    voided: formatCredits(balance.voided),
    total: formatCredits(balance.total),
    used: formatCredits(balance.used),
    overdrawn: formatCredits(balance.overdrawn),
    overage: formatCredits(balance.overage),
    remaining: formatCredits(balance.remaining),
    held: formatCredits(held),
    available: available === null ? null : formatCredits(available),
    state,
    resets_at: formatInstant(cycle.end),
    grants: balance.grants.map(({ kind, amount, remaining, expiresAt }) => ({
      kind,
      amount: formatCredits(amount),
      remaining: formatCredits(remaining),
      expires_at: expiresAt === null ? null : formatInstant(expiresAt),
    })),
  };
}

function cyclesOf(book: Book, series: string): Cycle[] {
  return book.ledger.cycles.filter((cycle) => cycle.series === series);
}

function cycleAt(book: Book, series: string, when: Instant): Cycle {
  const found = cyclesOf(book, series).find(({ start, end }) => start <= when && when < end);
  assert(found !== undefined, `the series ${series} has a cycle then`);
  return found;
}

/** What a cycle opened with is what all before it left. */
function sumsOf(book: Book, cycle: Cycle, unit: string): CycleSums {
  const before = noTotals();
  for (const earlier of cyclesOf(book, cycle.series)) {
    if (earlier.start >= cycle.start) break;
    for (const [field, amount] of Object.entries(totalsIn(book.ledger, earlier, unit))) {
      before[field as keyof typeof before] += amount;
    }
  }
  const own = totalsIn(book.ledger, cycle, unit);
  const left = ({ granted, expired, voided, used, ...beyond }: typeof own) =>
    granted - expired - voided - used + beyond.overdrawn + beyond.overage + beyond.unlimited;
  const opening = left(before);
  return {
    opening: formatCredits(opening),
    granted: formatCredits(own.granted),
    expired: formatCredits(own.expired),
    voided: formatCredits(own.voided),
    total: formatCredits(opening + own.granted - own.expired - own.voided),
    used: formatCredits(own.used),
    overdrawn: formatCredits(own.overdrawn),
    overage: formatCredits(own.overage),
    remaining: formatCredits(opening + left(own)),
  };
}

type EntriesQuery = Parameters<ScenarioRunner['entries']>[0];

function entriesOf(book: Book, query: EntriesQuery): EntryAnswer[] {
  const { entries } = book.ledger.appended;
  const key = 'event' in query ? keyOf(query.event.source, query.event.id) : null;
  const found =
    'event' in query ? entries.filter((each) => each.eventKey === key) : entries.slice(-query.last);
  const nameOf = (account: string) =>
    book.ledger.grants.get(Number(account.split('/')[1]))?.kind ?? account;
  return found.map(({ kind, amount, debit, credit, bookedAt }) => ({
    kind,
    amount: formatCredits(amount),
    debit: nameOf(debit),
    credit: nameOf(credit),
    booked_at: formatInstant(bookedAt),
  }));
}

function ledgerOf({ ledger }: Book): LedgerAnswer[] {
  return ledger.appended.entries.map(
    ({ amount, bookedAt, recordedAt, balanceAfter, ...entry }) => ({
      ...entry,
      amount: formatCredits(amount),
      booked_at: formatInstant(bookedAt),
      recorded_at: formatInstant(recordedAt),
      balance_after: formatCredits(balanceAfter),
    }),
  );
}

/** From the rollups, as a chart would be: buckets never straddle a cycle. */
function usageOf(book: Book, { series, at: text, by }: UsageQuery): UsageAnswer[] {
  const { start, end } = cycleAt(book, series, at(text));
  const { totals, dimensions } = rollUp(book, book.changed.usage);
  const rows =
    by === 'meter'
      ? totals.map((row) => ({ ...row, key: row.meter }))
      : dimensions
          .filter(({ dimension }) => dimension === by)
          .map((row) => ({ ...row, key: row.value }));
  const sums = new Map<string, { credits: bigint; quantity: bigint; events: number }>();
  for (const { key, bucketAt, credits: amount, quantity, events } of rows) {
    if (bucketAt < start || bucketAt >= end) continue;
    const sum = sums.get(key) ?? { credits: 0n, quantity: 0n, events: 0 };
    sum.credits += amount;
    sum.quantity += quantity;
    sum.events += events;
    sums.set(key, sum);
  }
  const isSomething = ({
    credits,
    quantity,
    events,
  }: {
    credits: bigint;
    quantity: bigint;
    events: number;
  }) => credits !== 0n || quantity !== 0n || events !== 0;
  const shown = [...sums].filter(([, sum]) => isSomething(sum));
  return shown.map(([key, sum]) => ({
    key,
    credits: formatCredits(sum.credits),
    quantity: formatQuantity(sum.quantity),
    events: sum.events,
  }));
}

function at(text: string): Instant {
  const when = parseInstant(text);
  assert(when !== undefined, `"${text}" is an instant`);
  return when;
}
