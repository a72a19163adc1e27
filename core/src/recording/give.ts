import { type Credits, NANO, nano } from '../credits.ts';
import { addGrant, repay, voidGrant } from '../ledger/change-grant.ts';
import type { Grant, GrantSource } from '../ledger/grant.ts';
import { currentCycle } from '../ledger/ledger.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { formatInstant, type Instant } from '../time.ts';
import { expiryOf } from './advance.ts';
import type { Book } from './book.ts';
import { exceedsBounds } from './record.ts';

/** What an operator gives a customer. */
export interface GrantRequest {
  readonly kind: string;
  readonly amount: Credits;
  /** Not before the current plan cycle. */
  readonly effectiveAt: Instant;
  /** Absent: what the kind says. */
  readonly expiresAt?: Instant | null;
  readonly priority?: number;
  readonly source: GrantSource;
  readonly appliesTo?: readonly string[] | null;
}

export type GrantOutcome =
  | { readonly ok: true; readonly grant: Grant; readonly repaid: Credits }
  | { readonly ok: false; readonly refusal: Refusal };

/** Issues a grant, now or at a later moment; what is overdrawn in this cycle is repaid from it first. */
export function giveGrant(book: Book, request: GrantRequest): GrantOutcome {
  const refused = refuseGrant(book, request);
  if (refused) return { ok: false, refusal: refused };
  const { kind, amount, effectiveAt, source } = request;
  const grantKind = book.catalog.grantKinds.get(kind);
  const own = kind === 'correction' || kind === 'goodwill' ? kind : 'prepaid';
  const category = grantKind?.category ?? own;
  const priority = request.priority ?? grantKind?.priority ?? 0;
  const expiresAt =
    request.expiresAt === undefined ? expiryOf(book, kind, effectiveAt) : request.expiresAt;
  const now = book.ledger.head.at;
  if (expiresAt !== null && expiresAt <= maxInstant(effectiveAt, now))
    return { ok: false, refusal: endsTooSoon(request, expiresAt) };
  const appliesTo = request.appliesTo ?? null;
  const grant = addGrant(
    book.ledger,
    { kind, category, amount, priority, effectiveAt, expiresAt, source, appliesTo },
    now,
  );
  const repaid = grant.issued ? repay(book.ledger, grant, now) : nano(0n);
  return { ok: true, grant, repaid };
}

function refuseGrant(
  book: Book,
  { kind, amount, effectiveAt, appliesTo }: GrantRequest,
): Refusal | null {
  const { catalog, ledger } = book;
  const grantKind = catalog.grantKinds.get(kind);
  const known = [...catalog.grantKinds.values()]
    .filter((each) => each.category !== 'overage')
    .map((each) => each.id);
  if (
    (!grantKind && kind !== 'correction' && kind !== 'goodwill') ||
    grantKind?.category === 'overage'
  ) {
    const detail = `"${kind}" is not a kind of grant of the catalog ${catalog.key}. It has: ${[...known, 'correction', 'goodwill'].join(', ')}.`;
    return refusal('grant_kind_unknown', detail, '/kind');
  }
  if (
    amount <= 0n ||
    exceedsBounds(book, amount) ||
    ledger.head.posted + amount > 9_200_000_000n * NANO
  ) {
    return refusal(
      'amount_invalid',
      'amount must be above 0, and the balance with it at most 9.2e9 credits.',
      '/amount',
    );
  }
  const { start } = currentCycle(ledger, 'plan');
  if (effectiveAt < start) {
    const detail = `effective_at ${formatInstant(effectiveAt)} lies before the current cycle (${formatInstant(start)}). What has been booked is not changed; choose its start or later.`;
    return refusal('time_invalid', detail, '/effective_at');
  }
  const unknown = appliesTo?.find(
    (each) => !catalog.meters.has(each) && !catalog.categories.some(({ id }) => id === each),
  );
  if (unknown === undefined) return null;
  return refusal(
    'grant_kind_unknown',
    `applies_to names "${unknown}", which is neither a meter nor a category of ${catalog.key}.`,
    '/applies_to',
  );
}

function endsTooSoon({ effectiveAt, expiresAt, kind }: GrantRequest, end: Instant): Refusal {
  const why =
    expiresAt === undefined ? `The kind "${kind}" ends with the contract, at` : 'expires_at';
  const detail = `${why} ${formatInstant(end)}, which must lie after effective_at (${formatInstant(effectiveAt)}) and in the future.`;
  return refusal('time_invalid', detail, '/expires_at');
}

function maxInstant(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export type VoidGrantOutcome =
  | { readonly ok: true; readonly grant: Grant; readonly voided: Credits }
  | { readonly ok: false; readonly refusal: Refusal };

/** Takes back what is left of a grant. */
export function takeGrantBack(book: Book, grantId: number): VoidGrantOutcome {
  const grant = book.ledger.grants.get(grantId);
  if (!grant)
    return { ok: false, refusal: refusal('grant_unknown', 'The customer has no such grant.') };
  if (grant.isVoid)
    return { ok: false, refusal: refusal('grant_void', 'The grant was voided before.') };
  return { ok: true, grant, voided: voidGrant(book.ledger, grant, book.ledger.head.at) };
}
