import { assert, type Catalog } from '@fuelgauge/core';
import type { Queries } from '../store/database.ts';
import { findDirectory } from '../store/directory.ts';
import { countAct, lockLedger, readClock } from '../store/ledgers.ts';
import { findMembership } from '../store/memberships.ts';
import { insertAudit } from '../store/operations.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import {
  keepSession,
  MOST_SECONDS,
  type PortalPlace,
  type PortalSessionJson,
  sessionJson,
} from './create-portal-session.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import type { Binding } from './find-membership.ts';
import type { Look } from './look.ts';
import { isRefused } from './read-input.ts';
import { unknownRole } from './unknown-role.ts';

/** What `POST …/visits` takes. */
export interface VisitBody {
  /** Why, for the customer's audit. */
  readonly reason: string;
  /** As whom: somebody with a role, or a member as they are; the whole customer when absent. */
  readonly as?: { readonly role: string } | { readonly member: string } | undefined;
}

const PLAIN: Look = { chrome: 'full', accent: null, logo: null, font: null };

/**
 * Opens a customer's page as the customer sees it, to look and change nothing. That it was done, by whom and why, stands in
 * the customer's audit before anything is shown. Also of a customer whose ledger is not trusted.
 */
export async function visitCustomer(
  context: Context,
  caller: Caller,
  { customer, body, origin }: PortalPlace & { readonly customer: string; readonly body: VisitBody },
): Promise<Answer<PortalSessionJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const { customerId } = ref;
  return context.database.transaction({ customer: customerId }, async (tx) => {
    const catalog = await context.catalogs.latest(tx, ref.catalogKey);
    assert(catalog, 'a customer refers to a published catalog');
    const binding = await bindingOf(tx, { catalog, customerId, as: body.as });
    if (isRefused(binding)) return binding;
    await lockLedger(tx, customerId);
    const now = context.clock?.() ?? (await readClock(tx));
    const { reason } = body;
    const record = {
      at: now,
      actor: caller.actor,
      act: 'customer.visit',
      subject: `customer/${ref.key}`,
      before: null,
      after: { as: body.as ?? null },
      reason,
    };
    await insertAudit(tx, customerId, { number: await countAct(tx, customerId), record });
    const session = await keepSession(tx, ref, {
      member: binding.member,
      roles: binding.roles,
      scope: binding.scope,
      groups: binding.groups,
      now,
      seconds: MOST_SECONDS,
      mayWrite: false,
      visit: { visitor: caller.actor, reason },
      look: PLAIN,
    });
    return answered(sessionJson(session, { ref, origin, look: PLAIN }), 201);
  });
}

interface Seen {
  readonly catalog: Catalog;
  readonly customerId: bigint;
  readonly as: VisitBody['as'];
}

async function bindingOf(
  tx: Queries,
  { catalog, customerId, as }: Seen,
): Promise<Binding | ReturnType<typeof refused>> {
  if (as === undefined) {
    return { member: null, roles: [...catalog.roles.keys()], scope: null, groups: null };
  }
  if ('role' in as) {
    const unknown = unknownRole(catalog, [as.role]);
    return unknown ?? { member: null, roles: [as.role], scope: null, groups: null };
  }
  const { member } = as;
  const [stored, [entry]] = await Promise.all([
    findMembership(tx, customerId, member),
    findDirectory(tx, customerId, [{ kind: 'members', id: member }]),
  ]);
  if (stored && entry && entry.erasedAt === null) return stored;
  return refused('not_found', `The customer has no membership of "${member}".`, '/as/member');
}
