import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Answer } from '../operations/answer.ts';
import { type Identity, seeingOwn } from '../operations/identity.ts';
import type { IdempotencyKey } from '../operations/with-book.ts';
import { type Authenticated, accessFault, authenticate, crossSite } from './authenticate.ts';
import { readBody } from './body.ts';
import { respondText } from './content-encoding.ts';
import { isSameSite } from './cookie.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import {
  jsonFaultProblem,
  type Problem,
  type ProblemCode,
  problem,
  refusalProblem,
} from './problem.ts';
import { problemResponse } from './problem-response.ts';
import type { Document, Reply, Route, RouteContext } from './route.ts';
import { type PlaceKind, schemaFaults } from './schema-faults.ts';
import { parseStrictJson } from './strict-json.ts';

/** A request for a route, before anything of it was believed. */
export interface Asked {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/** Lets a request in or refuses it, part by part: who calls, the path, the query, the body. Then the route answers. */
export async function serveRoute(on: RouteContext, route: Route, asked: Asked): Promise<Response> {
  const reply = await replyTo(on, route, asked);
  if (reply instanceof Response) return reply;
  if ('code' in reply) return problemResponse(reply, asked.requestId);
  return answerResponse(reply, route, asked);
}

async function replyTo(
  on: RouteContext,
  route: Route,
  { request, params: sent }: Asked,
): Promise<Reply> {
  const who = await whoAsks(on, route, request);
  const { method } = request;
  const asked = { customer: sent['customer'], method };
  const fault = accessFault(route, { ...asked, who });
  if (fault) return fault;
  const isOfBrowser = !request.headers.has('authorization');
  if (route.isOwnPagesOnly === true && isOfBrowser && !isSameSite(request)) return crossSite();
  const identity = who as Identity | undefined;
  const params = checked(route.params, sent, { code: 'parameter_invalid', kind: 'parameter' });
  if (!params.ok) return params.problem;
  const search = route.access === 'public' ? NO_SEARCH : searchOf(request);
  if (!search.ok) return search.problem;
  const query = checked(route.query, search.value, { code: 'query_invalid', kind: 'parameter' });
  if (!query.ok) return query.problem;
  const document = await readDocument(on, route, request);
  if (document !== undefined && 'code' in document) return document;
  const body = checked(route.judgesItems === true ? undefined : route.body, document?.value, {
    code: 'body_invalid',
    kind: 'pointer',
  });
  if (!body.ok) return body.problem;
  const idempotency = readIdempotency(route, request, {
    identity,
    params: params.value,
    body: body.value,
  });
  if (idempotency !== undefined && 'code' in idempotency) return idempotency;
  return route.handle(on, {
    request,
    identity,
    params: params.value,
    query: query.value,
    body: body.value,
    document,
    idempotency,
    lastEventId: request.headers.get('last-event-id'),
    isHead: method === 'HEAD',
    isStillAllowed: async () =>
      accessFault(route, { ...asked, who: await whoAsks(on, route, request) }) === null,
  });
}

/** Who calls, as who they ask to be seen: `own=true` leaves a person what they used themselves. */
async function whoAsks(
  on: RouteContext,
  { access, person }: Route,
  request: Request,
): Promise<Authenticated> {
  if (access === 'public') return undefined;
  const who = await authenticate(on, request);
  const isOwn = new URL(request.url).searchParams.get('own') === 'true';
  if (person?.isGated !== true || !isOwn || who === undefined || 'code' in who) return who;
  if ('memberships' in who) return seeingOwn(who);
  const detail = 'Keys and operators have no usage of their own: leave "own" out.';
  return problem('query_invalid', detail, { errors: [{ parameter: 'own', detail }] });
}

type Checked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

interface Check {
  readonly code: ProblemCode;
  readonly kind: PlaceKind;
}

/** Probes and readers of documents may append what they like. */
const NO_SEARCH: Checked = { ok: true, value: {} };

/** Without a schema there is nothing to take; parameters and queries nobody asked for are refused. */
function checked(schema: z.ZodType | undefined, value: unknown, { code, kind }: Check): Checked {
  if (schema === undefined) {
    const [unasked] = kind === 'parameter' ? Object.keys(value as object) : [];
    if (unasked === undefined || code !== 'query_invalid') return { ok: true, value: undefined };
    const detail = `There is no parameter "${unasked}" here.`;
    return {
      ok: false,
      problem: problem(code, detail, { errors: [{ parameter: unasked, detail }] }),
    };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = schemaFaults(parsed.error, { kind, value });
  return {
    ok: false,
    problem: problem(code, errors[0]?.detail ?? 'It has another form.', { errors }),
  };
}

/** The query as an object. A name given twice, and text the database cannot hold, are refused. */
function searchOf(request: Request): Checked {
  const search: Record<string, string> = Object.create(null);
  for (const [name, value] of new URL(request.url).searchParams) {
    const detail = name in search ? `The parameter "${name}" is given twice.` : textFault(value);
    if (detail)
      return {
        ok: false,
        problem: problem('query_invalid', detail, { errors: [{ parameter: name, detail }] }),
      };
    search[name] = value;
  }
  return { ok: true, value: { ...search } };
}

function textFault(value: string): string | null {
  if (value.length > 8192) return 'A parameter may have 8192 characters.';
  return value.includes('\0') || !value.isWellFormed()
    ? 'The text has a NUL or half of a surrogate pair.'
    : null;
}

async function readDocument(
  { bodies }: RouteContext,
  route: Route,
  request: Request,
): Promise<Document | Problem | undefined> {
  if (route.body === undefined) return undefined;
  const accepted = ['application/json', ...Object.keys(route.otherBodies ?? {})];
  const read = await readBody(request, { accepted, room: bodies });
  if (!read.ok) return read.problem;
  const { text, bytes, mediaType } = read;
  if (text === '' && route.isBodyOptional === true)
    return { value: {}, faults: [], bytes, mediaType };
  const parsed = parseStrictJson(text);
  if (!parsed.ok) return problem('body_unreadable', parsed.detail);
  if (parsed.faults.length > 0 && route.judgesItems !== true)
    return jsonFaultProblem(parsed.faults);
  return { value: parsed.value, faults: parsed.faults, bytes, mediaType };
}

interface Keyed {
  readonly identity: Identity | undefined;
  readonly params: unknown;
  readonly body: unknown;
}

function readIdempotency(
  route: Route,
  request: Request,
  { identity, params, body }: Keyed,
): IdempotencyKey | Problem | undefined {
  if (route.takesIdempotencyKey !== true || identity === undefined) return undefined;
  const { operationId } = route;
  const header = request.headers.get('idempotency-key');
  return idempotencyKeyOf(header, { actor: identity.caller.actor, operationId, params, body });
}

/** What travels in one packet arrives no earlier when it is smaller. */
const PACKET_BYTES = 1400;

async function answerResponse(
  answer: Answer<unknown>,
  route: Route,
  { request, requestId }: Asked,
): Promise<Response> {
  if (!answer.ok)
    return problemResponse(
      refusalProblem(answer.refusal, { isQuery: route.body === undefined }),
      requestId,
    );
  const body = JSON.stringify(answer.body);
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  for (const cookie of answer.cookies ?? []) headers.append('set-cookie', cookie);
  const isLarge = request.method === 'GET' && body.length >= PACKET_BYTES;
  const { status } = answer;
  const respond = () =>
    isLarge
      ? respondText(request, body, { status, headers })
      : new Response(body, { status, headers });
  if (route.isTagged !== true) return respond();
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  headers.set('cache-control', 'private, no-cache');
  headers.set('etag', etag);
  if (request.headers.get('if-none-match') !== etag) return respond();
  headers.delete('content-type');
  return new Response(null, { status: 304, headers });
}
