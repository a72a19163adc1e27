import {
  type Balance,
  type Book,
  type Cycle,
  compareDrawOrder,
  formatCredits,
  type Grant,
  instant,
  MICROSECOND,
  nano,
  totalsIn,
  valueAt,
} from '@fuelgauge/core';
import { drawnInCycle } from './drawn-in-cycle.ts';
import { type BalanceWithGrantsJson, showBalance } from './read-balance.ts';
import { seesMoney } from './sight.ts';
import { balanceJson, grantJson } from './wire/balance-json.ts';
import type { Reading } from './with-book.ts';

/**
 * The balance of one plan cycle as everything known now makes it: of the current one what is left, of an ended one how it
 * closed, with what expired at its end. The book knows all its cycles and grants.
 */
export async function balanceOfCycle(
  { work, ref }: Reading,
  cycle: Cycle,
): Promise<BalanceWithGrantsJson> {
  const { book } = work.open;
  const { at, seq } = book.ledger.head;
  if (cycle.end > at) return showBalance(work, ref, { book, bySeq: seq, isCurrent: true });
  const within = { start: cycle.start, end: cycle.end };
  const drawn = await drawnInCycle(work, { book, within, bySeq: seq, isWhole: true });
  const zone = valueAt(book.terms.zones, instant(cycle.end - MICROSECOND));
  const grants = [...book.ledger.grants.values()].filter((grant) => isOf(cycle, grant, drawn));
  const balance = closingBalance(book, cycle);
  const about = { customer: ref, zone, asOf: at, readOnly: work.open.customer.readOnly };
  return {
    ...balanceJson({ ...balance, grants: [] }, about),
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

function isOf(cycle: Cycle, grant: Grant, drawn: ReadonlyMap<number, bigint>): boolean {
  if (!grant.issued) return false;
  if ((drawn.get(grant.id) ?? 0n) !== 0n) return true;
  const isThere = grant.effectiveAt < cycle.end;
  return isThere && !grant.isVoid && (grant.expiresAt === null || grant.expiresAt > cycle.start);
}

/** What a cycle left is what all up to it booked: nothing else moves what grants have left. */
function closingBalance({ ledger }: Book, cycle: Cycle): Omit<Balance, 'grants'> {
  const unit = ledger.creditUnit;
  const cycles = ledger.cycles.filter(({ series, start }) => {
    return series === 'plan' && start <= cycle.start;
  });
  const left = cycles.map((each) => {
    const { granted, expired, voided, used, ...rest } = totalsIn(ledger, each, unit);
    const beyond = rest.overdrawn + rest.overage + rest.unlimited;
    return granted - expired - voided - used + beyond;
  });
  const opening = left.slice(0, -1).reduce((sum, each) => sum + each, 0n);
  const remaining = opening + (left.at(-1) ?? 0n);
  const { granted, expired, voided, used, ...rest } = totalsIn(ledger, cycle, unit);
  return {
    unit,
    opening: nano(opening),
    granted: nano(granted),
    expired: nano(expired),
    voided: nano(voided),
    total: nano(opening + granted - expired - voided),
    used: nano(used),
    overdrawn: nano(rest.overdrawn),
    overage: nano(rest.overage),
    unlimited: nano(rest.unlimited),
    remaining: nano(remaining),
    held: nano(0n),
    available: rest.unlimited > 0n ? null : nano(remaining),
    cycle,
    state: rest.unlimited > 0n ? 'unlimited' : rest.overdrawn > 0n ? 'overdrawn' : 'healthy',
    seq: ledger.head.seq,
  };
}
