import type { Gate, Permission } from '@fuelgauge/core';
import type { KeyIdentity, Scope } from './authenticate-key.ts';
import type { Caller } from './context.ts';
import type { Look } from './look.ts';
import type { Sight } from './sight.ts';

/** Who calls: a key or an operator, who may do what their scopes say, or a person, who may do what customers let them. */
export type Identity = ScopedIdentity | PersonIdentity;

/** Who may do what their scopes say. */
export type ScopedIdentity = KeyIdentity | OperatorIdentity;

/** Somebody who runs the server, or in demo mode whoever reads on this machine. */
export interface OperatorIdentity {
  readonly kind: 'operator';
  readonly caller: Caller;
  readonly scopes: ReadonlySet<Scope>;
  readonly person: Person | null;
}

/** Somebody of customers: signed in, or by a token that an operator's product was given for them. */
export interface PersonIdentity {
  readonly kind: 'member' | 'portal';
  readonly caller: Caller;
  readonly person: Person | null;
  readonly memberships: readonly Membership[];
  /** May change nothing, whatever the roles permit. */
  readonly isReadOnly: boolean;
  /** Of an operator who looks at a customer's view: who, and why. */
  readonly visit: { readonly visitor: string; readonly reason: string } | null;
  readonly look: Look | null;
  /** When the token ends, RFC 3339; null for who is signed in. */
  readonly expiresAt: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** What one customer lets a person see and do. */
export interface Membership extends Sight {
  /** The customer's key. */
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly roles: readonly string[];
  /** The roles of the catalog that have any of some permissions. */
  readonly rolesOf: (any: readonly Permission[]) => readonly string[];
  /** What stands between the person and the usage of the customer as a whole; null when nothing does. */
  readonly gate: Gate | null;
}

/** Somebody who signed in, as whoever keeps sessions knows them. */
export interface SignedIn {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly isOperator: boolean;
}

/** Tells who is signed in by a request's cookies; undefined when nobody is. */
export type FindSession = (request: Request) => Promise<SignedIn | undefined>;

/** Whether somebody's roles permit something; keys and operators have scopes instead. */
export function permits(membership: Membership, any: readonly Permission[]): boolean {
  return any.some((permission) => membership.permissions.has(permission));
}

/** Somebody as if they saw of each customer no more than what they used themselves: that is behind no gate. */
export function seeingOwn(identity: PersonIdentity): PersonIdentity {
  const memberships = identity.memberships.map((membership) => ({
    ...membership,
    permissions: new Set([...membership.permissions].filter((each) => each !== 'usage.read')),
  }));
  const { actor } = identity.caller;
  return { ...identity, memberships, caller: callerOfPerson(actor, memberships) };
}

/** Who calls as a person of these memberships: only their customers exist, each as the membership shows it. */
export function callerOfPerson(actor: string, memberships: readonly Membership[]): Caller {
  return {
    actor,
    isTest: null,
    customers: memberships.map(({ customer }) => customer),
    sights: new Map(memberships.map((membership) => [membership.customer, membership])),
  };
}
