import type { OverviewJson } from '../operations/wire/overview-json.ts';
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
  /** Of the page that lists entries: the first of `GET /v1/customers/{customer}/activity` in the period; null for others. */
  readonly activity: unknown;
}

/** Entries that fill a screen, and as many that a reader may scroll to before the page has asked for more. */
const ENTRIES = '100';

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
  const { customer, page } = shownAt(address.pathname);
  const query = overviewQuery(address.searchParams, page).toString();
  const without = { session, query, overview: null, catalog: null, activity: null };
  if (customer === null) return without;
  const of = (operationId: string, path: string) =>
    ask(asking, {
      operationId,
      path: `/v1/customers/${encodeURIComponent(customer)}/${path}`,
      params: { customer },
    });
  const overview = await of('readOverview', `overview?${query}`);
  if (overview === null) return without;
  const { from, to } = (overview as OverviewJson).period;
  const entries = new URLSearchParams({ from, to, limit: ENTRIES });
  // What is searched or filtered the page asks itself: it knows what kinds of entries are meant.
  const isListed = page === 'activity' && !['q', 'f'].some((key) => address.searchParams.has(key));
  const [catalog, activity] = await Promise.all([
    of('readCustomerCatalog', 'catalog'),
    isListed ? of('listActivity', `activity?${entries}`) : null,
  ]);
  return { session, query, overview, catalog, activity };
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
  const headers = new Headers(request.headers);
  headers.delete('accept-encoding');
  const own = new Request(new URL(path, request.url), { headers });
  const response = await serveRoute(on, route, { request: own, params, requestId });
  return response.ok ? response.json() : null;
}

/** Whom the page at a path is about, and the last part of its own path; '' is the first one of the customer. */
function shownAt(path: string): { readonly customer: string | null; readonly page: string } {
  const [, encoded, page = ''] = /^\/c\/([^/]+)(?:\/([^/]*))?/.exec(path) ?? [];
  try {
    return { customer: encoded === undefined ? null : decodeURIComponent(encoded), page };
  } catch {
    return { customer: null, page };
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

function overviewQuery(address: URLSearchParams, page: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, parameter] of PARAMETERS) {
    const value = address.get(key);
    // A second attribute makes the columns of a pivot, which is asked for by itself.
    const first = key === 'by' ? value?.split(',')[0] : value;
    if (first && first !== 'auto') query.set(parameter, first);
  }
  // Explore divides by meter where the address does not say; Overview as the catalog does.
  if (page === 'usage' && !query.has('group_by')) query.set('group_by', 'meter');
  return query;
}
