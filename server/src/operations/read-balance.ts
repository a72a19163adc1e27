import {
  type Balance,
  type Book,
  balanceOf,
  compareDrawOrder,
  currentCycle,
  formatCredits,
  type Grant,
  type Instant,
  type Interval,
  instant,
  MICROSECOND,
  valueAt,
} from '@fuelgauge/core';
import { type Answer, answered, refused } from './answer.ts';
import { bookKnownAt, bookRestatedAt } from './book-at.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { drawnInCycle } from './drawn-in-cycle.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { ownBalance } from './own-balance.ts';
import { instantField, isRefused } from './read-input.ts';
import { seesBalance, seesMoney } from './sight.ts';
import { sinceOf } from './time-range.ts';
import { type BalanceJson, balanceJson, type GrantJson, grantJson } from './wire/balance-json.ts';
import { type ReadWork, readBook } from './with-book.ts';

/** What `GET …/balance` takes. */
export interface BalanceQuery {
  readonly customer: string;
  /** A past instant; now when absent. */
  readonly at?: string | undefined;
  /** With `at`: `then` (the default) what the ledger knew at that moment, `now` what is known of that moment today. */
  readonly known?: string | undefined;
}

/** A balance whose grants say what this cycle has drawn from each. */
export type BalanceWithGrantsJson = Omit<BalanceJson, 'grants'> & {
  /** In draw order: those that have something left, or had in this cycle. */
  readonly grants: readonly (GrantJson & { readonly used: string })[];
};

/**
 * What is left, and how it came about, now or at a moment of the past. Who does not see the customer as a whole is told what
 * they used themselves.
 */
export async function readBalance(
  context: Context,
  caller: Caller,
  query: BalanceQuery,
): Promise<Answer<BalanceWithGrantsJson>> {
  const { known = 'then', at } = query;
  if (known !== 'then' && known !== 'now') {
    return refused('query_invalid', 'known is "then" or "now".', '/known');
  }
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const request = { ...ref, ...sinceOf({ from: at }), allGrants: true };
  type Found = Answer<BalanceWithGrantsJson>;
  const answer = await readBook(context, request, async (work): Promise<Found> => {
    const { book } = work.open;
    if (!seesBalance(work.sight)) {
      if (at === undefined)
        return answered(await ownBalance({ work, ref }, currentCycle(book.ledger, 'plan')));
      return refused(
        'role_gate',
        'What was left in the past is of the customer as a whole.',
        '/at',
      );
    }
    if (at === undefined) {
      const bySeq = book.ledger.head.seq;
      return answered(await showBalance(work, ref, { book, bySeq, isCurrent: true }));
    }
    const moment = readMoment(book, at);
    if (isRefused(moment)) return moment;
    const past = await (known === 'then' ? bookKnownAt : bookRestatedAt)(work, moment);
    if (past) return answered(await showBalance(work, ref, { ...past, isCurrent: false }));
    return refused('time_invalid', 'at lies before the customer had a balance.', '/at');
  });
  return answer ?? customerUnknown(query.customer);
}

function readMoment({ terms, ledger }: Book, at: string): Instant | ReturnType<typeof refused> {
  const moment = instantField('at', at, valueAt(terms.zones, ledger.head.at));
  if (isRefused(moment) || moment <= ledger.head.at) return moment;
  return refused('time_invalid', 'at lies in the future. Ask for a forecast instead.', '/at');
}

/** A book of now or of the past, and what of the ledger it knows. */
interface Shown {
  readonly book: Book;
  readonly bySeq: number;
  readonly isCurrent: boolean;
}

/** A balance as the wire shows it, each grant with what its cycle has drawn from it. */
export async function showBalance(
  work: ReadWork,
  ref: CustomerRef,
  { book, bySeq, isCurrent }: Shown,
): Promise<BalanceWithGrantsJson> {
  const balance = balanceOf(book);
  const { at } = book.ledger.head;
  const { readOnly } = work.open.customer;
  const within = { start: balance.cycle.start, end: endOf(balance, at) };
  const drawn = await drawnInCycle(work, { book, within, bySeq, isWhole: isCurrent });
  const zone = valueAt(book.terms.zones, at);
  const grants = [...book.ledger.grants.values()].filter((grant) =>
    isShown(grant, { drawn: drawn.get(grant.id) ?? 0n, cycle: balance.cycle }),
  );
  return {
    ...balanceJson(balance, { customer: ref, zone, asOf: at, readOnly }),
    grants: grants.sort(compareDrawOrder).map((grant) => ({
      ...grantJson(grant, {
        customer: ref,
        zone,
        note: work.open.notes.get(grant.id) ?? null,
        hidesMoney: !seesMoney(work.sight),
      }),
      used: formatCredits(drawn.get(grant.id) ?? 0n),
    })),
  };
}

/** Up to and with the moment asked about. */
function endOf({ cycle }: Balance, at: Instant): Instant {
  return instant(Math.min(cycle.end, at + MICROSECOND));
}

function isShown(grant: Grant, { drawn, cycle }: { drawn: bigint; cycle: Interval }): boolean {
  if (!grant.issued) return false;
  if (grant.remaining > 0n || drawn !== 0n) return true;
  const hasExpired =
    grant.expired > 0n && grant.expiresAt !== null && grant.expiresAt > cycle.start;
  return !grant.isVoid && (grant.effectiveAt >= cycle.start || hasExpired);
}
