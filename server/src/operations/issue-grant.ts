import {
  formatCredits,
  formatInstant,
  type GrantRequest,
  type GrantSource,
  type Instant,
  operate,
  valueAt,
} from '@fuelgauge/core';
import type { GrantNote } from '../store/grants.ts';
import { type Answer, answered, type refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { amountField, instantField, isRefused } from './read-input.ts';
import { type GrantJson, grantJson } from './wire/balance-json.ts';
import { type IdempotencyKey, withBook } from './with-book.ts';

/** What `POST …/grants` takes. */
export interface GrantBody {
  /** A grant kind of the catalog, or `correction` or `goodwill`. */
  readonly kind: string;
  readonly amount: string;
  /** Now when absent. */
  readonly effective_at?: string | undefined;
  /** What the kind says when absent; null: never. */
  readonly expires_at?: string | null | undefined;
  readonly priority?: number | undefined;
  readonly source?: Extract<GrantSource, 'purchase' | 'operator' | 'referral'> | undefined;
  /** Meters or categories it may pay for; all when absent. */
  readonly applies_to?: readonly string[] | undefined;
  readonly price_paid?: { readonly amount: string; readonly currency: string } | undefined;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
}

export interface IssueGrant {
  readonly customer: string;
  readonly body: GrantBody;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** A grant as issued, and what it repaid of this cycle's overdraft. */
export type IssuedGrantJson = GrantJson & { readonly repaid_now: string };

/** Gives credits, now or from a later moment. */
export async function issueGrant(
  context: Context,
  caller: Caller,
  { customer: key, body, idempotency }: IssueGrant,
): Promise<Answer<IssuedGrantJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return customerUnknown(key);
  const request = {
    ...ref,
    kind: 'grant' as const,
    since: 0 as Instant,
    allGrants: true,
    idempotency,
  };
  return withBook<IssuedGrantJson>(context, request, async ({ open, asOf }) => {
    const { book } = open;
    operate.advance(book, asOf);
    const zone = valueAt(book.terms.zones, book.ledger.head.at);
    const asked = grantRequest(body, { now: book.ledger.head.at, zone });
    if (isRefused(asked)) return { answer: asked };
    const note = noteOf(body);
    if (isRefused(note)) return { answer: note };
    const outcome = operate.grant(book, asOf, asked);
    if (!outcome.ok) return { answer: refusedAs(outcome.refusal) };
    open.notes.set(outcome.grant.id, note);
    const json = {
      ...grantJson(outcome.grant, { customer: ref, zone, note }),
      repaid_now: formatCredits(outcome.repaid),
    };
    const audit = [
      {
        actor: caller.actor,
        act: 'grant.issue',
        subject: `grant/${json.id}`,
        before: null,
        after: json,
        reason: note.reason,
      },
    ];
    return { answer: answered(json, 201), input: grantInput(asked), audit };
  });
}

function grantRequest(
  body: GrantBody,
  { now, zone }: { now: Instant; zone: string },
): GrantRequest | ReturnType<typeof refused> {
  const amount = amountField('amount', body.amount);
  if (isRefused(amount)) return amount;
  const effectiveAt =
    body.effective_at === undefined ? now : instantField('effective_at', body.effective_at, zone);
  if (isRefused(effectiveAt)) return effectiveAt;
  const expires = body.expires_at;
  const expiresAt =
    typeof expires === 'string' ? instantField('expires_at', expires, zone) : expires;
  if (isRefused(expiresAt)) return expiresAt;
  return {
    kind: body.kind,
    amount,
    effectiveAt,
    source: body.source ?? 'operator',
    ...(expiresAt !== undefined && { expiresAt }),
    ...(body.priority !== undefined && { priority: body.priority }),
    ...(body.applies_to !== undefined && { appliesTo: body.applies_to }),
  };
}

function noteOf({
  price_paid,
  reference,
  reason,
}: GrantBody): GrantNote | ReturnType<typeof refused> {
  const paid = price_paid && amountField('price_paid/amount', price_paid.amount);
  if (isRefused(paid)) return paid;
  const pricePaid =
    price_paid && paid !== undefined ? { amount: paid, currency: price_paid.currency } : null;
  return { pricePaid, reference: reference ?? null, reason: reason ?? null };
}

/** What the proof needs to issue it again. */
function grantInput({ amount, effectiveAt, expiresAt, appliesTo, ...rest }: GrantRequest): unknown {
  return {
    ...rest,
    amount: formatCredits(amount),
    effective_at: formatInstant(effectiveAt),
    ...(expiresAt !== undefined && {
      expires_at: expiresAt === null ? null : formatInstant(expiresAt),
    }),
    ...(appliesTo && { applies_to: appliesTo }),
  };
}
