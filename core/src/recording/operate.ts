import type { UsageEvent } from '../metering/event.ts';
import type { Refusal } from '../refusal.ts';
import { type Instant, MICROSECOND, shift } from '../time.ts';
import { priceAccrual, reaccrue } from './accrue.ts';
import { advance } from './advance.ts';
import type { Book, Correction } from './book.ts';
import { ACCRUAL_SOURCE } from './charge.ts';
import {
  type AmendRequest,
  amendEvent,
  type CorrectionOutcome,
  priceEvent,
  type VoidRequest,
  voidEvent,
} from './correct.ts';
import {
  type GrantOutcome,
  type GrantRequest,
  giveGrant,
  takeGrantBack,
  type VoidGrantOutcome,
} from './give.ts';
import type { Preparation, PrepareOptions } from './prepare.ts';
import { type Outcome, prepareOrKnow, recordPrepared } from './record.ts';
import { changeTerms, type TermsChange } from './terms.ts';

export interface RecordRequest {
  readonly events: readonly UsageEvent[];
  readonly options: PrepareOptions;
  /** What {@link prepareOrKnow} has said of each event since the book was advanced to this moment. */
  readonly prepared?: readonly (Preparation | Outcome)[];
}

/**
 * The acts on a customer's ledger. Each one first books what has fallen due by `asOf`, then acts, then settles what the act
 * has changed about levels. The server, the proof and every test without a store go through these and nothing else.
 */
export const operate = {
  /** Only books what has fallen due. */
  advance(book: Book, asOf: Instant): void {
    advance(book, asOf);
  },

  /** Records events one after the other; one bad event never fails its neighbours. */
  record(book: Book, asOf: Instant, { events, options, prepared = [] }: RecordRequest): Outcome[] {
    advance(book, asOf);
    return settlingLevels(book, () =>
      events.map((event, index) =>
        recordPrepared(book, event, prepared[index] ?? prepareOrKnow(book, event, options)),
      ),
    );
  },

  void(book: Book, asOf: Instant, request: VoidRequest): CorrectionOutcome {
    advance(book, asOf);
    return settlingLevels(book, () => voidEvent(book, request));
  },

  amend(book: Book, asOf: Instant, request: AmendRequest): CorrectionOutcome {
    advance(book, asOf);
    return settlingLevels(book, () => amendEvent(book, request));
  },

  /** Rates what no price covered; answers the corrections made. */
  price(
    book: Book,
    asOf: Instant,
    { eventKeys, options }: { eventKeys: readonly string[]; options: PrepareOptions },
  ): Correction[] {
    advance(book, asOf);
    const price = (key: string) =>
      book.events.get(key)?.source === ACCRUAL_SOURCE
        ? priceAccrual(book, key)
        : priceEvent(book, key, options);
    return eventKeys.map(price).filter((each) => each !== undefined);
  },

  grant(book: Book, asOf: Instant, request: GrantRequest): GrantOutcome {
    advance(book, asOf);
    return giveGrant(book, request);
  },

  voidGrant(book: Book, asOf: Instant, grantId: number): VoidGrantOutcome {
    advance(book, asOf);
    return takeGrantBack(book, grantId);
  },

  changeTerms(book: Book, asOf: Instant, change: TermsChange): Refusal | null {
    // What may have been booked at this very moment lies before the change, so that a restarted cycle takes none of it.
    const { at: booked } = book.ledger.head;
    advance(book, asOf > booked ? asOf : shift(booked, MICROSECOND));
    const isNow = change.effectiveAt === asOf;
    return changeTerms(book, isNow ? { ...change, effectiveAt: book.ledger.head.at } : change);
  },
};

/** Late, amended and voided samples change days that have been charged: those are charged again. */
function settlingLevels<Outcome>(book: Book, act: () => Outcome): Outcome {
  const { levels, removedLevels } = book.changed;
  const known = { levels: levels.length, removedLevels: removedLevels.length };
  const outcome = act();
  const changes = [
    ...removedLevels.slice(known.removedLevels),
    ...levels.slice(known.levels).map(({ series, level }) => ({ series, at: level.at })),
  ];
  for (const { series, at } of changes) reaccrue(book, series, at);
  // The first sample of all makes past midnights fall due.
  if (changes.length > 0) advance(book, book.ledger.head.at);
  return outcome;
}
