import { gateOf, permissionsOf, rolesWith, valueAt } from '@fuelgauge/core';
import { findCustomer } from '../store/customers.ts';
import type { Queries } from '../store/database.ts';
import { readClock } from '../store/ledgers.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { findCustomerFor } from './find-customer.ts';
import type { Membership } from './identity.ts';

/** What binds a person to a customer, as it is stored or as a token says. */
export interface Binding {
  readonly member: string | null;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
}

/** Where the customer is looked up without anybody asking yet. */
const NOBODY: Caller = { actor: 'access', isTest: null, customers: null };

/** The customer a binding is for, whoever asks; undefined when there is none. */
export function findBoundCustomer(context: Context, key: string): Promise<CustomerRef | undefined> {
  return findCustomerFor(context, NOBODY, key);
}

/** What a binding lets a person see and do today, by the customer's catalog and plan. */
export async function membershipOf(
  context: Context,
  tx: Queries,
  { ref, binding }: { readonly ref: CustomerRef; readonly binding: Binding },
): Promise<Membership | undefined> {
  const [record, catalog] = await Promise.all([
    findCustomer(tx, ref.customerId),
    context.catalogs.latest(tx, ref.catalogKey),
  ]);
  if (!record || !catalog) return undefined;
  const at = record.clockAt ?? context.clock?.() ?? (await readClock(tx));
  const { roles } = binding;
  return {
    ...binding,
    customer: ref.key,
    name: record.name,
    catalog: ref.catalogKey,
    permissions: permissionsOf(catalog, roles),
    rolesOf: (any) => rolesWith(catalog, any),
    gate: gateOf(catalog, { roles, plan: valueAt(record.terms.plans, at) }),
  };
}

/** As {@link membershipOf}, in a transaction of its own; undefined when there is no such customer. */
export async function readMembership(
  context: Context,
  key: string,
  binding: Binding,
): Promise<Membership | undefined> {
  const ref = await findBoundCustomer(context, key);
  if (!ref) return undefined;
  return context.database.transaction({ customer: ref.customerId, readOnly: true }, (tx) =>
    membershipOf(context, tx, { ref, binding }),
  );
}
