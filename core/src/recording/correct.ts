import { type Credits, maxCredits, nano } from '../credits.ts';
import { addGrant } from '../ledger/change-grant.ts';
import { giveBack } from '../ledger/draw.ts';
import { nextSeq } from '../ledger/ledger.ts';
import type { UsageEvent } from '../metering/event.ts';
import type { RatedLine } from '../pricing/line.ts';
import { pico } from '../quantity.ts';
import { type Refusal, type RefusalCode, refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import {
  type Book,
  type Correction,
  type RecordedEvent,
  resetAt,
  type UsageDelta,
} from './book.ts';
import { type Charged, charge, commitStaged } from './charge.ts';
import { bookingOf, correcting, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { drawLines, drawRequest, dropLevels, exceedsBounds, setLevels } from './record.ts';
import { reversed, usageOf, usageOfLines } from './usage.ts';
import { type Rerate, withdraw } from './withdraw.ts';

export type CorrectionOutcome =
  | { readonly ok: true; readonly correction: Correction }
  | { readonly ok: false; readonly refusal: Refusal };

export interface VoidRequest {
  readonly eventKey: string;
  readonly reason: string;
  /** Grant anew, until the reset, what was drawn from grants that have expired since. */
  readonly compensate: boolean;
  /** The largest other live value of each `max` meter's accumulator the event counts in; 0 when there is none. */
  readonly restOfMax?: ReadonlyMap<string, bigint>;
}

/** Takes an event back: its lines and draws are reversed, and what its leaving changes for the others is rerated. */
export function voidEvent(book: Book, request: VoidRequest): CorrectionOutcome {
  const found = correctable(book, request.eventKey);
  if (!found.ok) return found;
  const { event } = found;
  const withdrawn = withdrawLines(book, event, request.restOfMax ?? new Map());
  const context = begin(book, event, request);
  const takenBack = takeBack(context, withdrawn);
  const { seq, bookedAt } = context;
  const after = { ...event, isVoid: true, revisedBy: seq, drawnAt: bookedAt };
  const correction = finish(context, { kind: 'void', after, takenBack, charged: null });
  return {
    ok: true,
    correction: request.compensate
      ? compensate(book, correction, takenBack.expiredAgain)
      : correction,
  };
}

export interface AmendRequest extends Omit<VoidRequest, 'compensate'> {
  /** The event as it should have been: same source and id. */
  readonly event: UsageEvent;
  readonly options: PrepareOptions;
}

/** Replaces an event's content: reversed as by a void and charged anew, booked where the first recording counts. */
export function amendEvent(book: Book, request: AmendRequest): CorrectionOutcome {
  const found = correctable(book, request.eventKey);
  if (!found.ok) return found;
  const { event } = found;
  const preparation = prepare(book, request.event, correcting(event, request.options));
  if (!preparation.ok) return preparation;
  const { prepared } = preparation;
  return amendPrepared(book, event, {
    prepared,
    reason: request.reason,
    restOfMax: request.restOfMax ?? new Map(),
  });
}

export interface Amendment {
  readonly prepared: Prepared;
  readonly reason: string;
  readonly restOfMax?: ReadonlyMap<string, bigint>;
}

/** As {@link amendEvent} for content that was prepared already. */
export function amendPrepared(
  book: Book,
  event: RecordedEvent,
  { prepared, reason, restOfMax = new Map() }: Amendment,
): CorrectionOutcome {
  return chargeAgain(book, event, { kind: 'amend', prepared, reason, restOfMax });
}

/** Rates an event that no price covered when it was recorded. Undefined while still none does. */
export function priceEvent(
  book: Book,
  eventKey: string,
  options: PrepareOptions,
): Correction | undefined {
  const event = book.events.get(eventKey);
  if (event?.status !== 'unpriced' || event.isVoid) return undefined;
  const preparation = prepare(book, { ...event, enforce: false }, correcting(event, options));
  if (!preparation.ok) return undefined;
  return pricePrepared(book, event, preparation.prepared);
}

/** As {@link priceEvent} for content that was prepared already. */
export function pricePrepared(
  book: Book,
  event: RecordedEvent,
  prepared: Prepared,
): Correction | undefined {
  const reason = 'A price now covers the event.';
  const outcome = chargeAgain(book, event, {
    kind: 'price',
    prepared,
    reason,
    restOfMax: new Map(),
  });
  return outcome.ok ? outcome.correction : undefined;
}

type Correctable =
  | { readonly ok: true; readonly event: RecordedEvent }
  | { readonly ok: false; readonly refusal: Refusal };

function correctable(book: Book, eventKey: string): Correctable {
  const event = book.events.get(eventKey);
  const no = (code: RefusalCode, detail: string) =>
    ({ ok: false, refusal: refusal(code, detail, '/id') }) as const;
  if (!event) return no('event_unknown', 'No event with this source and id was recorded.');
  if (event.isVoid)
    return no(
      'already_voided',
      'The event was voided before. Record it again under an id of its own.',
    );
  if (event.denial)
    return no(
      'event_denied',
      'The event was denied and charged nothing. Record it again under an id of its own.',
    );
  return { ok: true, event };
}

interface CorrectionContext {
  readonly book: Book;
  readonly event: RecordedEvent;
  readonly seq: number;
  readonly reason: string;
  readonly bookedAt: Instant;
}

function begin(
  book: Book,
  event: RecordedEvent,
  { reason }: { reason: string },
): CorrectionContext {
  const { bookedAt } = bookingOf(book, event.bookedAt);
  return { book, event, reason, bookedAt, seq: nextSeq(book.ledger) };
}

interface ChargeAgain extends Required<Amendment> {
  readonly kind: 'amend' | 'price';
}

/** Withdraws and charges before anything is booked, so that a refusal leaves no trace. */
function chargeAgain(
  book: Book,
  event: RecordedEvent,
  { kind, prepared, reason, restOfMax }: ChargeAgain,
): CorrectionOutcome {
  const restore = rememberTotals(book);
  const withdrawn = withdrawLines(book, event, restOfMax);
  const charged = charge(book, prepared);
  const refused = refuseCharge(book, charged, kind);
  if (refused) {
    restore();
    return { ok: false, refusal: refused };
  }
  commitStaged(book, charged.staged);
  const context = begin(book, event, { reason });
  const { seq, bookedAt } = context;
  const takenBack = takeBack(context, withdrawn);
  const parts = drawLines(
    book,
    charged.lines,
    drawRequest(book, { seq, kind, bookedAt, eventKey: event.key, unit: prepared.unit }),
  );
  const { head } = book.ledger;
  head.metered = nano(head.metered + maxCredits(charged.listCredits, 0n));
  const { type, occurredAt, dimensions, data, run, sequence } = prepared.event;
  const { lines, credits, listCredits, zeroReason } = charged;
  // The fingerprint stays that of the first content: a client that sends it again is told that it is a duplicate.
  const after: RecordedEvent = {
    ...event,
    type,
    occurredAt,
    dimensions,
    data,
    run,
    sequence,
    attribution: prepared.attribution,
    unit: prepared.unit,
    lines,
    parts,
    credits,
    listCredits,
    zeroReason,
    status:
      charged.status === 'unpriced'
        ? 'unpriced'
        : event.bookedAt > event.occurredAt
          ? 'late'
          : 'charged',
    catalogVersion: book.catalog.version,
    drawnAt: bookedAt,
    revisedBy: seq,
  };
  setLevels(book, after, prepared);
  const usage = usageOfLines(lines, { event: after, bookedAt });
  return { ok: true, correction: finish(context, { kind, after, takenBack, charged: usage }) };
}

function rememberTotals({ accumulators, claims }: Book): () => void {
  const [knownAccumulators, knownClaims] = [[...accumulators], [...claims]];
  return () => {
    accumulators.clear();
    for (const [key, accumulator] of knownAccumulators) accumulators.set(key, accumulator);
    claims.clear();
    for (const [key, claim] of knownClaims) claims.set(key, claim);
  };
}

function refuseCharge(book: Book, charged: Charged, kind: ChargeAgain['kind']): Refusal | null {
  if (kind === 'price' && charged.status === 'unpriced')
    return refusal('no_price', 'No price covers the event.');
  if (charged.status !== 'overflow' && !exceedsBounds(book, charged.listCredits)) return null;
  const detail =
    'The charge, or a running total with it, would exceed 9.2e9 units. Check the quantity and its unit.';
  return refusal('amount_invalid', detail, '/data');
}

type Withdrawn = readonly { readonly line: RatedLine; readonly rerate: Rerate }[];

function withdrawLines(
  book: Book,
  event: RecordedEvent,
  restOfMax: ReadonlyMap<string, bigint>,
): Withdrawn {
  return event.lines.map((line) => ({ line, rerate: withdraw(book, line, { event, restOfMax }) }));
}

interface TakenBack {
  readonly rerated: Credits;
  readonly expiredAgain: Credits;
  readonly usage: readonly UsageDelta[];
}

function takeBack(context: CorrectionContext, withdrawn: Withdrawn): TakenBack {
  const { book, event, seq, bookedAt } = context;
  dropLevels(book, event);
  const isApart = book.rules >= 2;
  const request = {
    ...drawRequest(book, { seq, kind: 'void', bookedAt, eventKey: event.key, unit: event.unit }),
    drawnAt: isApart ? event.drawnAt : event.bookedAt,
    isApart,
  };
  const given = giveBack(book.ledger, request, event.parts);
  const rerated = withdrawn.reduce((sum, { rerate }) => sum + rerate.credits, 0n);
  const [first] = event.lines;
  // What rerates have given back before is not there to be given back again: one rerate settles both.
  const owed = nano(rerated - (event.credits - given.amount));
  if (first) drawLines(book, [{ ...first, credits: owed }], { ...request, kind: 'rerate' });
  const usage = reversed(usageOf(event), bookedAt);
  for (const { line, rerate } of withdrawn) usage.push(...rerateUsage(context, line, rerate));
  return { rerated: nano(rerated), expiredAgain: given.expired, usage };
}

/** A rerate belongs to no event: it changes amounts, and the quantity of meters that count what is distinct or largest. */
function rerateUsage(
  { event, bookedAt }: CorrectionContext,
  line: RatedLine,
  rerate: Rerate,
): UsageDelta[] {
  if (rerate.credits === 0n && rerate.listCredits === 0n && rerate.quantity === 0n) return [];
  const { quantity } = rerate;
  const changed = {
    ...line,
    quantity: pico(quantity),
    credits: rerate.credits,
    listCredits: rerate.listCredits,
    value: null,
  };
  return usageOfLines([changed], { event, bookedAt }).map((usage) => ({ ...usage, events: 0 }));
}

interface Finish {
  readonly kind: Correction['kind'];
  readonly after: RecordedEvent;
  readonly takenBack: TakenBack;
  readonly charged: readonly UsageDelta[] | null;
}

function finish(
  context: CorrectionContext,
  { kind, after, takenBack, charged }: Finish,
): Correction {
  const { book, event, seq, reason, bookedAt } = context;
  const usage = [...takenBack.usage, ...(charged ?? [])];
  const correction: Correction = {
    seq,
    kind,
    reason,
    bookedAt,
    eventKey: event.key,
    recordedAt: book.ledger.head.at,
    unit: after.unit,
    credits: nano(usage.reduce((sum, each) => sum + each.credits, 0n)),
    rerated: takenBack.rerated,
    balanceAfter: book.ledger.head.posted,
    listCredits: nano(usage.reduce((sum, each) => sum + each.listCredits, 0n)),
    event: after,
    compensation: null,
    usage,
  };
  book.events.set(after.key, after);
  book.changed.corrections.push(correction);
  book.changed.usage.push(...usage);
  return correction;
}

function compensate(book: Book, correction: Correction, amount: Credits): Correction {
  if (amount === 0n) return correction;
  const at = book.ledger.head.at;
  const terms = {
    kind: 'correction',
    category: 'correction',
    amount,
    priority: 0,
    effectiveAt: at,
    expiresAt: resetAt(book),
    source: 'correction',
  } as const;
  const grant = addGrant(book.ledger, terms, at);
  const compensated = { ...correction, compensation: { grant: grant.id, amount } };
  book.changed.corrections.splice(book.changed.corrections.indexOf(correction), 1, compensated);
  return compensated;
}
