import {
  beyondAt,
  type Catalog,
  formatCredits,
  formatInstant,
  type Instant,
  nano,
  unitAt,
  valueAt,
} from '@fuelgauge/core';
import {
  type CustomerState,
  findCustomerStates,
  searchCustomerKeys,
} from '../store/customer-states.ts';
import { type CustomerRecord, findCustomers, listCustomerKeys } from '../store/customers.ts';
import { readClock } from '../store/ledgers.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';

/** How a customer stands by what is booked: boundaries that have passed within the last minutes may not be. */
export interface CustomerStateJson {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly test: boolean;
  /** What it is rated in now. */
  readonly unit: string;
  /** Null where nothing limits it. */
  readonly available: string | null;
  /** Charged in the current plan cycle in `unit`. */
  readonly used: string;
  /** What grants of the current plan cycle come to, used or not, as in the balance; null where nothing limits it. */
  readonly total: string | null;
  /** Used ÷ total in percent, rounded down: more than 100 when more was used; null without a total, or where it is 0. */
  readonly used_percent: number | null;
  readonly last_event_at: string | null;
  /** `read_only`: its ledger is not trusted. `empty`: nothing is left. `overdrawn`: unbilled use beyond its grants is open. */
  readonly flags: readonly ('read_only' | 'empty' | 'overdrawn')[];
}

export interface CustomerStatesQuery extends PageQuery {
  /** A part of the key or the name, in any case. */
  readonly q?: string | undefined;
}

/** Customers by key with how they stand: a page takes two statements, however many customers there are. */
export async function listCustomerStates(
  context: Context,
  caller: Caller,
  query: CustomerStatesQuery,
): Promise<Answer<PageJson<CustomerStateJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const page = {
    after: String(position?.[0] ?? ''),
    limit: limit + 1,
    isTest: caller.isTest ?? false,
    only: caller.customers,
  };
  const { q = '' } = query;
  return context.database.transaction({ customer: 'all' }, async (tx) => {
    const keys = await (q === ''
      ? listCustomerKeys(tx, page)
      : searchCustomerKeys(tx, { ...page, text: q }));
    const ids = keys.map(({ customerId }) => customerId);
    const at = context.clock?.() ?? (await readClock(tx));
    const [records, states] = await Promise.all([
      findCustomers(tx, ids),
      findCustomerStates(tx, ids, at),
    ]);
    const catalogs = new Map<string, Catalog>();
    for (const { catalogKey } of records) {
      const catalog = await context.catalogs.latest(tx, catalogKey);
      if (catalog) catalogs.set(catalogKey, catalog);
    }
    const json = (record: CustomerRecord) => {
      const state = states.find(({ customerId }) => customerId === record.customerId);
      const catalog = catalogs.get(record.catalogKey);
      return stateJson(record, state, { at: record.clockAt ?? at, catalog });
    };
    return answered(pageOf(records, limit, { json, position: ({ key }) => [key] }));
  });
}

const HUNDRED = 100n;

function stateJson(
  { key, name, catalogKey, isTest, terms, readOnly }: CustomerRecord,
  state: CustomerState | undefined,
  { at, catalog }: { at: Instant; catalog: Catalog | undefined },
): CustomerStateJson {
  const { posted = 0n, held = 0n, overdraft = 0n, lastEventAt = null } = state ?? {};
  const unit = catalog ? unitAt({ catalog, terms }, at) : '';
  const isLimited = !catalog || beyondAt({ catalog, terms }, at, unit) !== 'unlimited';
  const used = state?.used.get(unit) ?? 0n;
  const free = posted - held;
  const available = isLimited ? (free > 0n ? free : 0n) : null;
  const total = posted + overdraft + used - (state?.beyond.get(unit) ?? 0n);
  return {
    customer: key,
    name,
    catalog: catalogKey,
    plan: valueAt(terms.plans, at),
    test: isTest,
    unit,
    available: available === null ? null : formatCredits(available),
    used: formatCredits(used),
    total: isLimited ? formatCredits(nano(total)) : null,
    used_percent: isLimited && total > 0n ? Number((used * HUNDRED) / total) : null,
    last_event_at:
      lastEventAt === null ? null : formatInstant(lastEventAt, valueAt(terms.zones, at)),
    flags: [
      ...(readOnly ? (['read_only'] as const) : []),
      ...(available === 0n ? (['empty'] as const) : []),
      ...(overdraft > 0n ? (['overdrawn'] as const) : []),
    ],
  };
}
