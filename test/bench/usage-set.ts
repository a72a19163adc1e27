import fs from 'node:fs/promises';
import path from 'node:path';
import { instant, type UsageEvent } from '@fuelgauge/core';
import { openStore } from '../../server/src/open-store.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import type { Place } from '../support/server-process.ts';

/** The one customer of the set. */
export const SET_CUSTOMER = 'everyone';

export interface UsageSet {
  readonly events: number;
  /** Of a set that was cut short: how many there are already. */
  readonly recorded: number;
  readonly onProgress: (sentence: string) => void;
}

const CYCLES = 30;
const NOW = new Date();
const BEGIN = new Date(
  Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - (CYCLES - 1)),
).toISOString();
const MEMBERS = 1000;
const SCOPES = 200;
const MODELS = 6;
const BATCH_EVENTS = 2000;
const PACKS = 5;
const BUILDER: Caller = { actor: 'bench', isTest: null, customers: null };

/**
 * Records a customer's 30 months up to now as they would have happened, each batch at its own time, through the same
 * operations as every event: 1,000 members in 200 scopes, an allotment that ends before the cycle does, and several packs that pay the rest.
 */
export async function recordUsageSet(
  place: Place,
  { events, recorded, onProgress }: UsageSet,
): Promise<void> {
  const opened = await openStore({ ...place, catalogs: [] });
  const start = Date.parse(BEGIN) * 1000;
  let at = instant(start);
  const context: Context = { ...opened, clock: () => at };
  try {
    if (recorded === 0) await prepare(context, events);
    const stepUs = (NOW.getTime() * 1000 - start) / events;
    const customer = await findCustomerFor(context, BUILDER, SET_CUSTOMER);
    if (!customer) throw new Error('The customer of the set is not there.');
    const began = performance.now();
    for (let first = recorded; first < events; first += BATCH_EVENTS) {
      const size = Math.min(BATCH_EVENTS, events - first);
      const batch = Array.from({ length: size }, (_, index) =>
        eventOf(first + index, start + (first + index) * stepUs),
      );
      at = instant(Math.round(start + (first + size) * stepUs));
      const answer = await recordEvents(context, {
        ...customer,
        events: batch,
        isBackfill: false,
      });
      if (!answer.ok) throw new Error(`The set could not be recorded: ${answer.refusal.detail}`);
      if ((first / BATCH_EVENTS) % 250 === 249) {
        const rate = Math.round((first + size - recorded) / ((performance.now() - began) / 1000));
        onProgress(`${(first + size).toLocaleString('en')} events recorded, ${rate}/s`);
      }
    }
  } finally {
    await opened.database.close();
  }
}

async function prepare(context: Context, events: number): Promise<void> {
  expectOk(await publishCatalog(context, BUILDER, { document: await catalog(events) }));
  const body = { catalog: 'reads', started_at: BEGIN };
  expectOk(await putCustomer(context, BUILDER, { customer: SET_CUSTOMER, body }));
  for (let pack = 0; pack < PACKS; pack += 1) {
    // Each for a fifth of what allotments leave over, and the last without end.
    const amount = String(Math.ceil(events * (pack === PACKS - 1 ? 10 : 0.25)));
    const grant = { kind: 'bought', amount };
    expectOk(await issueGrant(context, BUILDER, { customer: SET_CUSTOMER, body: grant }));
  }
}

/** That of the other measurements, with scopes and an allotment for about half of a cycle. */
async function catalog(events: number): Promise<unknown> {
  const file = path.join(import.meta.dirname, 'catalog.json');
  const document = JSON.parse(await fs.readFile(file, 'utf8'));
  const scope = {
    id: 'scope',
    label: 'Scope',
    kind: 'tree',
    unattributed: 'Workspace',
    directory: 'scopes',
    scopeKind: 'folder',
  };
  const [plan] = document.plans;
  return {
    ...document,
    key: 'reads',
    dimensions: [...document.dimensions, scope],
    meters: document.meters.map((meter: { dims: string[] }) => ({
      ...meter,
      dims: [...meter.dims, 'scope'],
    })),
    rateCards: document.rateCards.map((card: object) => ({ ...card, from: BEGIN.slice(0, 10) })),
    plans: [{ ...plan, grants: { monthly: String(Math.ceil((events / CYCLES) * 1.5)) } }],
  };
}

/** Members use unevenly: the first of them most. */
function eventOf(index: number, atUs: number): UsageEvent {
  const pick = scattered(index);
  const member = Math.floor(MEMBERS * (pick / 2 ** 32) ** 2);
  const isQuery = index % 3 === 2;
  const formed = formEvent({
    id: `e${index}`,
    type: isQuery ? 'query' : 'completion',
    customer: SET_CUSTOMER,
    occurred_at: new Date(Math.floor(atUs / 1000)).toISOString(),
    dimensions: {
      project: `project-${index % 8}`,
      model: `model-${index % MODELS}`,
      member: `member-${member}`,
      scope: `scope-${(member * 7 + (index % 3)) % SCOPES}`,
    },
    data: isQuery ? { rows: 1 + (pick % 250) } : { tokens: 100 + (pick % 4000) },
  });
  if (!formed.ok) throw new Error(`The set has a malformed event: ${formed.refusal.detail}`);
  return formed.event;
}

/** The same number for the same index, spread evenly over 32 bits. */
function scattered(index: number): number {
  let value = Math.imul(index + 0x9e37, 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}

function expectOk(answer: { readonly ok: boolean }): void {
  if (!answer.ok) throw new Error(`The set could not begin: ${JSON.stringify(answer)}`);
}
