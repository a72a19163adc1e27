import type { Price } from '../catalog.ts';
import { type Credits, minCredits, nano, ZERO } from '../credits.ts';
import { lookupWithin } from '../metering/property.ts';
import type { Accumulator, Move, RatedLine, ZeroReason } from '../pricing/line.ts';
import { billedQuantity, evaluate } from '../pricing/price.ts';
import { NONE, ONE, pico, type Quantity } from '../quantity.ts';
import type { Book } from './book.ts';
import { isBeforeBilling, type Prepared, type PreparedLine } from './prepare.ts';

/**
 * Charging a prepared event: each line is priced alone, or as the difference it makes to a running total
 * (f(after) − f(before)). Changes are staged, so that a denied event leaves no trace.
 */
export interface Charged {
  readonly lines: readonly RatedLine[];
  readonly status: 'charged' | 'unpriced' | 'overflow';
  readonly credits: Credits;
  readonly listCredits: Credits;
  readonly zeroReason: ZeroReason | null;
  readonly staged: Staged;
}

export interface Staged {
  readonly accumulators: Map<string, Accumulator>;
  readonly claims: Map<string, string>;
}

export function charge(book: Book, prepared: Prepared): Charged {
  const staged: Staged = { accumulators: new Map(), claims: new Map() };
  const isUnpriced = prepared.lines.some(
    (line) => line.priced === null && !isSample(prepared, line),
  );
  const lines: RatedLine[] = [];
  for (const line of prepared.lines) {
    const rated = rateLine({ book, prepared, staged, isUnpriced }, line);
    if (rated === 'unpriced') return unpriced(book, prepared);
    if (rated === 'overflow') return { ...unpriced(book, prepared), status: 'overflow' };
    lines.push(rated);
  }
  const credits = nano(lines.reduce((sum, line) => sum + line.credits, 0n));
  const listCredits = nano(lines.reduce((sum, line) => sum + line.listCredits, 0n));
  const status = isUnpriced ? 'unpriced' : 'charged';
  return { lines, status, credits, listCredits, zeroReason: zeroReasonOf(lines, credits), staged };
}

/** Makes staged changes the book's. */
export function commitStaged(book: Book, staged: Staged): void {
  for (const [key, accumulator] of staged.accumulators) {
    book.accumulators.set(key, accumulator);
    book.changed.accumulators.add(key);
  }
  for (const [key, eventKey] of staged.claims) {
    book.claims.set(key, eventKey);
    book.changed.claims.add(key);
  }
}

/** A price card may cover a meter but not this row of it: found out only by evaluating. Then the whole event waits. */
function unpriced(book: Book, prepared: Prepared): Charged {
  const waiting = { ...prepared, lines: prepared.lines.map((line) => ({ ...line, priced: null })) };
  return charge(book, waiting);
}

function zeroReasonOf(lines: readonly RatedLine[], credits: Credits): ZeroReason | null {
  if (credits !== 0n) return null;
  if (lines.length === 0) return 'unmetered';
  const reasons = new Set(
    lines.map((line) => line.zeroReason).filter((reason) => reason !== null && reason !== 'free'),
  );
  const [reason] = reasons;
  return reason ?? (lines.some((line) => line.zeroReason === 'free') ? 'free' : null);
}

interface RateContext {
  readonly book: Book;
  readonly prepared: Prepared;
  readonly staged: Staged;
  readonly isUnpriced: boolean;
}

function rateLine(context: RateContext, line: PreparedLine): RatedLine | 'unpriced' | 'overflow' {
  const { book, prepared, isUnpriced } = context;
  const { meter, split, value } = line.measured;
  const moves: Move[] = [];
  if (isSample(prepared, line)) return sampleLine(line);
  const quantity =
    meter.aggregation === 'time_weighted'
      ? (line.measured.amount ?? NONE)
      : increment(context, line, moves);
  const card = line.priced?.card.id ?? null;
  const base = { meter: meter.id, split, value, quantity, card, moves };
  const nothing = { ...base, billed: NONE, credits: ZERO, listCredits: ZERO };
  if (isUnpriced || line.priced === null) return { ...nothing, zeroReason: 'unpriced' };
  const { price } = line.priced;
  const isFree = isBeforeBilling(book.catalog, prepared.event.occurredAt);
  const reason = zeroReason(context, line);
  const priced = priceLine(context, {
    line,
    price,
    amount: quantity,
    moves,
    isAlone: reason !== null,
  });
  if (typeof priced === 'string') return priced;
  if (line.keys.once !== null && reason === null && !isFree)
    claimOnce(context, line.keys.once, moves);
  const settled = reason ?? (isFree ? 'before_billing' : null);
  return {
    ...base,
    billed: priced.billed,
    credits: settled === null ? priced.list : ZERO,
    listCredits: priced.list,
    zeroReason: settled ?? unchargedReason(price, priced, quantity),
  };
}

/** Why a line that was priced like any other costs nothing; null when it costs something. */
function unchargedReason(price: Price, priced: PricedLine, quantity: Quantity): ZeroReason | null {
  if (price.model.kind === 'free') return 'free';
  if (priced.list !== 0n) return null;
  if (priced.isCapped) return 'cap_reached';
  if (quantity === 0n) return 'no_quantity';
  return price.model.kind === 'package' ? 'within_package' : 'rounds_to_zero';
}

/** A sample sets a level and is charged nothing itself, whether or not a price covers it: the daily accruals are. */
function isSample({ event }: Prepared, { measured }: PreparedLine): boolean {
  return measured.meter.aggregation === 'time_weighted' && event.source !== ACCRUAL_SOURCE;
}

function sampleLine({ measured, priced }: PreparedLine): RatedLine {
  const { meter, split, value } = measured;
  const nothing = { quantity: NONE, billed: NONE, credits: ZERO, listCredits: ZERO, moves: [] };
  return {
    meter: meter.id,
    split,
    value,
    ...nothing,
    card: priced?.card.id ?? null,
    zeroReason: 'accrues_daily',
  };
}

/** The source of the daily events that level meters accrue. */
export const ACCRUAL_SOURCE = 'fuelgauge/accrual';

/** Whether events of a source are made here: nobody else records or corrects them. */
export function isOwnSource(source: string): boolean {
  return source.startsWith('fuelgauge/');
}

/** Reasons that keep a line out of its running totals altogether. */
function zeroReason(context: RateContext, line: PreparedLine): ZeroReason | null {
  if (line.isZeroRated) return 'zero_rated';
  const { once } = line.keys;
  if (once === null) return null;
  return context.staged.claims.has(once) || context.book.claims.has(once)
    ? 'already_charged'
    : null;
}

function claimOnce({ staged, prepared }: RateContext, key: string, moves: Move[]): void {
  staged.claims.set(key, prepared.event.key);
  moves.push({ accumulator: key, role: 'once', added: 1n, before: ZERO, after: ZERO });
}

/** What a line adds to its meter's total. */
function increment(
  context: RateContext,
  { measured, keys }: PreparedLine,
  moves: Move[],
): Quantity {
  const { aggregation } = measured.meter;
  const key = keys.measure;
  if (key === null) return measured.amount ?? ONE;
  const before = accumulatorOf(context, key, 'measure');
  const at = context.prepared.event.occurredAt;
  if (aggregation === 'unique') {
    stage(context, moves, { before, amount: before.amount + 1n, added: 1n });
    return before.amount === 0n ? ONE : NONE;
  }
  const value = measured.amount ?? NONE;
  const isNewer =
    aggregation === 'max'
      ? value > before.amount || before.lines === 0
      : at >= (before.latestAt ?? at);
  const amount = isNewer ? value : before.amount;
  const latestAt = aggregation === 'latest' && isNewer ? at : before.latestAt;
  stage(context, moves, { before, amount, added: value, latestAt });
  return pico(amount - before.amount);
}

interface PriceLineInput {
  readonly line: PreparedLine;
  readonly price: Price;
  readonly amount: Quantity;
  readonly moves: Move[];
  /** Priced alone, outside the running totals: only to say what it would have cost. */
  readonly isAlone: boolean;
}

interface PricedLine {
  readonly list: Credits;
  readonly billed: Quantity;
  /** It would have cost something, had its cap not been reached. */
  readonly isCapped: boolean;
}

function priceLine(
  context: RateContext,
  input: PriceLineInput,
): PricedLine | 'unpriced' | 'overflow' {
  const { line, price, amount, moves, isAlone } = input;
  const lookup = lookupWithin(context.prepared.lookup, line.measured.split);
  const key = isAlone ? null : line.keys.price;
  let list: Credits;
  let billed: Quantity;
  if (key === null) {
    billed = billedQuantity(price, amount);
    const result = evaluate(price, billed, lookup);
    if (result.kind !== 'credits') return result.kind;
    list = result.credits;
  } else {
    const before = accumulatorOf(context, key, 'price');
    const total = pico(before.amount + amount);
    const result = evaluate(price, billedQuantity(price, total), lookup);
    if (result.kind !== 'credits') return result.kind;
    list = nano(result.credits - before.credits);
    const billedBefore = before.lines === 0 ? NONE : billedQuantity(price, pico(before.amount));
    billed = pico(billedQuantity(price, total) - billedBefore);
    stage(context, moves, { before, amount: total, added: amount, credits: result.credits });
  }
  if (price.cap === null || line.keys.cap === null || isAlone) {
    return { list, billed, isCapped: false };
  }
  const before = accumulatorOf(context, line.keys.cap, 'cap');
  const total = before.amount + list;
  const credits = minCredits(total, price.cap.credits);
  stage(context, moves, { before, amount: total, added: list, credits });
  const capped = nano(credits - before.credits);
  return { list: capped, billed, isCapped: capped === 0n && list > 0n };
}

function accumulatorOf(
  { book, staged }: RateContext,
  key: string,
  role: Accumulator['role'],
): Accumulator {
  const known = staged.accumulators.get(key) ?? book.accumulators.get(key);
  return known ?? { key, role, amount: 0n, lines: 0, credits: ZERO, latestAt: null };
}

interface StageInput {
  readonly before: Accumulator;
  readonly amount: bigint;
  readonly added: bigint;
  readonly credits?: Credits;
  readonly latestAt?: number | null;
}

function stage(
  { staged }: RateContext,
  moves: Move[],
  { before, amount, added, credits, latestAt }: StageInput,
): void {
  const after = {
    ...before,
    amount,
    lines: before.lines + 1,
    credits: credits ?? before.credits,
    latestAt: latestAt ?? before.latestAt,
  };
  staged.accumulators.set(before.key, after);
  moves.push({
    accumulator: before.key,
    role: before.role,
    added,
    before: before.credits,
    after: after.credits,
  });
}
