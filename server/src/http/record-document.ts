import {
  formatCredits,
  formatInstant,
  type Instant,
  type Outcome,
  type UsageEvent,
} from '@fuelgauge/core';
import type { Caller, Context, CustomerRef } from '../operations/context.ts';
import { formEvent } from '../operations/event-form.ts';
import { customerUnknown, findCustomerFor } from '../operations/find-customer.ts';
import { type ResultJson, resultJson, type Unjudged } from '../operations/wire/event-json.ts';
import type { Recorded } from '../recording/lane.ts';
import type { LaneRequest, Lanes } from '../recording/lanes.ts';
import { cloudPointer, fromCloudEvent } from './cloud-events.ts';
import { type Problem, problem, refusalProblem } from './problem.ts';
import type { Document } from './route.ts';
import type { JsonFault } from './strict-json.ts';

/** A document of one or several events, to be recorded for whoever sends it. */
export interface RecordDocument {
  readonly caller: Caller;
  readonly document: Document;
  readonly isBackfill: boolean;
}

/** What became of each event, in order, and what their customers were left with. */
export interface RecordedDocument {
  readonly results: readonly Result[];
  /** Of each customer that was recorded for, by its key. */
  readonly balances: ReadonlyMap<string, Left>;
  readonly asOf: Instant | null;
}

/** A result with its problem told in full. */
export type Result = Omit<ResultJson, 'problem'> & { readonly problem?: Problem };

export type Left = NonNullable<Recorded['last']>;

type Parts = Pick<RecordDocument, 'caller' | 'document'> & { readonly context: Context };

/**
 * Records a document's events, grouped by customer. An event that cannot be recorded is answered so at its place and never
 * fails its neighbours. Throws what the lanes throw.
 */
export async function recordDocument(
  on: { context: Context; lanes: Lanes },
  asked: RecordDocument,
): Promise<RecordedDocument> {
  const { document, isBackfill } = asked;
  const results: Result[] = [];
  const groups = await groupByCustomer({ ...asked, context: on.context }, results);
  const bytes = document.bytes / Math.max(1, results.length);
  const requests: LaneRequest[] = groups.map(({ customer, places }) => ({
    customer,
    events: places.map(({ event }) => event),
    isBackfill,
    bytes: Math.ceil(bytes * places.length),
  }));
  const recorded = await on.lanes.record(requests);
  const balances = new Map<string, Left>();
  recorded.forEach(({ outcomes, last }, index) => {
    const { customer, places } = groups[index] as Group;
    outcomes.forEach((outcome, position) => {
      const place = places[position] as Place;
      results[place.index] = outcomeResult(outcome, place, document);
    });
    if (last) balances.set(customer.key, last);
  });
  return { results, balances, asOf: latest([...balances.values()]) };
}

/** `balances` as the wire shows them. */
export function leftJson(
  balances: ReadonlyMap<string, Left>,
): Record<string, { available: string | null; seq: number }> {
  const entries = [...balances].map(([customer, { balance }]) => {
    const available = balance.available === null ? null : formatCredits(balance.available);
    return [customer, { available, seq: balance.seq }] as const;
  });
  return Object.fromEntries(entries);
}

/** The moment of an answer: when the last of its batches was recorded, or now when nothing was. */
export function asOfJson(asOf: Instant | null): string {
  return asOf === null ? new Date().toISOString() : formatInstant(asOf);
}

function latest(all: readonly Left[]): Instant | null {
  return all.reduce<Instant | null>((at, { asOf }) => (at === null || asOf > at ? asOf : at), null);
}

interface Place {
  readonly index: number;
  readonly event: UsageEvent;
}

interface Group {
  readonly customer: CustomerRef;
  readonly places: Place[];
}

/** Puts each event to its customer, and a result at the place of each that has none. */
async function groupByCustomer(parts: Parts, results: Result[]): Promise<Group[]> {
  const { document, context, caller } = parts;
  const isArray = Array.isArray(document.value);
  const items: readonly unknown[] = isArray ? (document.value as unknown[]) : [document.value];
  const faults = faultsByItem(document.faults, isArray);
  const groups = new Map<string, Group | null>();
  for (const [index, item] of items.entries()) {
    const formed = formItem(item, { document, index, faults: faults.get(index) });
    results.push(formed.ok ? PENDING : formed.result);
    if (!formed.ok) continue;
    const { customer: key, event } = formed;
    if (!groups.has(key)) {
      const customer = await findCustomerFor(context, caller, key);
      groups.set(key, customer ? { customer, places: [] } : null);
    }
    const group = groups.get(key);
    if (group) group.places.push({ index, event });
    else results[index] = unknownCustomer(key, { event, index, document });
  }
  return [...groups.values()].filter((group) => group !== null);
}

/** Stands where a lane's outcome will. */
const PENDING: Result = { id: null, source: null, status: 'invalid' };

/** Faults of an array's items by their position; those of a single event are the whole document's. */
function faultsByItem(faults: readonly JsonFault[], isArray: boolean): Map<number, JsonFault[]> {
  const byItem = new Map<number, JsonFault[]>();
  for (const fault of faults) {
    const index = isArray ? Number(fault.pointer.split('/')[1]) : 0;
    byItem.set(index, [...(byItem.get(index) ?? []), fault]);
  }
  return byItem;
}

interface About {
  readonly document: Document;
  readonly index: number;
}

type FormedItem =
  | { readonly ok: true; readonly customer: string; readonly event: UsageEvent }
  | { readonly ok: false; readonly result: Result };

function formItem(
  item: unknown,
  about: About & { faults: readonly JsonFault[] | undefined },
): FormedItem {
  const [fault] = about.faults ?? [];
  if (fault) {
    const errors = (about.faults ?? []).map(({ pointer, detail }) => ({ pointer, detail }));
    return { ok: false, result: invalid(item, problem(fault.code, fault.detail, { errors })) };
  }
  const isCloud = about.document.mediaType.startsWith('application/cloudevents');
  const mapped = isCloud ? fromCloudEvent(item) : ({ ok: true, event: item } as const);
  if (!mapped.ok) {
    const refusal = {
      code: 'event_malformed' as const,
      detail: mapped.detail,
      pointer: mapped.pointer,
    };
    return {
      ok: false,
      result: invalid(item, refusalProblem(refusal, { prefix: prefixOf(about) })),
    };
  }
  const formed = formEvent(mapped.event);
  if (formed.ok) return formed;
  return { ok: false, result: invalid(item, told(formed.refusal, { ...about, item })) };
}

/** The pointer to an item: none for a single event. */
function prefixOf({ document, index }: About): string {
  return Array.isArray(document.value) ? `/${index}` : '';
}

function told(
  refusal: Parameters<typeof refusalProblem>[0],
  about: About & { item: unknown },
): Problem {
  const isCloud = about.document.mediaType.startsWith('application/cloudevents');
  const { pointer } = refusal;
  const place =
    isCloud && pointer !== undefined ? { pointer: cloudPointer(pointer, about.item) } : {};
  const full = refusalProblem({ ...refusal, ...place }, { prefix: prefixOf(about) });
  // Within an event an absent thing is a fault of the event: the address of the request was right.
  return full.status === 404 ? { ...full, status: 422 } : full;
}

function invalid(item: unknown, full: Problem): Result {
  const { id, source } = (typeof item === 'object' && item !== null ? item : {}) as Record<
    string,
    unknown
  >;
  return { id: shown(id), source: shown(source), status: 'invalid', problem: full };
}

/** What was sent as an id, to find the event by; not what cannot be one. */
function shown(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 255 && value.isWellFormed() ? value : null;
}

function unknownCustomer(
  key: string,
  { event, index, document }: About & { event: UsageEvent },
): Result {
  const { refusal } = customerUnknown(key);
  const item = Array.isArray(document.value)
    ? (document.value as unknown[])[index]
    : document.value;
  const full = told(refusal, { document, index, item });
  return { id: event.id, source: event.source, status: 'invalid', problem: full };
}

function outcomeResult(
  outcome: Outcome | Unjudged,
  { event, index }: Place,
  document: Document,
): Result {
  const sent = resultJson(outcome, { id: event.id, source: event.source });
  const { problem: refusal } = sent;
  if (refusal === undefined) return sent as Result;
  const item = Array.isArray(document.value)
    ? (document.value as unknown[])[index]
    : document.value;
  return { ...sent, problem: told(refusal, { document, index, item }) };
}
