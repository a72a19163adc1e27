import { assert } from '../assert.ts';
import { CREDITS_MAX, type Credits, maxCredits, minCredits, nano, ZERO } from '../credits.ts';
import { contains, type Instant, MICROSECOND, shift } from '../time.ts';
import { type Account, grantIdOf } from './account.ts';
import { accountOf, drawnFrom, type Grant } from './grant.ts';
import {
  currentCycle,
  cycleIn,
  type EntryKind,
  type Ledger,
  totalsIn,
  transfer,
} from './ledger.ts';

/** What one event owes, by line, so that grants limited to some meters pay only for those. */
export interface Due {
  readonly meter: string;
  readonly category: string;
  readonly amount: Credits;
}

/** What pays when the grants do not suffice: settled by the plan at the moment of use. */
export type Beyond = 'overdraft' | 'overage' | 'unlimited';

export interface DrawRequest {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly due: readonly Due[];
  readonly bookedAt: Instant;
  readonly eventKey: string | null;
  readonly unit: string;
  readonly beyond: Beyond;
  /** Overdraft stays open over resets instead of being written off. */
  readonly carryOverdraft: boolean;
}

/** A part of a draw: which account paid how much. */
export interface Part {
  readonly account: Account;
  readonly amount: Credits;
}

/** Takes exactly what is due, in draw order, and says from where. A fact always succeeds: the rest goes beyond the grants. */
export function draw(ledger: Ledger, request: DrawRequest): Part[] {
  const open = request.due.map((each) => ({ ...each })).filter((each) => each.amount > 0n);
  const parts: Part[] = [];
  if (request.unit === ledger.creditUnit) {
    for (const grant of drawOrder(ledger, request.bookedAt)) {
      if (open.length === 0) break;
      const amount = takeFrom(open, grant, drawable(grant));
      if (amount > 0n) parts.push(drawFromGrant(ledger, request, { grant, amount }));
    }
  }
  const rest = nano(open.reduce((sum, each) => sum + each.amount, 0n));
  if (rest > 0n) parts.push(drawBeyond(ledger, request, rest));
  return parts;
}

/**
 * The grants that may pay for use booked at `bookedAt`, in draw order: priority, soonest expiry (none last), oldest,
 * sequence. A grant that has expired since may still pay for what happened before; an allotment of a later cycle may not.
 */
export function drawOrder(ledger: Ledger, bookedAt: Instant): Grant[] {
  const cycleEnd = cycleIn(ledger, 'plan', bookedAt)?.end ?? null;
  const candidates: Grant[] = [];
  for (const grant of ledger.grants.values()) {
    if (!grant.issued || grant.isVoid || drawable(grant) === 0n) continue;
    if (grant.expiresAt !== null && grant.expiresAt <= bookedAt) continue;
    const isLaterAllotment =
      isAllotted(grant) && cycleEnd !== null && grant.effectiveAt >= cycleEnd;
    if (!isLaterAllotment) candidates.push(grant);
  }
  return candidates.sort(compareDrawOrder);
}

function isAllotted({ source }: Grant): boolean {
  return source === 'allotment' || source === 'plan_change';
}

export function compareDrawOrder(a: Grant, b: Grant): number {
  return (
    a.priority - b.priority ||
    compareExpiry(a.expiresAt, b.expiresAt) ||
    a.effectiveAt - b.effectiveAt ||
    a.id - b.id
  );
}

function compareExpiry(a: Instant | null, b: Instant | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}

/** How much of what is due the grants would pay. Nothing is drawn. */
export function payable(ledger: Ledger, due: readonly Due[], bookedAt: Instant): Credits {
  const open = due.map((each) => ({ ...each }));
  const grants = drawOrder(ledger, bookedAt);
  return nano(grants.reduce((sum, grant) => sum + takeFrom(open, grant, drawable(grant)), 0n));
}

/** What a candidate can still give: its rest, and what expired of it after the use took place. */
export function drawable(grant: Grant): Credits {
  return nano(grant.remaining + grant.expired);
}

function takeFrom(
  open: { meter: string; category: string; amount: Credits }[],
  grant: Grant,
  most: Credits,
): Credits {
  let taken = 0n;
  for (let index = 0; index < open.length; index += 1) {
    const due = open[index];
    if (!due || !pays(grant, due)) continue;
    const amount = minCredits(due.amount, most - taken);
    taken += amount;
    due.amount = nano(due.amount - amount);
    if (taken === most) break;
  }
  for (let index = open.length - 1; index >= 0; index -= 1)
    if (open[index]?.amount === 0n) open.splice(index, 1);
  return nano(taken);
}

function pays(grant: Grant, due: Due): boolean {
  return (
    grant.appliesTo === null ||
    grant.appliesTo.includes(due.meter) ||
    grant.appliesTo.includes(due.category)
  );
}

function drawFromGrant(
  ledger: Ledger,
  request: DrawRequest,
  { grant, amount }: { grant: Grant; amount: Credits },
): Part {
  const { seq, bookedAt, eventKey } = request;
  const account = accountOf(grant);
  const returned = nano(amount - minCredits(grant.remaining, amount));
  if (returned > 0n) {
    grant.expired = nano(grant.expired - returned);
    transfer(ledger, {
      seq,
      kind: 'return',
      debit: 'expired',
      credit: account,
      amount: returned,
      bookedAt,
      eventKey,
    });
  }
  grant.remaining = nano(grant.remaining + returned - amount);
  ledger.appended.grants.add(grant.id);
  transfer(ledger, {
    seq,
    kind: request.kind,
    debit: account,
    credit: 'used',
    amount,
    bookedAt,
    eventKey,
  });
  return { account, amount };
}

function drawBeyond(ledger: Ledger, request: DrawRequest, amount: Credits): Part {
  const { seq, kind, bookedAt, eventKey, unit, beyond } = request;
  transfer(ledger, { seq, kind, debit: beyond, credit: 'used', amount, unit, bookedAt, eventKey });
  if (beyond === 'overdraft' && !request.carryOverdraft) writeOffIfPast(ledger, request, amount);
  return { account: beyond, amount };
}

/** The reset of a past cycle has been: its late overdraft goes the way of the rest of that cycle's. */
function writeOffIfPast(ledger: Ledger, request: DrawRequest, amount: Credits): void {
  const cycle = cycleIn(ledger, 'plan', request.bookedAt);
  if (!cycle || cycle.end > ledger.head.advancedTo) return;
  const bookedAt = shift(cycle.end, -MICROSECOND);
  const { seq, eventKey } = request;
  transfer(ledger, {
    seq,
    kind: 'write_off',
    debit: 'written_off',
    credit: 'overdraft',
    amount,
    bookedAt,
    eventKey,
  });
}

export interface GiveBackRequest extends Omit<DrawRequest, 'due'> {
  /** When what is given back was drawn. */
  readonly drawnAt: Instant;
  /** Whether draws of another cycle are told apart from those of the cycle it is booked in. */
  readonly isApart: boolean;
}

export interface GivenBack {
  readonly amount: Credits;
  /** The part that went to grants which have ended since, and so expired again at once. */
  readonly expired: Credits;
}

/**
 * Puts each part back where it was drawn, newest first, but never more than its account has still paid: a rerate may have
 * given some of it back before. Open overdraft is lowered first; what was repaid meanwhile goes back to the grants that
 * repaid, newest first; what was written off goes back there.
 */
export function giveBack(
  ledger: Ledger,
  request: GiveBackRequest,
  parts: readonly Part[],
): GivenBack {
  let given = 0n;
  let expired = 0n;
  for (const part of parts.toReversed()) {
    const amount = minCredits(part.amount, outstanding(ledger, request, part.account));
    if (amount <= 0n) continue;
    given += amount;
    expired += putBack(ledger, request, { account: part.account, amount });
  }
  return { amount: nano(given), expired: nano(expired) };
}

/**
 * Gives back an amount that no event owns, such as a package that a void has made cheaper, to those who paid last. What
 * nobody of those that are known has paid goes to what pays beyond the grants. A grant that ended before the cycle of the
 * draw began has paid none of it.
 */
export function giveBackAny(ledger: Ledger, request: GiveBackRequest, amount: Credits): GivenBack {
  const accounts: Account[] = ['overage', 'unlimited'];
  if (request.unit === ledger.creditUnit) {
    const since = cycleIn(ledger, 'plan', request.drawnAt)?.start ?? request.drawnAt;
    const payers = [...ledger.grants.values()].filter(
      (grant) => drawnFrom(grant) > 0n && (grant.expiresAt === null || grant.expiresAt > since),
    );
    accounts.push('overdraft', ...payers.sort(compareDrawOrder).reverse().map(accountOf));
  }
  let rest = amount;
  let expired = 0n;
  for (const account of accounts) {
    const part = minCredits(rest, outstanding(ledger, request, account));
    if (part <= 0n) continue;
    rest = nano(rest - part);
    expired += putBack(ledger, request, { account, amount: part });
  }
  if (rest > 0n) putBack(ledger, request, { account: request.beyond, amount: rest });
  return { amount, expired: nano(expired) };
}

/**
 * What an account has paid and not got back: a grant ever, the others in the plan cycle of the draw; overdraft that is
 * carried over resets is open or repaid whenever it was drawn.
 */
function outstanding(ledger: Ledger, request: GiveBackRequest, account: Account): Credits {
  const grant = grantOf(ledger, account);
  if (grant) return drawnFrom(grant);
  const cycle = cycleIn(ledger, 'plan', request.drawnAt);
  if (!cycle) return nano(CREDITS_MAX);
  const totals = totalsIn(ledger, cycle, request.unit);
  if (account === 'overage') return nano(totals.overage + totals.restoredOverage);
  if (account === 'unlimited') return nano(totals.unlimited + totals.restoredUnlimited);
  const drawn = nano(totals.overdrawn + totals.restoredOverdraft);
  const isCarried = request.carryOverdraft && request.isApart;
  const unpaid = isCarried ? maxCredits(drawn, ledger.head.overdraft) : drawn;
  const repaid = repayers(ledger, request).reduce((sum, each) => sum + each.repaid, 0n);
  return nano(unpaid + repaid);
}

function putBack(ledger: Ledger, request: GiveBackRequest, part: Part): bigint {
  const grant = grantOf(ledger, part.account);
  if (!grant) {
    putBackBeyond(ledger, request, part);
    return 0n;
  }
  move(ledger, request, { from: 'used', to: part.account, amount: part.amount });
  return settleReturned(ledger, request, { grant, amount: part.amount });
}

/**
 * Another cycle's draw beyond the grants goes back over `written_off`, so that this cycle's totals can tell what it gave
 * back for others from what it drew itself.
 */
function putBackBeyond(ledger: Ledger, request: GiveBackRequest, { account, amount }: Part): void {
  const cycle = cycleIn(ledger, 'plan', request.bookedAt);
  const isOwn = !request.isApart || cycle === cycleIn(ledger, 'plan', request.drawnAt);
  const open = account === 'overdraft' ? makeRoom(ledger, request, amount) : ZERO;
  const rest = nano(amount - open);
  if (isOwn) {
    if (account === 'overdraft')
      move(ledger, request, { kind: 'write_off', from: account, to: 'written_off', amount: rest });
    move(ledger, request, { from: 'used', to: account, amount });
    return;
  }
  move(ledger, request, { from: 'used', to: account, amount: open });
  move(ledger, request, { from: 'used', to: 'written_off', amount: rest });
  if (account !== 'overdraft')
    move(ledger, request, { from: 'written_off', to: account, amount: rest });
}

interface Move {
  readonly kind?: EntryKind;
  readonly from: Account;
  readonly to: Account;
  readonly amount: Credits;
}

/** A transfer of the request; none for nothing. */
function move(ledger: Ledger, request: GiveBackRequest, { from, to, amount, ...own }: Move): void {
  if (amount === 0n) return;
  const { seq, bookedAt, eventKey, unit } = request;
  const kind = own.kind ?? request.kind;
  transfer(ledger, { seq, kind, debit: from, credit: to, amount, unit, bookedAt, eventKey });
}

function grantOf(ledger: Ledger, account: Account): Grant | undefined {
  const id = grantIdOf(account);
  if (id === undefined) return undefined;
  const grant = ledger.grants.get(id);
  assert(grant !== undefined, `${account} is loaded`);
  return grant;
}

/** Credits back in a grant that has ended meanwhile do not stay: they expire, or go back to `issued`, at once. */
function settleReturned(
  ledger: Ledger,
  request: GiveBackRequest,
  returned: { grant: Grant; amount: Credits },
): bigint {
  const { grant, amount } = returned;
  const { seq, bookedAt, eventKey } = request;
  const debit = accountOf(grant);
  ledger.appended.grants.add(grant.id);
  if (grant.isVoid) {
    grant.voided = nano(grant.voided + amount);
    transfer(ledger, {
      seq,
      kind: 'void_grant',
      debit,
      credit: 'issued',
      amount,
      bookedAt,
      eventKey,
    });
    return 0n;
  }
  if (grant.expiresAt === null || grant.expiresAt > ledger.head.at) {
    grant.remaining = nano(grant.remaining + amount);
    return 0n;
  }
  grant.expired = nano(grant.expired + amount);
  transfer(ledger, { seq, kind: 'expire', debit, credit: 'expired', amount, bookedAt, eventKey });
  return amount;
}

/**
 * Opens overdraft again that was repaid, at the cost of those who repaid it, as far as more is given back than is open.
 * Answers how much of the amount is open then; the rest was written off.
 */
function makeRoom(ledger: Ledger, request: GiveBackRequest, amount: Credits): Credits {
  const isOpen = request.carryOverdraft || request.drawnAt >= currentCycle(ledger, 'plan').start;
  let rest = nano(amount - (isOpen ? minCredits(amount, ledger.head.overdraft) : 0n));
  for (const grant of repayers(ledger, request)) {
    const part = minCredits(rest, grant.repaid);
    if (part === 0n) continue;
    grant.repaid = nano(grant.repaid - part);
    const to = accountOf(grant);
    move(ledger, request, { kind: 'repay', from: 'overdraft', to, amount: part });
    settleReturned(ledger, request, { grant, amount: part });
    rest = nano(rest - part);
  }
  return nano(amount - rest);
}

/** Who has repaid overdraft of the draw's plan cycle, or of any where debts are carried on, newest first. */
function repayers(ledger: Ledger, { drawnAt, carryOverdraft }: GiveBackRequest): Grant[] {
  const cycle = carryOverdraft ? undefined : cycleIn(ledger, 'plan', drawnAt);
  const isOfCycle = ({ effectiveAt }: Grant) => !cycle || contains(cycle, effectiveAt);
  return [...ledger.grants.values()]
    .filter((grant) => grant.repaid > 0n && isOfCycle(grant))
    .sort((a, b) => b.id - a.id);
}
