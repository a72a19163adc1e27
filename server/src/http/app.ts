import { randomUUID } from 'node:crypto';
import { Hono, type Context as HonoContext } from 'hono';
import { bounds } from '../bounds.ts';
import { findSession } from '../identity/find-session.ts';
import type { People } from '../identity/people.ts';
import { openKeyRing } from '../operations/authenticate-key.ts';
import type { Context } from '../operations/context.ts';
import { openIdentities } from '../operations/find-identity.ts';
import type { FindSession } from '../operations/identity.ts';
import {
  describeFault,
  isDiskFault,
  isFullFault,
  isTooSlow,
  isTransientFault,
} from '../operations/is-transient-fault.ts';
import { openLiveHub } from '../operations/live-hub.ts';
import type { Persona } from '../operations/persona.ts';
import { LaneFull, type Lanes } from '../recording/lanes.ts';
import { openBodyRoom } from './body-room.ts';
import { bootScript, readBoot } from './boot.ts';
import { openIngestion } from './ingestion.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import { browserOf } from './people-call.ts';
import { type Problem, problem } from './problem.ts';
import { problemResponse } from './problem-response.ts';
import { guardFault, securityHeaders } from './request-guards.ts';
import type { HttpConfig, Route, RouteContext } from './route.ts';
import { routes } from './routes.ts';
import { serveRoute } from './serve-route.ts';
import { isPagePath, openStaticFiles } from './static-files.ts';
import { DIRECTORY_KINDS } from './wire/scalars.ts';

/** What the application is made of. */
export interface AppParts {
  readonly context: Context;
  readonly lanes: Lanes;
  /** Who signs in, and how; nobody can when absent. */
  readonly people?: People | undefined;
  readonly config: HttpConfig;
  readonly log: Log;
  /** Who is signed in by cookies; nobody when absent. */
  readonly findSession?: FindSession;
  /** Demo mode: whom one may be. */
  readonly personas?: readonly Persona[];
}

/** The application, and the switch that tells it to answer no longer ready. */
export interface App {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly beginDraining: () => void;
  readonly log: Log;
}

interface Env {
  Variables: { requestId: string; route: string };
}

/** Makes the application: every route of the table, the page, and the rules that hold for all of them. */
export function createApp({ context, lanes, people, config, log, ...parts }: AppParts): App {
  let isDraining = false;
  const keys = openKeyRing(context, config.operatorKey);
  const metrics = openMetrics();
  const live = openLiveHub(context);
  const on: RouteContext = {
    context,
    lanes,
    keys,
    bodies: openBodyRoom(bounds.bodiesBytes),
    live,
    people,
    identities: openIdentities(context),
    findSession: parts.findSession ?? sessionFinder(people),
    personas: parts.personas ?? [],
    metrics,
    ingestion: openIngestion(Date.now()),
    config,
    log,
    health: { isFull: false },
    isDraining: () => isDraining,
  };
  const headers = securityHeaders(config);
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    const begin = performance.now();
    c.set('requestId', requestIdOf(c.req.raw.headers));
    const fault = guardFault(config, c.req.raw);
    if (fault) c.res = problemResponse(fault, c.get('requestId'));
    else await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
    c.res.headers.set('x-request-id', c.get('requestId'));
    const seconds = (performance.now() - begin) / 1000;
    const route = c.get('route') ?? 'none';
    metrics.observeRequest({
      method: methodLabel(c.req.method),
      route,
      status: c.res.status,
      seconds,
    });
  });
  mount(app, on);
  app.onError((error, c) => problemResponse(faultProblem(on, error, c), c.get('requestId')));
  const beginDraining = () => {
    isDraining = true;
    live.close();
  };
  return { fetch: (request) => app.fetch(request), beginDraining, log };
}

/** Who is signed in by cookies; nobody where nobody can sign in. */
function sessionFinder(people: People | undefined): FindSession {
  return async (request) => people && findSession(people, browserOf(request));
}

function mount(app: Hono<Env>, on: RouteContext): void {
  for (const route of routes) {
    app.on(route.method, honoPath(route), (c) => {
      c.set('route', route.path);
      return serveRoute(on, route, {
        request: c.req.raw,
        params: c.req.param(),
        requestId: c.get('requestId'),
      });
    });
  }
  for (const path of new Set(routes.map(honoPath))) {
    app.all(path, (c) =>
      problemResponse(
        ...methodProblem(
          routes.filter((each) => honoPath(each) === path),
          c,
        ),
      ),
    );
  }
  const files = openStaticFiles(on.config.webDirectory);
  app.get('*', async (c) => {
    const request = c.req.raw;
    if (!isPagePath(new URL(request.url).pathname)) return files.answer(request) ?? notFound(c);
    const boot = await readBoot(on, routes, { request, requestId: c.get('requestId') });
    return files.page(request, boot ? bootScript(boot) : '');
  });
  app.notFound(notFound);
}

function notFound(c: HonoContext<Env>): Response {
  const detail = 'There is nothing at this address. /docs lists every route.';
  return problemResponse(problem('route_unknown', detail), c.get('requestId'));
}

function methodProblem(
  there: readonly Route[],
  c: HonoContext<Env>,
): [Problem, string, Record<string, string>] {
  const methods = there.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = [...new Set(methods)].join(', ');
  return [
    problem('method_not_allowed', `This address takes ${allow}.`),
    c.get('requestId'),
    { allow },
  ];
}

/** `{kind}` stands for the parts of the directory alone, so that it never takes what belongs to another route. */
function honoPath({ path }: Route): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'kind' ? KIND : `:${name}`));
}

const KIND = `:kind{(?:${DIRECTORY_KINDS.join('|')})}`;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

function methodLabel(method: string): string {
  return METHODS.has(method) ? method : 'other';
}

/** The caller's own id of the request, when it is one that a log can hold, or one of ours. */
function requestIdOf(headers: Headers): string {
  const theirs = headers.get('x-request-id');
  return theirs !== null && /^[\w.-]{1,64}$/.test(theirs) ? theirs : `req_${randomUUID()}`;
}

// Space is made by people, or by programs that take their time.
const FULL_RETRY_SECONDS = 5;

// A slow question asked at once again keeps the database from the others.
const SLOW_RETRY_SECONDS = 5;

/** What a thrown error is answered with: a full queue, a store that will be back, or a fault of ours that is logged. */
function faultProblem(
  { log, metrics, health }: RouteContext,
  error: unknown,
  c: HonoContext<Env>,
): Problem {
  if (error instanceof LaneFull) {
    const detail =
      'More events are waiting than this server queues. Nothing of this request was taken: send it again.';
    return problem('queue_full', detail, { retry_after: error.retryAfterSeconds });
  }
  const about = {
    request_id: c.get('requestId'),
    route: c.get('route') ?? null,
    ...describeFault(error),
  };
  if (isFullFault(error)) {
    metrics.countFault('full');
    health.isFull = true;
    log({ level: 'warn', message: 'The database has no space left on its disk.', ...about });
    const detail =
      'The disk of the database is full. Send the same request again once there is space: what was done is recognised.';
    return problem('store_full', detail, { retry_after: FULL_RETRY_SECONDS });
  }
  if (isTransientFault(error)) {
    metrics.countFault('store');
    // What waits for no one: a disk that fails, or files of the database that are not there.
    if (isDiskFault(error))
      log({ level: 'error', message: 'The disk of the database failed.', ...about });
    else log({ level: 'warn', message: 'The database did not answer in time.', ...about });
    if (isTooSlow(error) && c.req.method === 'GET') {
      const detail =
        'Finding the answer takes longer than it may. Ask for a shorter time, for fewer attributes at once or with a filter; what was read meanwhile makes the same question faster.';
      return problem('answer_too_slow', detail, { retry_after: SLOW_RETRY_SECONDS });
    }
    const detail =
      'The database does not answer at the moment. Send the same request again: what was done is recognised.';
    return problem('store_unavailable', detail, { retry_after: 1 });
  }
  metrics.countFault('internal');
  log({ level: 'error', message: 'A request failed.', ...about });
  return problem(
    'internal',
    'The request failed for a reason of ours. Report it with its request_id.',
  );
}
