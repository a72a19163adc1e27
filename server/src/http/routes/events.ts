import { formatCredits, formatInstant } from '@fuelgauge/core';
import { z } from 'zod';
import { bounds } from '../../bounds.ts';
import { amendEvent, voidEvent } from '../../operations/correct-event.ts';
import { listUnpricedEvents } from '../../operations/rate-unpriced.ts';
import { readActivity } from '../../operations/read-activity.ts';
import { readEvent } from '../../operations/read-event.ts';
import { scopeMissing } from '../authenticate.ts';
import type { Observed } from '../ingestion.ts';
import { jsonFaultProblem, type Problem, type ProblemCode, problem } from '../problem.ts';
import {
  asOfJson,
  type Left,
  leftJson,
  type RecordedDocument,
  type Result,
  recordDocument,
} from '../record-document.ts';
import { callerOf, type Document, type Reply, type Route, route, scopedOf } from '../route.ts';
import { cloudEvent, event } from '../wire/event-schema.ts';
import { eventLog, eventWithEntries } from '../wire/logged-event-schema.ts';
import { line, result } from '../wire/result-schema.ts';
import {
  activityQuery,
  amount,
  customerParams,
  id,
  instantIn,
  instantOut,
  pageOf,
  pageQuery,
  reason,
} from '../wire/scalars.ts';

const left = z.strictObject({ available: amount.nullable(), seq: z.int() });

const recorded = z
  .strictObject({
    results: z.array(result).describe('One for each event, in the order they were sent.'),
    balances: z.record(z.string(), left).describe('What each customer was left with.'),
    as_of: instantOut,
  })
  .meta({ id: 'RecordedEvents' });

const correction = z
  .strictObject({
    status: z.enum(['voided', 'amended', 'priced', 'duplicate']),
    id: z.string(),
    source: z.string(),
    credits: amount.describe('What changed in all: negative when the customer gets credits back.'),
    rerated: amount.describe('The part that running totals owe, because the event left them.'),
    unit: z.string(),
    entries: z.array(z.int()),
    reason: z.string(),
    booked_at: instantOut,
    recorded_at: instantOut,
    compensation: z.strictObject({ grant: z.string(), credits: amount }).nullable(),
    event: result.nullable().describe('The event as it stands now; null once it is voided.'),
    lines: z.array(line),
  })
  .meta({ id: 'Correction' });

const voidBody = z
  .strictObject({
    id,
    source: id.optional(),
    reason,
    compensate: z
      .boolean()
      .optional()
      .describe('Grant anew, until the reset, what was drawn from grants that have expired.'),
  })
  .meta({ id: 'VoidEventBody' });

const amendBody = z
  .strictObject({
    id,
    source: id.optional(),
    reason,
    occurred_at: instantIn.optional(),
    dimensions: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'AmendEventBody', description: 'What is absent stays as it was.' });

const unpriced = z
  .strictObject({
    customer: z.string(),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    occurred_at: instantOut,
    dimensions: z.record(z.string(), z.unknown()),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'UnpricedEvent' });

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(bounds.requestEvents);
}

/** What the content of an event may be refused for, when it is recorded and when it is amended. */
const OF_CONTENT: readonly ProblemCode[] = [
  'amount_invalid',
  'before_customer_start',
  'dimension_unknown',
  'directory_full',
  'event_malformed',
  'property_missing',
  'quantity_invalid',
  'time_invalid',
  'too_early',
  'too_old',
];

const RECORD_DESCRIPTION = `One event, an array of up to ${bounds.requestEvents}, or CloudEvents 1.0 in the JSON format (structured or batch:
\`time\` is occurred_at, \`subject\` the customer; the extensions \`customer\`, \`dimensions\`, \`run\`, \`sequence\` and \`enforce\` are
read). What is answered is recorded for good. An array that can be read is always answered with 200 and one result for each
event; a single event with a status of its own: 402 when it is denied for lack of credits, 409 when its id was used with other
content, 422 when it is not valid. Send everything again after 429, 503, 507 or no answer: what was recorded is answered \`duplicate\`.`;

/** Recording usage and correcting it. */
export const eventsRoutes: readonly Route[] = [
  route({
    operationId: 'recordEvents',
    method: 'POST',
    path: '/v1/events',
    tag: 'Events',
    summary: 'Record events',
    description: RECORD_DESCRIPTION,
    access: 'events:write',
    query: z.strictObject({
      backfill: z
        .enum(['true', 'false'])
        .optional()
        .describe('Book history into the cycles it happened in; needs events:backfill.'),
    }),
    body: z.union([event, listOf(event)]),
    otherBodies: {
      'application/cloudevents+json': cloudEvent,
      'application/cloudevents-batch+json': listOf(cloudEvent),
    },
    judgesItems: true,
    response: recorded,
    statuses: [200],
    refusals: [
      'insufficient_credits',
      'duplicate_conflict',
      'no_price',
      ...OF_CONTENT,
      'event_type_unknown',
      'customer_unknown',
      'customer_read_only',
      'too_large',
      'queue_full',
    ],
    // Within an event an absent customer is a fault of the event: the address of the request was right.
    statusOf: { customer_unknown: 422 },
    async handle(on, call) {
      const isBackfill = call.query.backfill === 'true';
      const { scopes, caller } = scopedOf(call);
      if (isBackfill && !scopes.has('events:backfill')) return scopeMissing('events:backfill');
      const document = call.document as Document;
      const fault = documentFault(document);
      if (fault) return fault;
      const receivedAtMs = Date.now();
      const done = await recordDocument(on, { caller, document, isBackfill });
      for (const { status } of done.results) on.metrics.countEvents(status, 1);
      const request = { receivedAtMs, answeredAtMs: Date.now() };
      on.ingestion.observe(done.results.map(observedOf), request);
      return Array.isArray(document.value) ? answerOf(done) : answerOfOne(done);
    },
  }),
  route({
    operationId: 'listEvents',
    method: 'GET',
    path: '/v1/customers/{customer}/events',
    tag: 'Events',
    summary: 'The activity log: recorded events booked in a range, newest first',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...activityQuery,
      ...pageQuery,
    }),
    response: eventLog,
    statuses: [200],
    refusals: ['customer_unknown', 'query_invalid', 'time_invalid'],
    handle: ({ context }, call) =>
      readActivity(context, callerOf(call), { ...call.query, ...call.params }),
  }),
  route({
    operationId: 'readEvent',
    method: 'GET',
    path: '/v1/customers/{customer}/events/{id}',
    tag: 'Events',
    summary: 'Read a recorded event with all that became of it',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'], isGated: true },
    params: z.strictObject({ customer: id, id }),
    query: z.strictObject({ source: id.optional().describe('`api` when absent.') }),
    response: eventWithEntries,
    statuses: [200],
    refusals: ['customer_unknown', 'event_unknown'],
    handle: ({ context }, call) =>
      readEvent(context, callerOf(call), { ...call.params, ...call.query }),
  }),
  route({
    operationId: 'voidEvent',
    method: 'POST',
    path: '/v1/customers/{customer}/events/void',
    tag: 'Events',
    summary: 'Take an event back by reversal',
    description: 'A second void answers as the first did, with the status `duplicate`.',
    access: 'events:correct',
    params: customerParams,
    body: voidBody,
    takesIdempotencyKey: true,
    response: correction,
    statuses: [200],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'event_unknown',
      'event_denied',
      'idempotency_mismatch',
    ],
    handle: ({ context }, { params, body, idempotency, identity }) =>
      voidEvent(context, callerOf({ identity }), { customer: params.customer, body, idempotency }),
  }),
  route({
    operationId: 'amendEvent',
    method: 'POST',
    path: '/v1/customers/{customer}/events/amend',
    tag: 'Events',
    summary: "Replace an event's content by reversal and a new charge",
    access: 'events:correct',
    params: customerParams,
    body: amendBody,
    takesIdempotencyKey: true,
    response: correction,
    statuses: [200],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'event_unknown',
      'already_voided',
      'event_denied',
      ...OF_CONTENT,
      'no_price',
      'too_large',
      'idempotency_mismatch',
    ],
    handle: ({ context }, { params, body, idempotency, identity }) =>
      amendEvent(context, callerOf({ identity }), { customer: params.customer, body, idempotency }),
  }),
  route({
    operationId: 'listUnpricedEvents',
    method: 'GET',
    path: '/v1/unpriced',
    tag: 'Events',
    summary: 'List recorded events that no price covers',
    access: 'usage:read',
    query: z.strictObject(pageQuery),
    response: pageOf(unpriced),
    statuses: [200],
    refusals: ['query_invalid'],
    handle: ({ context }, call) => listUnpricedEvents(context, callerOf(call), call.query),
  }),
];

/** What is wrong with the document as a whole. */
function documentFault({ value, faults, mediaType }: Document): Problem | null {
  const isArray = Array.isArray(value);
  if (mediaType === 'application/cloudevents-batch+json' && !isArray)
    return refusedBody('A batch of CloudEvents is an array.');
  if (mediaType === 'application/cloudevents+json' && isArray)
    return refusedBody(
      'One CloudEvent is an object. Send several as application/cloudevents-batch+json.',
    );
  if (!isArray) return faults.length > 0 ? jsonFaultProblem(faults) : null;
  if (value.length === 0) return refusedBody('The array has no events.');
  if (value.length > bounds.requestEvents)
    return refusedBody(
      `A request may have ${bounds.requestEvents} events. Send the rest in another.`,
    );
  return null;
}

function refusedBody(detail: string): Problem {
  return problem('body_invalid', detail, { errors: [{ pointer: '', detail }] });
}

function answerOf({ results, balances, asOf }: RecordedDocument): Reply {
  return {
    ok: true,
    status: 200,
    body: { results, balances: leftJson(balances), as_of: asOfJson(asOf) },
  };
}

/** A single event answers with what became of it; an event denied before is denied again. */
function answerOfOne(done: RecordedDocument): Reply {
  const [only] = done.results;
  const [balance] = done.balances.values();
  if (only?.problem) return { ...only.problem, result: withoutProblem(only) };
  const denied =
    only?.denial && (only.status === 'denied' || only.original === 'denied')
      ? only.denial
      : undefined;
  if (only === undefined || denied === undefined) return answerOf(done);
  if (denied.code === 'no_price') {
    return problem(
      'no_price',
      'No price covers the event, and it was to be enforced. It was not charged.',
      { result: only },
    );
  }
  const detail = `The event costs ${denied.required} credits and ${denied.available} are available. It was not charged.`;
  return problem('insufficient_credits', detail, {
    ...(balance && bindingOf(balance)),
    result: only,
  });
}

function withoutProblem({ problem: _, ...rest }: Result): Omit<Result, 'problem'> {
  return rest;
}

/** What refused, in the form of every refusal for lack of credits. */
function bindingOf({ balance }: Left): Record<string, unknown> {
  const remaining = balance.available === null ? null : formatCredits(balance.available);
  return {
    binding: { kind: 'customer_balance', limit: formatCredits(balance.total), remaining },
    resets_at: formatInstant(balance.cycle.end),
    actions: ['buy_credits'],
  };
}

/** An answered event without anything of its content. */
function observedOf({ id, source, status, problem, occurred_at, recorded_at }: Result): Observed {
  return {
    id,
    source,
    status,
    code: problem?.code ?? null,
    occurredAtMs: occurred_at === undefined ? null : Date.parse(occurred_at),
    recordedAtMs: recorded_at === undefined ? null : Date.parse(recorded_at),
  };
}
