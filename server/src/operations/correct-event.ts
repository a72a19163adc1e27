import {
  accrualKeys,
  type CorrectionOutcome,
  correcting,
  formatInstant,
  type Instant,
  isOwnSource,
  neededBy,
  operate,
  prepare,
  seriesOf,
  type UsageEvent,
} from '@fuelgauge/core';
import { eventKey, loadEvents, loadTotals, type OpenBook } from '../store/books.ts';
import { findCorrections } from '../store/corrections.ts';
import type { Queries } from '../store/database.ts';
import { findRestOfMax } from '../store/events.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { DEFAULT_SOURCE, formEvent } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { keepRead } from './keep-read.ts';
import { accrualsTouched } from './record-events.ts';
import { namedIn, readDirectory } from './resolve-directory.ts';
import { type CorrectionJson, correctionJson } from './wire/correction-json.ts';
import { type IdempotencyKey, type Work, withBook } from './with-book.ts';

/** What `POST …/events/void` takes. */
export interface VoidBody {
  readonly id: string;
  readonly source?: string | undefined;
  readonly reason: string;
  /** Grant anew, until the reset, what was drawn from grants that have expired. */
  readonly compensate?: boolean | undefined;
}

/** What `POST …/events/amend` takes: what is absent stays as it was. */
export interface AmendBody extends Omit<VoidBody, 'compensate'> {
  readonly occurred_at?: string | undefined;
  readonly dimensions?: UsageEvent['dimensions'] | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

interface Correct<Body> {
  readonly customer: string;
  readonly body: Body;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** Takes an event back by reversal. A second void answers what the first did, as a duplicate. */
export async function voidEvent(
  context: Context,
  caller: Caller,
  { customer, body, idempotency }: Correct<VoidBody>,
): Promise<Answer<CorrectionJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const own = refuseOwn(body);
  if (own) return own;
  const key = eventKey(body.source ?? DEFAULT_SOURCE, body.id);
  const request = { ...lockRequest(ref, key), kind: 'void' as const, idempotency };
  return withBook<CorrectionJson>(context, request, async (work) => {
    const { book } = work.open;
    const earlier = await voidedBefore(work, ref, key);
    if (earlier) return { answer: earlier };
    operate.advance(book, work.asOf);
    const restOfMax = await loadForVoid(work.tx, work.open, key);
    const asked = { eventKey: key, reason: body.reason, compensate: body.compensate ?? false };
    const outcome = operate.void(book, work.asOf, { ...asked, restOfMax });
    const input = {
      event_key: key,
      reason: asked.reason,
      compensate: asked.compensate,
      rest_of_max: restOfMaxJson(restOfMax),
    };
    return corrected(caller, outcome, { ref, act: 'event.void', input });
  });
}

/** Replaces an event's content by reversal and a new charge, booked where the event was. */
export async function amendEvent(
  context: Context,
  caller: Caller,
  { customer, body, idempotency }: Correct<AmendBody>,
): Promise<Answer<CorrectionJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const own = refuseOwn(body);
  if (own) return own;
  const key = eventKey(body.source ?? DEFAULT_SOURCE, body.id);
  const request = { ...lockRequest(ref, key), kind: 'amend' as const, idempotency };
  return withBook<CorrectionJson>(context, request, async ({ open, tx, asOf }) => {
    const { book } = open;
    const event = book.events.get(key);
    if (!event)
      return {
        answer: refused('event_unknown', 'No event with this source and id was recorded.', '/id'),
      };
    operate.advance(book, asOf);
    const formed = formEvent({ ...contentOf(event, customer), ...amendments(body) });
    if (!formed.ok) return { answer: refusedAs(formed.refusal) };
    const content = keepRead(book.catalog, formed.event);
    const named = namedIn(book.catalog, [content]);
    const { directory } = await readDirectory(tx, ref.customerId, { catalog: book.catalog, named });
    const options = { directory, isBackfill: true };
    const restOfMax = await loadForVoid(tx, open, key);
    await loadForEvent(tx, open, { event: content, options: correcting(event, options) });
    const outcome = operate.amend(book, asOf, {
      eventKey: key,
      event: content,
      options,
      reason: body.reason,
      restOfMax,
    });
    return corrected(caller, outcome, {
      ref,
      act: 'event.amend',
      input: { event_key: key, reason: body.reason, rest_of_max: restOfMaxJson(restOfMax) },
    });
  });
}

/** Accruals follow their samples: those are corrected, never the accruals themselves. */
function refuseOwn({ source }: { readonly source?: string | undefined }) {
  if (source === undefined || !isOwnSource(source)) return null;
  return refused(
    'event_unknown',
    'Events with a source of "fuelgauge/" are made here from samples: correct the sample instead.',
    '/source',
  );
}

function lockRequest(ref: CustomerRef, key: string) {
  return { ...ref, since: 0 as Instant, allGrants: true, eventKeys: [key], corrected: true };
}

interface About {
  readonly ref: CustomerRef;
  readonly act: string;
  readonly input: unknown;
}

function corrected(caller: Caller, outcome: CorrectionOutcome, { ref, act, input }: About) {
  if (!outcome.ok) return { answer: refusedAs(outcome.refusal) };
  const json = correctionJson(outcome.correction, ref.customerId);
  const subject = `event/${json.source}/${json.id}`;
  const audit = [
    { actor: caller.actor, act, subject, before: null, after: json, reason: json.reason },
  ];
  return { answer: answered(json), input, audit };
}

async function voidedBefore(
  { open, tx }: Work,
  ref: CustomerRef,
  key: string,
): Promise<Answer<CorrectionJson> | null> {
  if (!open.book.events.get(key)?.isVoid) return null;
  const corrections = await findCorrections(tx, ref.customerId, [key]);
  const first = corrections.find((correction) => correction.kind === 'void');
  return first
    ? answered({ ...correctionJson(first, ref.customerId), status: 'duplicate' as const })
    : null;
}

/** Reads the running totals an event's lines moved, and for the largest value of a meter what is largest without it. */
async function loadForVoid(tx: Queries, open: OpenBook, key: string): Promise<Map<string, bigint>> {
  const event = open.book.events.get(key);
  const restOfMax = new Map<string, bigint>();
  if (!event || event.isVoid) return restOfMax;
  const moves = event.lines.flatMap((line) =>
    line.moves.map((move) => ({ move, meter: line.meter })),
  );
  const accumulators = moves
    .filter(({ move }) => move.role !== 'once')
    .map(({ move }) => move.accumulator);
  const claims = moves
    .filter(({ move }) => move.role === 'once')
    .map(({ move }) => move.accumulator);
  if (moves.length > 0) await loadTotals(tx, open, { accumulators, claims });
  for (const { move, meter } of moves) {
    if (move.role !== 'measure' || open.book.catalog.meters.get(meter)?.aggregation !== 'max')
      continue;
    const about = {
      meter,
      accumulator: move.accumulator,
      except: key,
      since: open.book.ledger.head.firstCycleAt,
    };
    restOfMax.set(move.accumulator, await findRestOfMax(tx, open.customer.customerId, about));
  }
  for (const line of event.lines) {
    const meter = open.book.catalog.meters.get(line.meter);
    if (meter?.aggregation !== 'time_weighted') continue;
    await loadEvents(
      tx,
      open,
      accrualKeys(open.book, seriesOf(meter, event.attribution), event.occurredAt),
    );
  }
  return restOfMax;
}

/** Reads the running totals that the new content will move. */
async function loadForEvent(
  tx: Queries,
  open: OpenBook,
  { event, options }: { event: UsageEvent; options: Parameters<typeof prepare>[2] },
): Promise<void> {
  const preparation = prepare(open.book, event, options);
  if (!preparation.ok) return;
  const needed = neededBy(preparation.prepared);
  await loadTotals(tx, open, needed);
  const accruals = accrualsTouched(open.book, preparation.prepared);
  if (accruals.length > 0) await loadEvents(tx, open, accruals);
}

function contentOf(event: UsageEventContent, customer: string): Record<string, unknown> {
  const { id, source, type, dimensions, data, run, sequence } = event;
  return {
    id,
    source,
    type,
    customer,
    dimensions,
    data,
    ...(run !== null && { run }),
    ...(sequence !== null && { sequence }),
    occurred_at: formatInstant(event.occurredAt),
  };
}

type UsageEventContent = Pick<
  UsageEvent,
  'id' | 'source' | 'type' | 'dimensions' | 'data' | 'run' | 'sequence' | 'occurredAt'
>;

function amendments({ occurred_at, dimensions, data }: AmendBody): Record<string, unknown> {
  return {
    ...(occurred_at !== undefined && { occurred_at }),
    ...(dimensions && { dimensions }),
    ...(data && { data }),
  };
}

function restOfMaxJson(rest: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...rest].map(([key, value]) => [key, value.toString()]));
}
