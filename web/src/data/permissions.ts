import type { Session, SessionCustomer } from '@fuelgauge/sdk';

/** What somebody is to a customer; null for an operator or a key, who are nobody to any. */
export function membershipOf(
  session: Session,
  customer: string | undefined,
): SessionCustomer | null {
  return session.customers.find((each) => each.customer === customer) ?? null;
}

/** Whether whoever is there runs the server: every customer is shown to them. */
export function isOperator({ kind }: Session): boolean {
  return kind === 'operator' || kind === 'key';
}

/** Whether a demo is read without being anybody. */
export function isDemoReader({ demo, kind, person }: Session): boolean {
  return demo && kind === 'operator' && person === null;
}

/** Whether only a gate keeps somebody from seeing the usage of the customer as a whole. */
export function isGated(session: Session, customer: string | undefined): boolean {
  const membership = membershipOf(session, customer);
  return !!membership?.gate && membership.permissions.includes('usage.read');
}

/** A part of a customer's usage: of some groups, within a scope, or of the reader. */
export interface SeenPart {
  readonly kind: 'groups' | 'scopes' | 'self';
  readonly ids: readonly string[];
}

/** The part outside of which somebody is shown no usage; null where there is none. */
export function seenPartOf(session: Session, customer: string | undefined): SeenPart | null {
  const membership = membershipOf(session, customer);
  if (isOperator(session) || !membership) return null;
  const { permissions, scope, groups } = membership;
  if (!permissions.includes('usage.read') || isGated(session, customer)) {
    return { kind: 'self', ids: [] };
  }
  if (scope !== null) return { kind: 'scopes', ids: [scope] };
  return groups === null ? null : { kind: 'groups', ids: groups };
}

/** Whether somebody is told what the customer as a whole has left: who sees a scope is not. */
export function seesBalance(session: Session, customer: string | undefined): boolean {
  const membership = membershipOf(session, customer);
  if (isOperator(session) || !membership) return true;
  return membership.permissions.includes('usage.read') && membership.scope === null;
}

/** Whether somebody has one of some permissions for a customer; all may what needs none. */
export function permits(
  session: Session,
  customer: string | undefined,
  any: readonly string[],
): boolean {
  if (isOperator(session) || any.length === 0) return true;
  const permissions: readonly string[] = membershipOf(session, customer)?.permissions ?? [];
  return any.some((permission) => permissions.includes(permission));
}
