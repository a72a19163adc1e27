import { formatInstant, type Instant, instant } from '@fuelgauge/core';
import { findCustomer } from '../store/customers.ts';
import { findDirectory } from '../store/directory.ts';
import { findMembership, findUserMembership, listUserCustomers } from '../store/memberships.ts';
import { findPortalSession, type PortalSessionRecord } from '../store/portal-sessions.ts';
import { KEY_CACHE_MS, type Scope } from './authenticate-key.ts';
import type { Context } from './context.ts';
import { findBoundCustomer, membershipOf, readMembership } from './find-membership.ts';
import {
  callerOfPerson,
  type Membership,
  type OperatorIdentity,
  type PersonIdentity,
  type SignedIn,
} from './identity.ts';
import type { Look } from './look.ts';
import type { Persona } from './persona.ts';
import { customerOfSecret, secretHash } from './secret.ts';

/** Who people are to this server. What is answered is believed for {@link KEY_CACHE_MS}. */
export interface Identities {
  /** Whose portal token this is; undefined for any that is not valid now, whatever the reason. */
  byToken(secret: string): Promise<PersonIdentity | undefined>;
  /** Somebody who signed in: an operator, or a person of the customers they are a member of. */
  bySession(session: SignedIn): Promise<PersonIdentity | OperatorIdentity>;
  /** Somebody of the demo. */
  byPersona(persona: Persona): Promise<PersonIdentity | OperatorIdentity>;
  /** Makes a change in this process effective at once. */
  forget(): void;
}

/** Identities remembered at a time. */
const CACHED_PEOPLE = 1_000;

/** What the demo's operator may do: read. */
const READING: ReadonlySet<Scope> = new Set<Scope>(['usage:read', 'metrics:read']);

/** What somebody who runs the server may do: all that is done by hand. Programs that record, and copies, take a key. */
const BY_HAND: ReadonlySet<Scope> = new Set<Scope>([
  ...READING,
  'events:correct',
  'customers:write',
  'grants:write',
  'catalog:write',
  'keys:write',
  'verify',
]);

interface Remembered {
  readonly found: Promise<unknown>;
  readonly readAtMs: number;
}

/** Opens what tells people apart. */
export function openIdentities(context: Context): Identities {
  const remembered = new Map<string, Remembered>();

  function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const nowMs = performance.now();
    const known = remembered.get(key);
    if (known && nowMs - known.readAtMs < KEY_CACHE_MS) return known.found as Promise<T>;
    if (remembered.size >= CACHED_PEOPLE) remembered.clear();
    const found = read();
    remembered.set(key, { found, readAtMs: nowMs });
    found.catch(() => remembered.delete(key));
    return found;
  }

  return {
    byToken: async (secret) => {
      const customerId = customerOfSecret('fp', secret);
      if (customerId === undefined) return undefined;
      const hash = secretHash(secret);
      const found = await once(`token ${hash}`, () => findByToken(context, { customerId, hash }));
      // The end of a token is looked at each time: it does not wait for what is remembered.
      return found && now(context) < found.endsAt ? found.identity : undefined;
    },
    bySession: (session) => once(`user ${session.userId}`, () => findByUser(context, session)),
    byPersona: (persona) => once(`persona ${persona.id}`, () => findByPersona(context, persona)),
    forget: () => remembered.clear(),
  };
}

function now({ clock }: Context): Instant {
  return clock?.() ?? instant(Date.now() * 1000);
}

interface FoundToken {
  readonly identity: PersonIdentity;
  readonly endsAt: Instant;
}

async function findByToken(
  context: Context,
  { customerId, hash }: { readonly customerId: bigint; readonly hash: string },
): Promise<FoundToken | undefined> {
  return context.database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
    const [session, customer] = await Promise.all([
      findPortalSession(tx, customerId, hash),
      findCustomer(tx, customerId),
    ]);
    if (!session || session.revokedAt !== null || !customer) return undefined;
    const { member } = session;
    const [entry] =
      member === null ? [] : await findDirectory(tx, customerId, [{ kind: 'members', id: member }]);
    if (member !== null) {
      const stored = await findMembership(tx, customerId, member);
      const isEnded = entry?.erasedAt !== null || entry.status !== 'active';
      if (isEnded || stored?.status === 'suspended') return undefined;
    }
    const ref = {
      customerId,
      key: customer.key,
      catalogKey: customer.catalogKey,
      isTest: customer.isTest,
    };
    const membership = await membershipOf(context, tx, { ref, binding: session });
    if (!membership) return undefined;
    const person = entry ? { id: entry.id, name: entry.name, email: entry.email } : null;
    return { identity: ofToken(session, { membership, person }), endsAt: session.expiresAt };
  });
}

function ofToken(
  session: PortalSessionRecord,
  { membership, person }: { membership: Membership; person: PersonIdentity['person'] },
): PersonIdentity {
  const { visit, sessionId } = session;
  return {
    kind: 'portal',
    caller: callerOfPerson(visit ? `${visit.visitor} visiting` : (session.member ?? sessionId), [
      membership,
    ]),
    person,
    memberships: [membership],
    isReadOnly: !session.mayWrite,
    visit,
    look: session.look as Look,
    expiresAt: formatInstant(session.expiresAt),
  };
}

async function findByUser(
  context: Context,
  { userId, email, name, isOperator }: SignedIn,
): Promise<PersonIdentity | OperatorIdentity> {
  const person = { id: userId, name, email };
  if (isOperator) {
    const caller = { actor: userId, isTest: null, customers: null };
    return { kind: 'operator', caller, scopes: BY_HAND, person };
  }
  const keys = await listUserCustomers(context.database, userId);
  const found = await Promise.all(keys.map((key) => findForUser(context, { key, userId })));
  const memberships = found.filter((each) => each !== undefined);
  return member(userId, { person, memberships });
}

function member(
  actor: string,
  { person, memberships }: Pick<PersonIdentity, 'person' | 'memberships'>,
): PersonIdentity {
  return {
    kind: 'member',
    caller: callerOfPerson(actor, memberships),
    person,
    memberships,
    isReadOnly: false,
    visit: null,
    look: null,
    expiresAt: null,
  };
}

async function findForUser(
  context: Context,
  { key, userId }: { readonly key: string; readonly userId: string },
): Promise<Membership | undefined> {
  const ref = await findBoundCustomer(context, key);
  if (!ref) return undefined;
  const { customerId } = ref;
  return context.database.transaction({ customer: customerId, readOnly: true }, async (tx) => {
    const stored = await findUserMembership(tx, customerId, userId);
    if (stored?.status !== 'active') return undefined;
    return membershipOf(context, tx, { ref, binding: stored });
  });
}

async function findByPersona(
  context: Context,
  { id, name, email, customer, binding }: Persona,
): Promise<PersonIdentity | OperatorIdentity> {
  const person = { id: binding?.member ?? id, name, email };
  if (customer === null || binding === null) {
    const caller = { actor: `demo ${id}`, isTest: null, customers: null };
    return { kind: 'operator', caller, scopes: READING, person };
  }
  const membership = await readMembership(context, customer, binding);
  return member(`demo ${id}`, { person, memberships: membership ? [membership] : [] });
}
