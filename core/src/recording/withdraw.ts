import { assert } from '../assert.ts';
import type { Price } from '../catalog.ts';
import { type Credits, minCredits, ZERO } from '../credits.ts';
import { lookupIn, lookupWithin } from '../metering/property.ts';
import { type Accumulator, type Move, type RatedLine, UNCHARGED } from '../pricing/line.ts';
import { billedQuantity, evaluate } from '../pricing/price.ts';
import { ONE, pico } from '../quantity.ts';
import type { Book, RecordedEvent } from './book.ts';
import { inUnit } from './prepare.ts';

/** What the lines that remain in a running total owe more, or less, because one left it. */
export interface Rerate {
  readonly credits: Credits;
  readonly listCredits: Credits;
  readonly quantity: bigint;
}

export interface WithdrawContext {
  readonly event: RecordedEvent;
  /** The largest other live value by accumulator key, for `max` meters. */
  readonly restOfMax: ReadonlyMap<string, bigint>;
}

/**
 * Takes a line out of the running totals it moved. Its own credits are reversed elsewhere; the answer is what must be added
 * so that lines and rerates together are again f(what remains) (I31).
 */
export function withdraw(book: Book, line: RatedLine, context: WithdrawContext): Rerate {
  const move = (role: Move['role']) => line.moves.find((each) => each.role === role);
  freeClaim(book, context.event, move('once'));
  const measured = move('measure');
  const quantity = measured
    ? withdrawMeasure(book, line, { move: measured, ...context })
    : -line.quantity;
  const [priced, capped] = [move('price'), move('cap')];
  let change: bigint = capped ? -capped.added : -line.listCredits;
  if (priced) change = withdrawPrice(book, line, { move: priced, quantity, event: context.event });
  if (capped) change = withdrawCap(book, line, { move: capped, change });
  const listCredits = (change + line.listCredits) as Credits;
  const isUncharged = line.zeroReason !== null && UNCHARGED.has(line.zeroReason);
  return {
    listCredits,
    credits: isUncharged ? ZERO : listCredits,
    quantity: quantity + line.quantity,
  };
}

function freeClaim(book: Book, event: RecordedEvent, once: Move | undefined): void {
  if (!once || book.claims.get(once.accumulator) !== event.key) return;
  book.claims.delete(once.accumulator);
  book.changed.claims.add(once.accumulator);
}

/** How the meter's total changes. */
function withdrawMeasure(
  book: Book,
  line: RatedLine,
  { move, restOfMax }: { move: Move } & WithdrawContext,
): bigint {
  const before = loaded(book, move);
  const lines = before.lines - 1;
  if (book.catalog.meters.get(line.meter)?.aggregation === 'unique') {
    replace(book, { ...before, amount: before.amount - 1n, lines });
    return before.amount === 1n ? -ONE : 0n;
  }
  const rest = restOfMax.get(move.accumulator) ?? (lines === 0 ? 0n : before.amount);
  replace(book, { ...before, amount: rest, lines });
  return rest - before.amount;
}

interface PriceWithdrawal {
  readonly move: Move;
  readonly quantity: bigint;
  readonly event: RecordedEvent;
}

/** How the list price of the total changes. */
function withdrawPrice(
  book: Book,
  line: RatedLine,
  { move, quantity, event }: PriceWithdrawal,
): bigint {
  const before = loaded(book, move);
  const amount = before.amount + quantity;
  const lines = before.lines - 1;
  const credits = lines === 0 ? ZERO : priceOfTotal(book, line, { event, amount });
  replace(book, { ...before, amount, lines, credits });
  return credits - before.credits;
}

function withdrawCap(
  book: Book,
  line: RatedLine,
  { move, change }: { move: Move; change: bigint },
): bigint {
  const before = loaded(book, move);
  const cap = priceOf(book, line, line.card)?.cap;
  assert(cap, 'a card that has begun does not change');
  const amount = before.amount + change;
  const credits = minCredits(amount, cap.credits);
  replace(book, { ...before, amount, lines: before.lines - 1, credits });
  return credits - before.credits;
}

function priceOfTotal(
  book: Book,
  line: RatedLine,
  { event, amount }: { event: RecordedEvent; amount: bigint },
): Credits {
  const card = book.catalog.cards.find((each) => each.id === line.card);
  const listed = priceOf(book, line, line.card);
  assert(card && listed, 'a card that has begun does not change');
  const priced = inUnit(book, { card, price: listed }, event.unit);
  assert(priced, 'a line was charged in the unit of its price');
  const lookup = lookupWithin(
    lookupIn({ ...event, enforce: false }, event.attribution),
    line.split,
  );
  const result = evaluate(priced.price, billedQuantity(priced.price, pico(amount)), lookup);
  assert(result.kind === 'credits', 'a part of a total that had a price has one');
  return result.credits;
}

function priceOf(book: Book, line: RatedLine, cardId: string | null): Price | undefined {
  return book.catalog.cards.find((card) => card.id === cardId)?.prices.get(line.meter);
}

function loaded(book: Book, move: Move): Accumulator {
  const accumulator = book.accumulators.get(move.accumulator);
  assert(accumulator, 'a correction loads the totals its lines moved');
  return accumulator;
}

function replace(book: Book, accumulator: Accumulator): void {
  book.accumulators.set(accumulator.key, accumulator);
  book.changed.accumulators.add(accumulator.key);
}
