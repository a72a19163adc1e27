import { formatCredits, formatInstant, formatQuantity, instant, valueAt } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import { sumUsageBetween } from '../store/usage-lines.ts';
import type { Context, CustomerRef } from './context.ts';
import { type GapJson, gapsIn } from './gaps-in.ts';
import { type BalanceWithGrantsJson, showBalance } from './read-balance.ts';
import { type CustomerJson, customerJson } from './wire/customer-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What a follower of a customer is told. */
export type LiveMessage =
  /** First of all: up to where it follows, and whether everything since its last id comes next. */
  | { readonly kind: 'start'; readonly seq: number; readonly resumed: boolean }
  | LiveUsageJson
  | { readonly kind: 'balance'; readonly balance: BalanceWithGrantsJson }
  | { readonly kind: 'customer'; readonly customer: CustomerJson }
  /** Times of the catalog's window from which not all usage was received. */
  | { readonly kind: 'gaps'; readonly gaps: readonly GapJson[] };

/** What was recorded in the sequence numbers after `after` up to `seq`: charges and corrections. */
export interface LiveUsageJson {
  readonly kind: 'usage';
  readonly after: number;
  readonly seq: number;
  readonly meters: readonly {
    readonly meter: string;
    readonly unit: string;
    readonly credits: string;
    readonly list_credits: string;
    readonly quantity: string;
    readonly events: number;
  }[];
  readonly as_of: string;
}

/** A customer at one moment, and what led there from each of the numbers asked about. */
export interface LiveNews {
  readonly seq: number;
  readonly state: readonly LiveMessage[];
  /** None for numbers the ledger has not reached, and for those too long ago. */
  readonly usageAfter: ReadonlyMap<number, LiveUsageJson>;
}

/** Reads, as if for who sees everything, what followers who know these sequence numbers have not seen. Undefined when there is no such customer. */
export async function readLive(
  context: Context,
  ref: CustomerRef,
  after: ReadonlySet<number>,
): Promise<LiveNews | undefined> {
  return readBook(context, { ...ref, sight: null, allGrants: true }, async (work) => {
    const { book, customer, ledger } = work.open;
    const { seq } = ledger.head;
    const starts = [...after].filter((each) => each < seq && each >= seq - bounds.liveGap);
    const { at } = ledger.head;
    const window = { start: instant(at - book.catalog.windowUs), end: instant(at + 1) };
    const [balance, gaps, ...usage] = await Promise.all([
      showBalance(work, ref, { book, bySeq: seq, isCurrent: true }),
      gapsIn({ work, ref }, window),
      ...starts.map((each) => usageSince(work, each)),
    ]);
    return {
      seq,
      state: [
        { kind: 'balance', balance },
        { kind: 'customer', customer: customerJson(customer, book.ledger.head.at) },
        { kind: 'gaps', gaps },
      ],
      usageAfter: new Map(usage.map((each) => [each.after, each])),
    };
  });
}

async function usageSince({ tx, open }: ReadWork, after: number): Promise<LiveUsageJson> {
  const { seq } = open.ledger.head;
  const { terms, ledger } = open.book;
  const sums = await sumUsageBetween(tx, open.customer.customerId, { after, seq });
  return {
    kind: 'usage',
    after,
    seq,
    meters: sums.map(({ meter, unit, credits, listCredits, quantity, events }) => ({
      meter,
      unit,
      credits: formatCredits(credits),
      list_credits: formatCredits(listCredits),
      quantity: formatQuantity(quantity),
      events,
    })),
    as_of: formatInstant(ledger.head.at, valueAt(terms.zones, ledger.head.at)),
  };
}
