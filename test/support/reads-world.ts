import { type Instant, parseInstant } from '@fuelgauge/core';
import type { CatalogDocument } from '../../server/src/catalog/catalog-document.ts';
import { openContext } from '../../server/src/open-store.ts';
import type { Answer } from '../../server/src/operations/answer.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { type CustomerBody, putCustomer } from '../../server/src/operations/put-customer.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import type { Engine } from '../../server/src/store/database.ts';
import { openTestDatabase } from './databases.ts';

/** A database with one catalog, whose customers follow a clock that stands until it is set. */
export interface ReadsWorld {
  readonly context: Context;
  readonly caller: Caller;
  setClock(to: string): void;
  putCustomer(key: string, body: CustomerBody): Promise<void>;
  /** Records events for a customer; fails unless each is recorded. */
  record(customer: string, events: readonly SentUsage[], backfill?: boolean): Promise<void>;
  close(): Promise<void>;
}

export interface SentUsage {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly amount?: number;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly run?: string;
}

export async function openReadsWorld(engine: Engine): Promise<ReadsWorld> {
  const database = await openTestDatabase(engine);
  let now = at('2026-10-01T00:00:00Z');
  const clock = () => now;
  const context: Context = { ...openContext(database), clock };
  const caller: Caller = { actor: 'test', isTest: null, customers: null };
  bodyOf(await publishCatalog(context, caller, { document: CATALOG }));
  return {
    context,
    caller,
    setClock: (to) => {
      now = at(to);
    },
    putCustomer: async (customer, body) => {
      bodyOf(await putCustomer(context, caller, { customer, body: { catalog: 'reads', ...body } }));
    },
    record: async (customer, events, isBackfill = false) => {
      const ref = await findCustomerFor(context, caller, customer);
      if (!ref) throw new Error(`no customer ${customer}`);
      const formed = events.map((event) => formEvent(wireEvent(customer, event)));
      const good = formed.map((each) => {
        if (!each.ok) throw new Error(each.refusal.detail);
        return each.event;
      });
      const batch = await recordEvents(context, { ...ref, events: good, isBackfill });
      if (!batch.ok) throw new Error(batch.refusal.detail);
      for (const outcome of batch.outcomes) {
        if (outcome.status !== 'recorded') throw new Error(JSON.stringify(outcome));
      }
    },
    close: () => database.close(),
  };
}

/** The body of an answer that is no refusal. */
export function bodyOf<Body>(answer: Answer<Body>): Body {
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.detail}`);
  return answer.body;
}

/** The code of a refusal. */
export function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? 'answered' : answer.refusal.code;
}

function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant`);
  return instant;
}

function wireEvent(customer: string, event: SentUsage): object {
  const { id, type, at: occurred_at, amount, data, dimensions, run } = event;
  const own = amount === undefined ? {} : { amount };
  return { id, type, customer, occurred_at, dimensions, run, data: { ...own, ...data } };
}

/** Usage that every kind of reading has to deal with: trees, splits, distinct values, levels, money and hourly sums. */
const CATALOG: CatalogDocument = {
  schema: 'credit-catalog/1',
  key: 'reads',
  name: 'What readings are tried on',
  timeZone: 'Europe/Berlin',
  units: [
    { id: 'credit', kind: 'credit', label: 'credits', decimals: 2, rounding: 'half_up' },
    { id: 'usd', kind: 'money', label: 'USD', decimals: 2, rounding: 'half_up' },
  ],
  displayModes: [
    { id: 'credits', unit: 'credit', default: true },
    { id: 'dollars', unit: 'usd', price: 'pricePerCredit' },
  ],
  billingModes: [
    { id: 'credits', unit: 'credit' },
    { id: 'own', unit: 'usd' },
  ],
  dimensions: [
    { id: 'team', label: 'Team', kind: 'flat', unattributed: 'No team', directory: 'groups' },
    {
      id: 'user',
      label: 'User',
      kind: 'tree',
      parent: 'team',
      unattributed: 'Nobody',
      directory: 'members',
    },
    { id: 'folder', label: 'Folder', kind: 'tree', unattributed: 'Top', directory: 'scopes' },
    {
      id: 'surface',
      label: 'Surface',
      kind: 'flat',
      values: ['web', 'cli', 'plug_in'],
      valueLabels: { cli: 'CLI' },
      unattributed: 'Other',
      hourly: true,
    },
    { id: 'token_type', label: 'Token type', kind: 'flat', unattributed: 'Unknown' },
  ],
  categories: [
    { id: 'all', label: 'All' },
    { id: 'work', label: 'Work', parent: 'all' },
    { id: 'people', label: 'People' },
  ],
  meters: [
    {
      id: 'work',
      label: 'Work',
      category: 'work',
      event: 'work',
      aggregation: 'sum',
      value: 'amount',
      unit: 'unit',
      dims: ['team', 'user', 'folder', 'surface'],
    },
    {
      id: 'extra',
      label: 'Extra',
      category: 'all',
      event: 'extra',
      aggregation: 'sum',
      value: 'amount',
      unit: 'piece',
      dims: ['folder'],
    },
    {
      id: 'tokens',
      label: 'Tokens',
      category: 'work',
      event: 'tokens',
      aggregation: 'sum',
      values: { dimension: 'token_type', from: { input: 'input_tokens', output: 'output_tokens' } },
      unit: 'token',
      dims: ['user', 'token_type'],
    },
    {
      id: 'builders',
      label: 'Builders',
      category: 'people',
      event: 'built',
      aggregation: 'unique',
      value: 'user',
      unit: 'builder',
      dims: ['user', 'team'],
    },
    {
      id: 'storage',
      label: 'Storage',
      category: 'all',
      event: 'stored',
      aggregation: 'time_weighted',
      value: 'images',
      unit: 'image-month',
      dims: ['folder'],
    },
  ],
  rateCards: [
    {
      id: 'one',
      from: '2025-01-01',
      creditsPerUsd: '100',
      rates: [
        { meter: 'work', model: 'unit', credits: '1', per: '1' },
        { meter: 'extra', model: 'unit', credits: '1', per: '1' },
        { meter: 'tokens', model: 'unit', unit: 'usd', credits: '0.01', per: '1000' },
        { meter: 'builders', model: 'free' },
        { meter: 'storage', model: 'unit', credits: '1', per: '10' },
      ],
    },
  ],
  grantTypes: [
    { id: 'monthly', category: 'included', priority: 10, cycleBound: true },
    { id: 'bought', category: 'prepaid', priority: 20, cycleBound: false },
  ],
  plans: [
    {
      id: 'basic',
      label: 'Basic',
      price: '10',
      currency: 'USD',
      interval: 'month',
      grants: { monthly: '1000' },
      pricePerCredit: { display: '0.01' },
    },
  ],
  cycles: [{ series: 'plan', every: 'month', anchor: 'plan_started' }],
  planChange: { upgrade: 'keep_cycle_delta_grant', downgrade: 'at_renewal' },
  requestsMeter: 'work',
  views: [
    {
      id: 'page',
      panels: [
        { type: 'tiles', items: ['credits_used', 'builders'] },
        { type: 'timeseries', split: 'surface' },
        { type: 'table', by: 'user', columns: ['credits', 'requests', 'share'] },
        { type: 'dateRange', within: 'current_cycle' },
      ],
    },
    { id: 'bar', embed: true, panels: [{ type: 'table', by: 'team', columns: ['credits'] }] },
  ],
};
