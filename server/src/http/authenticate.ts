import type { Identity, Scope } from '../operations/authenticate-key.ts';
import { type Problem, problem } from './problem.ts';
import type { HttpConfig, Route, RouteContext } from './route.ts';

/** Who calls: somebody, nobody, or a problem for whoever shows a key that is not valid. */
export type Authenticated = Identity | Problem | undefined;

/**
 * Tells who calls by `Authorization: Bearer`. Every key that does not open is answered alike, whatever is wrong with it. In
 * demo mode whoever reads on this machine without a key is the demo's reader.
 */
export async function authenticate(
  on: Pick<RouteContext, 'keys' | 'config'>,
  request: Request,
): Promise<Authenticated> {
  const header = request.headers.get('authorization');
  if (header === null) return isDemoReader(on.config, request) ? DEMO_READER : undefined;
  const secret = /^Bearer +([\x20-\x7e]{1,512})$/i.exec(header.trim())?.[1];
  const identity = secret === undefined ? undefined : await on.keys.identify(secret);
  return identity ?? unauthenticated();
}

/** Why a caller may not use a route; null when nothing stands against it. */
export function accessFault(
  { access, concernsAll }: Pick<Route, 'access' | 'concernsAll'>,
  who: Authenticated,
): Problem | null {
  if (access === 'public') return null;
  if (who !== undefined && 'code' in who) return who;
  if (access === 'session') return null;
  if (who === undefined) return unauthenticated();
  if (!who.scopes.has(access)) return scopeMissing(access);
  const { customers, isTest } = who.caller;
  if (concernsAll !== true || (customers === null && isTest !== true)) return null;
  return problem(
    'forbidden',
    'This concerns all customers: a key limited to some, or to test customers, may not do it.',
  );
}

/** The problem of a key that is allowed other things. */
export function scopeMissing(scope: Scope): Problem {
  return problem('scope_missing', `This needs a key with the scope "${scope}".`, { scope });
}

function unauthenticated(): Problem {
  return problem(
    'unauthenticated',
    'Send an operator key that is valid now: "Authorization: Bearer fg_live_…".',
  );
}

const DEMO_READER: Identity = {
  caller: { actor: 'demo', isTest: null, customers: null },
  scopes: new Set<Scope>(['usage:read']),
};

/** Pages of other sites cannot read answers; they are not let ask either. */
function isDemoReader({ isDemo }: HttpConfig, { method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site') ?? 'none';
  return (
    isDemo && (method === 'GET' || method === 'HEAD') && (site === 'none' || site === 'same-origin')
  );
}
