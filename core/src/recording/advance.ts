import { assert } from '../assert.ts';
import type { Every, Plan, SeriesRule } from '../catalog.ts';
import { type Credits, minCredits, nano, ZERO } from '../credits.ts';
import { anchorOf, boundaryAfter, boundaryAtOrBefore, type Grid } from '../cycle.ts';
import { addGrant, expire, issueScheduled, repay } from '../ledger/change-grant.ts';
import { accountOf, type Grant } from '../ledger/grant.ts';
import { type Cycle, currentCycle, type Ledger, nextSeq, transfer } from '../ledger/ledger.ts';
import { type Terms, valueAt } from '../ledger/terms.ts';
import { HOUR, type Instant, instant, MICROSECOND, shift } from '../time.ts';
import { accrueUntil, nextAccrual } from './accrue.ts';
import type { Book } from './book.ts';

/** How long after its end a cycle still takes late events: 72 hours. */
export const GRACE_US = 72 * HOUR;

/**
 * Books every boundary up to and including `asOf`, in order of time, and within one moment in this order: expire,
 * write off, change plan, renew, issue what was scheduled, repay, accrue. Idempotent: a second call adds nothing.
 * Clocks that step back are not followed: the ledger's time is the later of `asOf` and what it has seen.
 */
export function advance(book: Book, asOf: Instant): void {
  const { head } = book.ledger;
  if (book.ledger.cycles.length === 0) begin(book);
  if (asOf > head.at) head.at = asOf;
  for (let at = nextBoundary(book); at !== null && at <= head.at; at = nextBoundary(book)) {
    head.advancedTo = at;
    cross(book, at);
  }
}

/** The next moment at which something falls due, after what has been booked; null when nothing ever will. */
export function nextBoundary(book: Book): Instant | null {
  const { ledger, terms } = book;
  const after = ledger.head.advancedTo;
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number | null) => {
    if (at !== null && at > after && at < next) next = at;
  };
  for (const grant of ledger.grants.values()) {
    if (grant.isVoid) continue;
    if (grant.remaining > 0n) consider(grant.expiresAt);
    if (!grant.issued) consider(grant.effectiveAt);
  }
  for (const cycle of ledger.cycles) {
    if (cycle.state === 'open') consider(cycle.end);
    if (cycle.state === 'closing') consider(shift(cycle.end, GRACE_US));
  }
  for (const { from } of terms.plans) consider(from);
  consider(nextAccrual(book, after));
  return Number.isFinite(next) ? instant(next) : null;
}

function begin(book: Book): void {
  const { ledger } = book;
  const { start } = firstCycle(book, planRule(book), book.terms.startedAt);
  // The other series begin with the plan's first cycle, so that whatever is booked lies in a cycle of each.
  for (const rule of book.catalog.series) addCycle(ledger, firstCycle(book, rule, start));
  ledger.head.firstCycleAt = start;
  ledger.head.advancedTo = start;
  allot(book, planAt(book, start), start);
}

/** The cycle of a series that contains `at`, on the grid that the terms begin with. */
function firstCycle(book: Book, rule: SeriesRule, at: Instant): Cycle {
  const { terms } = book;
  const zone = valueAt(terms.zones, terms.startedAt);
  const grid = {
    anchor: anchorOf(terms.anchorAt, zone, rule.anchorTime),
    every: everyOf(book, rule, terms.startedAt),
    zone,
  };
  return {
    series: rule.id,
    start: boundaryAtOrBefore(grid, at),
    end: boundaryAfter(grid, at),
    state: 'open',
    grid,
  };
}

function cross(book: Book, at: Instant): void {
  const { ledger } = book;
  finalise(ledger, at);
  const planEnds = currentCycle(ledger, 'plan').end === at;
  const change = planChangeAt(book.terms, at);
  const isRestart = change !== null && !planEnds && restarts(book, change, at);
  if (isRestart) currentCycle(ledger, 'plan').end = at;
  const resets = planEnds || isRestart;
  expireDue(book, at, { isReset: planEnds, isForfeit: isRestart });
  if (resets) writeOff(book, at);
  if (change !== null && leavesPaidPlan(book, change.to)) expirePaid(book, at);
  renewSeries(book, at, isRestart);
  if (resets) allot(book, planAt(book, at), at);
  else if (change !== null) allotDifference(book, change, at);
  for (const grant of dueGrants(ledger, at)) {
    issueScheduled(ledger, grant);
    repay(ledger, grant, at);
  }
  accrueUntil(book, at);
}

function finalise(ledger: Ledger, at: Instant): void {
  for (const cycle of ledger.cycles) {
    if (cycle.state !== 'closing' || shift(cycle.end, GRACE_US) > at) continue;
    cycle.state = 'final';
    ledger.appended.cycles.add(cycle);
  }
}

/**
 * Ends what ends here. At a reset, cycle-bound grants that roll over hand on their rest as grants of the next cycle, those
 * first that may still be carried longest.
 */
function expireDue(
  book: Book,
  at: Instant,
  { isReset, isForfeit }: { isReset: boolean; isForfeit: boolean },
): void {
  for (const grant of oldestFirst(book.ledger).sort((a, b) => a.carries - b.carries)) {
    if (!grant.issued || grant.isVoid) continue;
    const isForfeited =
      isForfeit && isCycleBound(book, grant) && (grant.expiresAt === null || grant.expiresAt > at);
    if (isForfeited) {
      grant.expiresAt = at;
      book.ledger.appended.grants.add(grant.id);
    }
    if (grant.expiresAt !== at) continue;
    if (isReset && !isForfeited) rollOver(book, grant, at);
    expire(book.ledger, grant, at);
  }
}

function isCycleBound(book: Book, grant: Grant): boolean {
  return book.catalog.grantKinds.get(grant.kind)?.cycleBound ?? false;
}

function rollOver(book: Book, grant: Grant, at: Instant): void {
  const rollover = book.catalog.grantKinds.get(grant.kind)?.rollover ?? null;
  if (rollover === null || grant.remaining === 0n) return;
  if (rollover.cycles !== null && grant.carries >= rollover.cycles) return;
  const { ledger } = book;
  const amount =
    rollover.max === null
      ? grant.remaining
      : minCredits(grant.remaining, rollover.max - carriedAt(ledger, grant.kind, at));
  if (amount === 0n) return;
  grant.remaining = nano(grant.remaining - amount);
  grant.carried = nano(grant.carried + amount);
  ledger.appended.grants.add(grant.id);
  const seq = nextSeq(ledger);
  const next: Grant = {
    ...grant,
    id: seq,
    amount,
    remaining: amount,
    expired: ZERO,
    repaid: ZERO,
    carried: ZERO,
    voided: ZERO,
    effectiveAt: at,
    expiresAt: nextCycle(book, planRule(book), { at, isRestart: false }).end,
    source: 'rollover',
    carries: grant.carries + 1,
  };
  ledger.grants.set(next.id, next);
  ledger.appended.grants.add(next.id);
  transfer(ledger, {
    seq,
    kind: 'roll_over',
    debit: accountOf(grant),
    credit: accountOf(next),
    amount,
    bookedAt: at,
  });
}

/** What grants of a kind have carried over at this reset: the most that a kind carries bounds them together. */
function carriedAt(ledger: Ledger, kind: string, at: Instant): bigint {
  const carried = [...ledger.grants.values()].filter(
    (each) => each.source === 'rollover' && each.kind === kind && each.effectiveAt === at,
  );
  return carried.reduce((sum, each) => sum + each.amount, 0n);
}

/** A reset closes the books on what was overdrawn and is not billed, unless the catalog carries the debt on. */
function writeOff(book: Book, at: Instant): void {
  const { ledger, catalog } = book;
  const amount = ledger.head.overdraft;
  if (amount === 0n || catalog.overdraftAtReset === 'carry') return;
  const bookedAt = shift(at, -MICROSECOND);
  transfer(ledger, {
    seq: nextSeq(ledger),
    kind: 'write_off',
    debit: 'written_off',
    credit: 'overdraft',
    amount,
    bookedAt,
  });
}

interface PlanSwitch {
  readonly from: string;
  readonly to: string;
}

function planChangeAt(terms: Terms, at: Instant): PlanSwitch | null {
  const index = terms.plans.findIndex((each) => each.from === at);
  const [before, after] = [terms.plans[index - 1], terms.plans[index]];
  return before && after && before.value !== after.value
    ? { from: before.value, to: after.value }
    : null;
}

/** A change restarts the cycle when the catalog's policy says so, or when the new plan's cycles have another length. */
function restarts(book: Book, change: PlanSwitch, at: Instant): boolean {
  const [from, to] = [book.catalog.plans.get(change.from), book.catalog.plans.get(change.to)];
  if (!from || !to) return false;
  if (everyOf(book, planRule(book), at) !== currentCycle(book.ledger, 'plan').grid.every)
    return true;
  return to.rank > from.rank && book.catalog.planChange.upgrade === 'restart_cycle_forfeit';
}

function leavesPaidPlan(book: Book, plan: string): boolean {
  return book.catalog.plans.get(plan)?.price?.numerator === 0n;
}

function expirePaid(book: Book, at: Instant): void {
  for (const grant of oldestFirst(book.ledger)) {
    if (
      !grant.issued ||
      grant.isVoid ||
      book.catalog.grantKinds.get(grant.kind)?.expiry !== 'while_paid_plan'
    )
      continue;
    if (grant.expiresAt !== null && grant.expiresAt <= at) continue;
    grant.expiresAt = at;
    book.ledger.appended.grants.add(grant.id);
    expire(book.ledger, grant, at);
  }
}

function renewSeries(book: Book, at: Instant, isRestart: boolean): void {
  const { ledger } = book;
  for (const rule of book.catalog.series) {
    const cycle = currentCycle(ledger, rule.id);
    if (cycle.end !== at) continue;
    const next = nextCycle(book, rule, { at, isRestart: isRestart && rule.id === 'plan' });
    cycle.state = 'closing';
    ledger.appended.cycles.add(cycle);
    addCycle(ledger, next);
  }
}

/**
 * The cycle of a series that begins at `at`. A restart, and an interval of another length, count from `at` on. In another
 * zone it ends at that zone's boundary nearest to where it would have ended, so that moving house makes no cycle of hours.
 */
function nextCycle(
  book: Book,
  rule: SeriesRule,
  { at, isRestart }: { at: Instant; isRestart: boolean },
): Cycle {
  const { grid: before } = currentCycle(book.ledger, rule.id);
  const zone = valueAt(book.terms.zones, at);
  const every = everyOf(book, rule, at);
  const startsAnew = isRestart || every !== before.every;
  const grid: Grid = {
    anchor: startsAnew ? anchorOf(at, zone, rule.anchorTime) : before.anchor,
    every,
    zone,
  };
  const end = startsAnew
    ? boundaryAfter(grid, at)
    : nearestBoundary(grid, boundaryAfter(before, at));
  return { series: rule.id, start: at, end, state: 'open', grid };
}

function nearestBoundary(grid: Grid, at: Instant): Instant {
  const [before, after] = [boundaryAtOrBefore(grid, at), boundaryAfter(grid, at)];
  return at - before <= after - at ? before : after;
}

function planRule(book: Book): SeriesRule {
  const rule = book.catalog.series.find((series) => series.id === 'plan');
  assert(rule !== undefined, 'a catalog has a plan series');
  return rule;
}

function addCycle(ledger: Ledger, cycle: Cycle): void {
  ledger.cycles.push(cycle);
  ledger.appended.cycles.add(cycle);
}

function everyOf(book: Book, rule: SeriesRule, at: Instant): Every {
  return rule.every === 'plan_interval' ? planAt(book, at).interval : rule.every;
}

function planAt(book: Book, at: Instant): Plan {
  const plan = book.catalog.plans.get(valueAt(book.terms.plans, at));
  assert(plan !== undefined, 'a customer is on a plan of its catalog');
  return plan;
}

function allot(book: Book, plan: Plan, at: Instant): void {
  for (const [kind, amount] of plan.allotments)
    if (amount !== null && amount > 0n && isRunning(book, kind, at))
      give(book, { kind, amount, at });
}

/** A kind that ends with the contract is not given any more after it. */
function isRunning(book: Book, kind: string, at: Instant): boolean {
  const expiresAt = expiryOf(book, kind, at);
  return expiresAt === null || expiresAt > at;
}

/** An upgrade that keeps its cycle adds at once what the new plan gives more. */
function allotDifference(book: Book, change: PlanSwitch, at: Instant): void {
  const from = book.catalog.plans.get(change.from);
  for (const [kind, amount] of planAt(book, at).allotments) {
    const before = from?.allotments.get(kind) ?? ZERO;
    if (amount === null || amount <= before || !isRunning(book, kind, at)) continue;
    const grant = give(book, { kind, amount: nano(amount - before), at, source: 'plan_change' });
    repay(book.ledger, grant, at);
  }
}

interface Allotment {
  readonly kind: string;
  readonly amount: Credits;
  readonly at: Instant;
  readonly source?: 'allotment' | 'plan_change';
}

function give(book: Book, { kind, amount, at, source = 'allotment' }: Allotment): Grant {
  const grantKind = book.catalog.grantKinds.get(kind);
  assert(grantKind !== undefined, 'a plan allots kinds of its catalog');
  const expiresAt = expiryOf(book, kind, at);
  const { category, priority } = grantKind;
  return addGrant(
    book.ledger,
    { kind, category, amount, priority, effectiveAt: at, expiresAt, source },
    at,
  );
}

/** When a grant of `kind` that becomes effective at `at` ends, if nobody says otherwise. */
export function expiryOf(book: Book, kind: string, at: Instant): Instant | null {
  const grantKind = book.catalog.grantKinds.get(kind);
  if (grantKind?.cycleBound) {
    const cycle = currentCycle(book.ledger, 'plan');
    return at < cycle.end ? cycle.end : boundaryAfter(cycle.grid, at);
  }
  return grantKind?.expiry === 'contract_end' ? book.terms.contractEndsAt : null;
}

function dueGrants(ledger: Ledger, at: Instant): Grant[] {
  return oldestFirst(ledger).filter(
    (grant) => !grant.issued && !grant.isVoid && grant.effectiveAt <= at,
  );
}

/** Whatever order the grants were read in, entries come out in one. */
function oldestFirst(ledger: Ledger): Grant[] {
  return [...ledger.grants.values()].sort((a, b) => a.id - b.id);
}
