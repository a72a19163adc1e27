import type { Route, RouteContext } from './route.ts';
import { serveRoute } from './serve-route.ts';

/** What the page has before it asks for anything. Each answer is that of its route, for whoever asks for the page. */
export interface Boot {
  /** The answer of `GET /v1/session`. */
  readonly session: unknown;
  /** The query of `overview`, as the API takes it. */
  readonly query: string;
  /** The answer of `GET /v1/customers/{customer}/overview`; null where there is none for the caller. */
  readonly overview: unknown;
  /** The answer of `GET /v1/customers/{customer}/catalog`; null without an overview. */
  readonly catalog: unknown;
}

/** A page that waits longer for it is better off asking itself. */
const WITHIN_MS = 2_000;

/**
 * Asks the routes what the page at an address will ask them, as the caller. Null when the store fails or takes its time: the
 * page then finds out for itself.
 */
export async function readBoot(
  on: RouteContext,
  routes: readonly Route[],
  asked: { readonly request: Request; readonly requestId: string },
): Promise<Boot | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, WITHIN_MS, null);
  });
  try {
    return await Promise.race([askRoutes({ on, routes, ...asked }), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** JSON that no parser of HTML takes for markup and no parser of scripts for the end of a line. */
export function bootScript(boot: Boot): string {
  const json = JSON.stringify(boot).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/json" id="boot">${json}</script>`;
}

interface Asking {
  readonly on: RouteContext;
  readonly routes: readonly Route[];
  readonly request: Request;
  readonly requestId: string;
}

async function askRoutes(asking: Asking): Promise<Boot | null> {
  const session = await ask(asking, { operationId: 'readSession', path: '/v1/session' });
  if (session === null) return null;
  const address = new URL(asking.request.url);
  const customer = customerOf(address.pathname);
  const query = overviewQuery(address.searchParams).toString();
  const without = { session, query, overview: null, catalog: null };
  if (customer === null) return without;
  const overview = await ask(asking, {
    operationId: 'readOverview',
    path: `/v1/customers/${encodeURIComponent(customer)}/overview?${query}`,
    params: { customer },
  });
  if (overview === null) return without;
  const catalog = await ask(asking, {
    operationId: 'readCustomerCatalog',
    path: `/v1/customers/${encodeURIComponent(customer)}/catalog`,
    params: { customer },
  });
  return { session, query, overview, catalog };
}

interface Question {
  readonly operationId: string;
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** The body of a route's answer; null for any but a good one. */
async function ask(
  { on, routes, request, requestId }: Asking,
  { operationId, path, params = {} }: Question,
): Promise<unknown> {
  const route = routes.find((each) => each.operationId === operationId);
  if (!route) return null;
  const own = new Request(new URL(path, request.url), { headers: request.headers });
  const response = await serveRoute(on, route, { request: own, params, requestId });
  return response.ok ? response.json() : null;
}

function customerOf(path: string): string | null {
  const [, encoded] = /^\/c\/([^/]+)/.exec(path) ?? [];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** The keys of an address by the names the API has for them. */
const PARAMETERS = [
  ['period', 'period'],
  ['g', 'granularity'],
  ['by', 'group_by'],
  ['f', 'filter'],
  ['unit', 'unit'],
] as const;

function overviewQuery(address: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, parameter] of PARAMETERS) {
    const value = address.get(key);
    // A second attribute makes the columns of a pivot, which is asked for by itself.
    const first = key === 'by' ? value?.split(',')[0] : value;
    if (first && first !== 'auto') query.set(parameter, first);
  }
  return query;
}
