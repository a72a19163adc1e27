import {
  ACCRUAL_SOURCE,
  assert,
  type Book,
  credits,
  type Directory,
  type GrantRequest,
  type GrantSource,
  type Instant,
  operate,
  type RecordedEvent,
  type Refusal,
  type TermsChange,
  type UsageEvent,
  writtenInstant,
} from '@fuelgauge/core';
import { eventKey } from '../../store/books.ts';
import type { OperationRecord } from '../../store/operations.ts';
import type { HistoryPage } from '../../store/replay-rows.ts';
import { instantField, isRefused } from '../read-input.ts';

/**
 * Does a stored operation again, with the facts it was given and nothing it made of them: events as sent and as
 * attributed, the content of amendments, and the input. Answers why it is refused this time; null when it is not.
 * `history` holds the rows of the operation alone.
 */
export function replayOperation(
  book: Book,
  operation: OperationRecord,
  history: HistoryPage,
): string | null {
  const { kind, asOf, input } = operation;
  // The second void of an event is answered as a duplicate of the first and does nothing, not even advance.
  if (kind === 'void' && input === null) return null;
  switch (kind) {
    case 'create':
    case 'advance':
      operate.advance(book, asOf);
      return null;
    case 'record':
      return replayRecord(book, asOf, { input: input as RecordInput, history });
    case 'void':
      return refusalOf(operate.void(book, asOf, voidRequest(input as VoidInput)));
    case 'amend':
      return replayAmend(book, asOf, { input: input as VoidInput, history });
    case 'price':
      return replayPrice(book, asOf, { input: input as PriceInput, history });
    case 'grant':
      return refusalOf(operate.grant(book, asOf, grantRequest(input as GrantInput)));
    case 'void_grant':
      return refusalOf(operate.voidGrant(book, asOf, (input as { grant: number }).grant));
    case 'change_terms':
      // As when it was asked for: read against the advanced book, and so booked right after this moment.
      operate.advance(book, asOf);
      return textOf(operate.changeTerms(book, asOf, termsChange(book, input as TermsInput)));
    default:
      return kind satisfies never;
  }
}

interface Replay<Input> {
  readonly input: Input;
  readonly history: HistoryPage;
}

interface RecordInput {
  readonly backfill: boolean;
}

/** Accruals are events too, but none that was sent: advancing makes them again. */
function replayRecord(
  book: Book,
  asOf: Instant,
  { input, history }: Replay<RecordInput>,
): string | null {
  const sent = history.events.filter((event) => event.source !== ACCRUAL_SOURCE);
  const options = { directory: directoryOf(history), isBackfill: input.backfill };
  const outcomes = operate.record(book, asOf, { events: sent.map(usageEvent), options });
  const index = outcomes.findIndex(({ status }) => status !== 'recorded');
  const outcome = outcomes[index];
  if (!outcome) return null;
  const why = 'refusal' in outcome ? outcome.refusal.detail : '';
  return `event ${sent[index]?.id} is ${outcome.status}. ${why}`;
}

interface VoidInput {
  readonly event_key: string;
  readonly reason: string;
  readonly compensate?: boolean;
  readonly rest_of_max: Readonly<Record<string, string>>;
}

function voidRequest({ event_key, reason, compensate = false, rest_of_max }: VoidInput) {
  return { eventKey: event_key, reason, compensate, restOfMax: restOfMax(rest_of_max) };
}

function restOfMax(rest: Readonly<Record<string, string>>): ReadonlyMap<string, bigint> {
  return new Map(Object.entries(rest).map(([key, value]) => [key, BigInt(value)]));
}

function replayAmend(
  book: Book,
  asOf: Instant,
  { input, history }: Replay<VoidInput>,
): string | null {
  const { corrections } = history;
  const correction = corrections.find(
    ({ kind, eventKey: key }) => kind === 'amend' && key === input.event_key,
  );
  if (!correction) return 'the correction is missing';
  const options = { directory: directoryOf(history), isBackfill: true };
  const event = usageEvent(correction.event);
  return refusalOf(operate.amend(book, asOf, { ...voidRequest(input), event, options }));
}

interface PriceInput {
  readonly event_keys: readonly string[];
}

function replayPrice(
  book: Book,
  asOf: Instant,
  { input, history }: Replay<PriceInput>,
): string | null {
  const options = { directory: directoryOf(history), isBackfill: true };
  const { event_keys: eventKeys } = input;
  const made = operate.price(book, asOf, { eventKeys, options });
  if (made.length === eventKeys.length) return null;
  return `${made.length} of ${eventKeys.length} events have a price`;
}

interface GrantInput {
  readonly kind: string;
  readonly amount: string;
  readonly effective_at: string;
  readonly expires_at?: string | null;
  readonly priority?: number;
  readonly source: GrantSource;
  readonly applies_to?: readonly string[] | null;
}

function grantRequest(input: GrantInput): GrantRequest {
  const { kind, amount, effective_at, expires_at: expires, priority, source } = input;
  return {
    kind,
    source,
    amount: credits(amount),
    effectiveAt: writtenInstant(effective_at),
    ...(expires !== undefined && { expiresAt: expires === null ? null : writtenInstant(expires) }),
    ...(priority !== undefined && { priority }),
    ...(input.applies_to && { appliesTo: input.applies_to }),
  };
}

interface TermsInput {
  readonly effective_at: string;
  readonly plan?: string;
  readonly time_zone?: string;
  readonly billing_mode?: string | null;
  readonly price_per_credit?: { readonly amount: string; readonly currency: string } | null;
  readonly contract_ends_at?: string | null;
}

function termsChange(book: Book, input: TermsInput): TermsChange {
  const { plan, time_zone: timeZone, billing_mode: billingMode } = input;
  const { price_per_credit: price, contract_ends_at: ends } = input;
  const zone = book.terms.zones.at(-1)?.value ?? book.catalog.timeZone;
  return {
    effectiveAt: writtenInstant(input.effective_at),
    ...(plan !== undefined && { plan }),
    ...(timeZone !== undefined && { timeZone }),
    ...(billingMode !== undefined && { billingMode }),
    ...(price !== undefined && {
      pricePerCredit: price && { amount: credits(price.amount), currency: price.currency },
    }),
    ...(ends !== undefined && { contractEndsAt: ends === null ? null : dateOrMoment(ends, zone) }),
  };
}

/** The end of a contract is kept as it was sent: a date is its local midnight. */
function dateOrMoment(text: string, zone: string): Instant {
  const at = instantField('contract_ends_at', text, zone);
  assert(!isRefused(at), `stored instant ${text} is readable`);
  return at;
}

/** An event as its sender knew it. Only a denial shows that it was to be enforced; for others it made no difference. */
function usageEvent(event: RecordedEvent): UsageEvent {
  const { source, id, type, occurredAt, dimensions, data, run, sequence, fingerprint } = event;
  return {
    key: eventKey(source, id),
    source,
    id,
    type,
    occurredAt,
    dimensions,
    data,
    run,
    sequence,
    fingerprint,
    enforce: event.denial !== null,
  };
}

/** Answers what was found out about each event when it was recorded, or last corrected. */
function directoryOf({ events, corrections }: HistoryPage): Directory {
  const known = [...events, ...corrections.map((correction) => correction.event)];
  const attributions = new Map(known.map((event) => [event.key, event.attribution]));
  return {
    parentOf: () => undefined,
    attributionOf: ({ key }) => attributions.get(key),
  };
}

function refusalOf(outcome: { readonly ok: boolean; readonly refusal?: Refusal }): string | null {
  return outcome.ok ? null : textOf(outcome.refusal ?? null);
}

function textOf(refusal: Refusal | null): string | null {
  return refusal && `${refusal.code}: ${refusal.detail}`;
}
