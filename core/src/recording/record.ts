import { CREDITS_MAX, type Credits, maxCredits, minCredits, nano, ZERO } from '../credits.ts';
import {
  type DrawRequest,
  type Due,
  draw,
  giveBackAny,
  type Part,
  payable,
} from '../ledger/draw.ts';
import { nextSeq } from '../ledger/ledger.ts';
import type { UsageEvent } from '../metering/event.ts';
import type { RatedLine } from '../pricing/line.ts';
import { type Refusal, refusal } from '../refusal.ts';
import {
  availableIn,
  type Book,
  beyondAt,
  type Denial,
  type Level,
  type RecordedEvent,
} from './book.ts';
import { type Charged, charge, commitStaged, isOwnSource } from './charge.ts';
import { type Preparation, type Prepared, type PrepareOptions, prepare } from './prepare.ts';
import { usageOf } from './usage.ts';

/** What became of one event of a batch. */
export type Outcome =
  | { readonly status: 'recorded'; readonly event: RecordedEvent }
  | { readonly status: 'duplicate'; readonly event: RecordedEvent }
  | { readonly status: 'mismatch'; readonly event: RecordedEvent; readonly refusal: Refusal }
  | { readonly status: 'invalid'; readonly refusal: Refusal };

/** Prepares an event, unless its id was recorded before. */
export function prepareOrKnow(
  book: Book,
  event: UsageEvent,
  options: PrepareOptions,
): Preparation | Outcome {
  return known(book, event) ?? prepare(book, event, options);
}

/** The outcome of an event whose id was recorded before: the first answer again, or a mismatch. */
export function known(book: Book, event: UsageEvent): Outcome | undefined {
  const first = book.events.get(event.key);
  if (!first) return undefined;
  if (first.fingerprint === event.fingerprint) return { status: 'duplicate', event: first };
  const detail = `An event with source "${event.source}" and id "${event.id}" was recorded before with other content. Send a changed event under an id of its own, or amend the first.`;
  return {
    status: 'mismatch',
    event: first,
    refusal: refusal('duplicate_conflict', detail, '/id'),
  };
}

/**
 * Charges and draws one event. The book must hold what {@link neededBy} names. Twins within one batch are told apart here.
 */
export function recordPrepared(
  book: Book,
  event: UsageEvent,
  preparation: Preparation | Outcome,
): Outcome {
  if ('status' in preparation) return preparation;
  const twin = known(book, event);
  if (twin) return twin;
  if (!preparation.ok) return { status: 'invalid', refusal: preparation.refusal };
  const { prepared } = preparation;
  const charged = charge(book, prepared);
  if (charged.status === 'overflow' || exceedsBounds(book, charged.listCredits)) return tooLarge();
  const denial = event.enforce ? deny(book, prepared, charged) : null;
  const recorded = denial
    ? append(book, prepared, { charged: denied(charged), denial })
    : append(book, prepared, { charged, denial });
  return { status: 'recorded', event: recorded };
}

function tooLarge(): Outcome {
  const detail =
    'The charge, or a running total with it, would exceed 9.2e9 units. Check the quantity and its unit.';
  return { status: 'invalid', refusal: refusal('amount_invalid', detail, '/data') };
}

/** All that was ever metered bounds every subtotal, so that no sum in the store can overflow. */
export function exceedsBounds(book: Book, listCredits: Credits): boolean {
  return listCredits > CREDITS_MAX || book.ledger.head.metered + listCredits > CREDITS_MAX;
}

/** A request, unlike a fact, may be refused: for lack of credits, or because nobody can say what it costs. */
function deny(book: Book, { unit, bookedAt }: Prepared, charged: Charged): Denial | null {
  const available = availableIn(book) ?? ZERO;
  if (charged.status === 'unpriced') return { code: 'no_price', required: ZERO, available };
  const { credits } = charged;
  if (beyondAt(book, book.ledger.head.at, unit) !== 'overdraft') return null;
  // Some of what is available may be for other meters only.
  const usable = minCredits(
    available,
    payable(book.ledger, dueOf(book, charged.lines).due, bookedAt),
  );
  return credits <= usable
    ? null
    : { code: 'insufficient_credits', required: credits, available: usable };
}

function denied(charged: Charged): Charged {
  return { ...charged, lines: [], credits: ZERO, listCredits: ZERO, zeroReason: 'denied' };
}

function append(
  book: Book,
  prepared: Prepared,
  { charged, denial }: { charged: Charged; denial: Denial | null },
): RecordedEvent {
  const { event, attribution, bookedAt, isLate, unit } = prepared;
  const { ledger } = book;
  const seq = nextSeq(ledger);
  if (denial === null) commitStaged(book, charged.staged);
  const request = drawRequest(book, { seq, kind: 'draw', bookedAt, eventKey: event.key, unit });
  const parts = drawLines(book, charged.lines, request);
  ledger.head.metered = nano(ledger.head.metered + maxCredits(charged.listCredits, 0n));
  const status = denial
    ? 'denied'
    : charged.status === 'unpriced'
      ? 'unpriced'
      : isLate
        ? 'late'
        : 'charged';
  const { key, source, id, type, occurredAt, fingerprint, dimensions, data, run, sequence } = event;
  const { credits, listCredits, zeroReason, lines } = charged;
  const recorded: RecordedEvent = {
    key,
    seq,
    source,
    id,
    type,
    occurredAt,
    fingerprint,
    dimensions,
    data,
    run,
    sequence,
    bookedAt,
    drawnAt: bookedAt,
    recordedAt: ledger.head.at,
    status,
    attribution,
    unit,
    credits,
    listCredits,
    zeroReason,
    lines,
    parts,
    denial,
    catalogVersion: book.catalog.version,
    balanceAfter: ledger.head.posted,
    revisedBy: null,
    isVoid: false,
  };
  book.events.set(key, recorded);
  book.changed.events.push(recorded);
  if (denial === null) setLevels(book, recorded, prepared);
  for (const usage of usageOf(recorded)) book.changed.usage.push(usage);
  return recorded;
}

export function drawRequest(
  book: Book,
  about: Pick<DrawRequest, 'seq' | 'kind' | 'bookedAt' | 'eventKey' | 'unit'>,
): Omit<DrawRequest, 'due'> {
  const beyond = beyondAt(book, about.bookedAt, about.unit);
  return { ...about, beyond, carryOverdraft: book.catalog.overdraftAtReset === 'carry' };
}

/**
 * Draws what lines owe together. A line owes less than nothing where reaching a cheaper tier lowers the price of all before
 * it: that lowers the others, and what is left of it is given back.
 */
export function drawLines(
  book: Book,
  lines: readonly RatedLine[],
  request: Omit<DrawRequest, 'due'>,
): Part[] {
  const { due, rebate } = dueOf(book, lines);
  if (rebate > 0n) {
    const drawn = { drawnAt: request.bookedAt, isApart: false };
    giveBackAny(book.ledger, { ...request, kind: 'rerate', ...drawn }, rebate);
  }
  return draw(book.ledger, { ...request, due });
}

function dueOf(book: Book, lines: readonly RatedLine[]): { due: Due[]; rebate: Credits } {
  let rebate = lines.reduce((sum, { credits }) => (credits < 0n ? sum - credits : sum), 0n);
  const due: Due[] = [];
  for (const { meter, credits } of lines) {
    if (credits <= 0n) continue;
    const amount = maxCredits(credits - rebate, 0n);
    rebate -= credits - amount;
    due.push({ meter, category: book.catalog.meters.get(meter)?.category ?? '', amount });
  }
  return { due, rebate: nano(rebate) };
}

/** A sample of a level meter holds from its own moment on; the daily accruals charge it. */
export function setLevels(
  book: Book,
  recorded: RecordedEvent,
  prepared: Pick<Prepared, 'lines'>,
): void {
  if (isOwnSource(recorded.source)) return;
  for (const { measured } of prepared.lines) {
    if (measured.meter.aggregation !== 'time_weighted' || measured.amount === null) continue;
    const series = seriesOf(measured.meter, recorded.attribution);
    const level = {
      meter: measured.meter.id,
      at: recorded.occurredAt,
      quantity: measured.amount,
      eventKey: recorded.key,
      attribution: recorded.attribution,
    };
    const known = book.levels.get(series) ?? [];
    book.levels.set(series, insertByTime(known, level));
    book.changed.levels.push({ series, level });
  }
}

/** Takes the samples of an event out of their series again. */
export function dropLevels(book: Book, { key, source, attribution, lines }: RecordedEvent): void {
  if (isOwnSource(source)) return;
  for (const line of lines) {
    const meter = book.catalog.meters.get(line.meter);
    if (meter?.aggregation !== 'time_weighted') continue;
    const series = seriesOf(meter, attribution);
    const known = book.levels.get(series) ?? [];
    const level = known.find((each) => each.eventKey === key);
    if (!level) continue;
    book.levels.set(
      series,
      known.filter((each) => each !== level),
    );
    book.changed.removedLevels.push({ series, eventKey: key, at: level.at });
  }
}

/** Of samples taken at one moment the one with the larger key holds, in whatever order they came. */
function insertByTime(sorted: readonly Level[], item: Level): Level[] {
  const index = sorted.findIndex(
    (each) => each.at > item.at || (each.at === item.at && each.eventKey > item.eventKey),
  );
  return index < 0 ? [...sorted, item] : [...sorted.slice(0, index), item, ...sorted.slice(index)];
}

/** The series of a level meter a sample belongs to: one for each combination of the meter's dimensions. */
export function seriesOf(
  meter: { readonly id: string; readonly dimensions: readonly string[] },
  attribution: Readonly<Record<string, string>>,
): string {
  return JSON.stringify([
    meter.id,
    ...meter.dimensions.map((dimension) => attribution[dimension] ?? null),
  ]);
}
