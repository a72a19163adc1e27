import type { Gate } from '@fuelgauge/core';
import type { Scope } from '../operations/authenticate-key.ts';
import { customerUnknown } from '../operations/find-customer.ts';
import {
  type Identity,
  type Membership,
  type OperatorIdentity,
  type PersonIdentity,
  permits,
  type ScopedIdentity,
} from '../operations/identity.ts';
import { isSameSite, PERSONA_COOKIE, readCookie } from './cookie.ts';
import { type Problem, problem, refusalProblem } from './problem.ts';
import type { HttpConfig, PersonAccess, Route, RouteContext } from './route.ts';

/** Who calls: somebody, nobody, or a problem for whoever shows a key that is not valid. */
export type Authenticated = Identity | Problem | undefined;

/**
 * Tells who calls: by `Authorization: Bearer`, an operator key or a portal token; without that by the cookies of a session.
 * Every key that does not open is answered alike, whatever is wrong with it. In demo mode whoever reads on this machine
 * without either is the demo's reader.
 */
export async function authenticate(
  on: Pick<RouteContext, 'keys' | 'identities' | 'findSession' | 'personas' | 'config'>,
  request: Request,
): Promise<Authenticated> {
  const header = request.headers.get('authorization');
  if (header === null) return authenticateBrowser(on, request);
  const secret = /^Bearer +([\x20-\x7e]{1,512})$/i.exec(header.trim())?.[1];
  if (secret === undefined) return unauthenticated();
  const isToken = secret.startsWith('fp_');
  const identity = await (isToken ? on.identities.byToken(secret) : on.keys.identify(secret));
  return identity ?? unauthenticated();
}

/** Browsers send cookies along whoever asks: what changes something is taken from our own pages alone. */
async function authenticateBrowser(
  on: Pick<RouteContext, 'identities' | 'findSession' | 'personas' | 'config'>,
  request: Request,
): Promise<Authenticated> {
  const identity = await findInCookies(on, request);
  if (identity === undefined) return isDemoReader(on.config, request) ? DEMO_READER : undefined;
  return isReading(request.method) || isSameSite(request) ? identity : crossSite();
}

async function findInCookies(
  { identities, findSession, personas, config }: Parameters<typeof authenticateBrowser>[0],
  request: Request,
): Promise<PersonIdentity | OperatorIdentity | undefined> {
  if (!request.headers.has('cookie')) return undefined;
  const chosen = config.isDemo ? readCookie(request, PERSONA_COOKIE) : undefined;
  const persona = personas.find(({ id }) => id === chosen);
  if (persona) return identities.byPersona(persona);
  const session = await findSession(request);
  return session && identities.bySession(session);
}

/** What is asked of a route, as far as it decides who may. */
export interface Access {
  readonly who: Authenticated;
  /** The customer that the path names. */
  readonly customer: string | undefined;
  readonly method: string;
}

/** Why a caller may not use a route; null when nothing stands against it. */
export function accessFault(
  route: Pick<Route, 'access' | 'concernsAll' | 'person' | 'path'>,
  asked: Access,
): Problem | null {
  const { who } = asked;
  if (route.access === 'public') return null;
  if (who !== undefined && 'code' in who) return who;
  if (route.access === 'session') return null;
  if (who === undefined) return unauthenticated();
  return 'scopes' in who ? scopeFault(route, who) : personFault(route, who, asked);
}

function scopeFault(
  { access, concernsAll }: Pick<Route, 'access' | 'concernsAll'>,
  { scopes, caller }: ScopedIdentity,
): Problem | null {
  const scope = access as Scope;
  if (!scopes.has(scope)) return scopeMissing(scope);
  const { customers, isTest } = caller;
  if (concernsAll !== true || (customers === null && isTest !== true)) return null;
  return problem(
    'forbidden',
    'This concerns all customers: a key limited to some, or to test customers, may not do it.',
  );
}

/** A customer of somebody else looks like one that is not there, whatever the route. */
function personFault(
  { person, path }: Pick<Route, 'person' | 'path'>,
  { memberships, isReadOnly }: PersonIdentity,
  { customer, method }: Access,
): Problem | null {
  const membership = memberships.find((each) => each.customer === customer);
  if (path.includes('{customer}') && membership === undefined) {
    return refusalProblem(customerUnknown(customer ?? '').refusal, { isQuery: true });
  }
  if (person === undefined) {
    return problem('forbidden', 'This is for whoever runs the server: it needs an operator key.');
  }
  if (isReadOnly && !isReading(method)) {
    return problem('forbidden', 'This token may only read. Ask for one with "write": true.');
  }
  return membership ? membershipFault(person, membership) : null;
}

function membershipFault(
  { any, isGated, closedTo }: PersonAccess,
  membership: Membership,
): Problem | null {
  if (any && !permits(membership, any)) return roleGate(membership, any);
  const { scope, groups, gate, permissions } = membership;
  const isClosed = closedTo !== undefined && scope !== null;
  if (isClosed || (closedTo === 'scope or group' && groups !== null)) {
    const bond = scope === null ? 'some groups' : `the scope "${scope}"`;
    const detail = `This shows the customer as a whole, and your role is bound to ${bond}.`;
    return problem('role_gate', detail, { missing: { kind: 'role', any: [] } });
  }
  return isGated === true && gate && permissions.has('usage.read') ? gateProblem(gate) : null;
}

function roleGate({ rolesOf, roles }: Membership, any: NonNullable<PersonAccess['any']>): Problem {
  const opening = rolesOf(any);
  const detail = `This needs ${any.join(' or ')}, which ${opening.length === 0 ? 'no role of this catalog has' : `these roles have: ${opening.join(', ')}`}. Yours: ${roles.join(', ') || 'none'}.`;
  return problem('role_gate', detail, { missing: { kind: 'role', any: opening } });
}

function gateProblem({ missing, any }: Gate): Problem {
  if (missing === 'plan') {
    const detail = `The plan does not include this page. These do: ${any.join(', ')}. Your own usage is shown on every plan: ask with "own=true".`;
    return problem('plan_gate', detail, { missing: { kind: 'plan', any } });
  }
  const detail = `This page is for other roles: ${any.join(', ')}.`;
  return problem('role_gate', detail, { missing: { kind: 'role', any } });
}

/** The problem of a key that is allowed other things. */
export function scopeMissing(scope: Scope): Problem {
  return problem('scope_missing', `This needs a key with the scope "${scope}".`, { scope });
}

/** The problem of a request that another site had a browser make. */
export function crossSite(): Problem {
  const detail =
    'What a session may change is taken from this server\'s own pages. Programs use "Authorization: Bearer".';
  return problem('cross_site', detail);
}

function unauthenticated(): Problem {
  return problem(
    'unauthenticated',
    'Sign in, or send an operator key or portal token that is valid now: "Authorization: Bearer fg_live_…".',
  );
}

const DEMO_READER: OperatorIdentity = {
  kind: 'operator',
  caller: { actor: 'demo', isTest: null, customers: null },
  scopes: new Set<Scope>(['usage:read']),
  person: null,
};

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Pages of other sites cannot read answers; they are not let ask either. */
function isDemoReader({ isDemo }: HttpConfig, { method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site') ?? 'none';
  return isDemo && isReading(method) && (site === 'none' || site === 'same-origin');
}
