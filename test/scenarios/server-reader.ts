import { assert, credits, formatCredits, formatInstant, nano, parseInstant } from '@fuelgauge/core';
import type { Answer } from '../../server/src/operations/answer.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { listGrantsOf } from '../../server/src/operations/list-grants.ts';
import type { PageJson } from '../../server/src/operations/page.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { readBreakdown } from '../../server/src/operations/read-breakdown.ts';
import { readCycles } from '../../server/src/operations/read-cycles.ts';
import { readEntries } from '../../server/src/operations/read-entries.ts';
import type { CycleJson, CycleTotalsJson } from '../../server/src/operations/wire/cycle-json.ts';
import type {
  BalanceAnswer,
  CycleAnswer,
  CycleSums,
  EntryAnswer,
  ScenarioRunner,
  UsageAnswer,
  UsageQuery,
} from './runner.ts';

/** Where a scenario reads: asked each time, because it opens several customers. */
export interface ReaderPlace {
  readonly context: Context;
  readonly caller: Caller;
  readonly customer: string;
}

type Reader = Pick<ScenarioRunner, 'balance' | 'cycleTotals' | 'cycles' | 'entries' | 'usage'>;

/** What a scenario reads of a customer, by the operations of the server that read. */
export function serverReader(placeNow: () => ReaderPlace): Reader {
  return {
    balance: () => balance(placeNow()),
    cycleTotals: (query) => cycleTotals(placeNow(), query),
    cycles: async (series) => {
      const cycles = await begunCycles(placeNow(), series);
      return cycles.map(({ start, end, state }): CycleAnswer => ({ start, end, state }));
    },
    entries: (query) => entries(placeNow(), query),
    usage: (query) => usage(placeNow(), query),
  };
}

/** What an operation answers, which must not be a refusal. */
export function done<Body>(answer: Answer<Body>): Body {
  if (answer.ok) return answer.body;
  const { detail, errors = [] } = answer.refusal;
  throw new Error([detail, ...errors.map((each) => `${each.pointer}: ${each.detail}`)].join('\n'));
}

async function balance({ context, caller, customer }: ReaderPlace): Promise<BalanceAnswer> {
  const { grants, resets_at, ...found } = done(await readBalance(context, caller, { customer }));
  return {
    ...found,
    resets_at: inUtc(resets_at),
    grants: grants.map(({ kind, amount, remaining, expires_at }) => ({
      kind,
      amount,
      remaining,
      expires_at: expires_at === null ? null : inUtc(expires_at),
    })),
  };
}

/** Oldest first, without the one to come. */
async function begunCycles(
  { context, caller, customer }: ReaderPlace,
  series: string,
): Promise<(CycleJson & { readonly state: CycleAnswer['state'] })[]> {
  const all = await allOf((page) => readCycles(context, caller, { customer, series, ...page }));
  return all
    .filter(({ state }) => state !== 'next')
    .map((cycle) => ({ ...cycle, start: inUtc(cycle.start), end: inUtc(cycle.end) }))
    .reverse();
}

/** What a cycle opened with is what all before it left. */
async function cycleTotals(
  place: ReaderPlace,
  { series, at, unit }: { series: string; at: string; unit: string | null },
): Promise<CycleSums> {
  const cycles = await begunCycles(place, series);
  const index = cycles.findIndex(({ start, end }) => isWithin(at, { start, end }));
  const cycle = cycles[index];
  assert(cycle, `the series ${series} has a cycle then`);
  const name = unit ?? CREDIT_UNIT;
  const totalsOf = ({ totals }: CycleJson) => totals.find((each) => each.unit === name) ?? NOTHING;
  const opening = cycles
    .slice(0, index)
    .reduce((sum, earlier) => sum + leftIn(totalsOf(earlier)), 0n);
  const { granted, expired, voided, used, overdrawn, overage, ...own } = totalsOf(cycle);
  const sums = { granted, expired, voided, used, overdrawn, overage };
  const total = opening + credits(granted) - credits(expired) - credits(voided);
  return {
    ...sums,
    opening: formatCredits(nano(opening)),
    total: formatCredits(nano(total)),
    remaining: formatCredits(nano(opening + leftIn({ ...sums, ...own }))),
  };
}

/** So called by every catalog that scenarios use. */
const CREDIT_UNIT = 'credit';

const NOTHING: CycleTotalsJson = {
  unit: '',
  granted: '0',
  expired: '0',
  voided: '0',
  used: '0',
  overdrawn: '0',
  overage: '0',
  unlimited: '0',
};

function leftIn(totals: Omit<CycleTotalsJson, 'unit'>): bigint {
  const given = credits(totals.granted) - credits(totals.expired) - credits(totals.voided);
  const beyond = credits(totals.overdrawn) + credits(totals.overage) + credits(totals.unlimited);
  return given - credits(totals.used) + beyond;
}

type EntriesQuery = Parameters<ScenarioRunner['entries']>[0];

async function entries(
  { context, caller, customer }: ReaderPlace,
  query: EntriesQuery,
): Promise<EntryAnswer[]> {
  const about = 'event' in query ? { event: query.event.id, source: query.event.source } : {};
  const found = await allOf((page) =>
    readEntries(context, caller, { customer, ...about, ...page }),
  );
  const grants = await allOf((page) => listGrantsOf(context, caller, { customer, ...page }));
  const kinds = new Map(grants.map(({ id, kind }) => [id, kind]));
  const shown = 'event' in query ? found : found.slice(-query.last);
  return shown.map(({ kind, amount, debit, credit, booked_at }) => ({
    kind,
    amount,
    debit: kinds.get(debit) ?? debit,
    credit: kinds.get(credit) ?? credit,
    booked_at: inUtc(booked_at),
  }));
}

/** In a tree each value counts without what hangs below it, as scenarios say it. */
async function usage(place: ReaderPlace, { series, at, by }: UsageQuery): Promise<UsageAnswer[]> {
  const { context, caller, customer } = place;
  const cycles = await begunCycles(place, series);
  const cycle = cycles.find((each) => isWithin(at, each));
  assert(cycle, `the series ${series} has a cycle then`);
  const query = { customer, by, from: cycle.start, to: cycle.end };
  const { rows, next_cursor } = done(await readBreakdown(context, caller, query));
  assert(next_cursor === null, 'a scenario has few values');
  return rows.map(({ key, quantity, direct, ...all }) => {
    const { credits: amount, events } = direct ?? all;
    return { key: key ?? '', credits: amount, quantity: quantity ?? 'none', events };
  });
}

async function allOf<Row>(
  read: (page: { cursor?: string }) => Promise<Answer<PageJson<Row>>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = {}; ; ) {
    const { data, next_cursor: cursor } = done(await read(page));
    rows.push(...data);
    if (cursor === null) return rows;
    page = { cursor };
  }
}

function isWithin(at: string, { start, end }: { start: string; end: string }): boolean {
  const [when, from, to] = [at, start, end].map((text) => Temporal.Instant.from(text));
  assert(when && from && to, 'three instants');
  const compare = Temporal.Instant.compare;
  return compare(from, when) <= 0 && compare(when, to) < 0;
}

/** The wire shows instants in the customer's zone. */
function inUtc(text: string): string {
  const at = parseInstant(text);
  assert(at !== undefined, `"${text}" is an instant`);
  return formatInstant(at);
}
