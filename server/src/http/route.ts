import { assert, type Permission } from '@fuelgauge/core';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { People } from '../identity/people.ts';
import type { Answer } from '../operations/answer.ts';
import type { KeyRing, Scope } from '../operations/authenticate-key.ts';
import type { Caller, Context } from '../operations/context.ts';
import type { Identities } from '../operations/find-identity.ts';
import type { FindSession, Identity, ScopedIdentity } from '../operations/identity.ts';
import type { LiveHub } from '../operations/live-hub.ts';
import type { Persona } from '../operations/persona.ts';
import type { IdempotencyKey } from '../operations/with-book.ts';
import type { Lanes } from '../recording/lanes.ts';
import type { MediaType } from './body.ts';
import type { BodyRoom } from './body-room.ts';
import type { Ingestion } from './ingestion.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Problem, ProblemCode } from './problem.ts';
import type { JsonFault } from './strict-json.ts';

/** The settings that HTTP depends on. */
export type HttpConfig = Pick<Config, 'host' | 'port' | 'hosts' | 'operatorKey' | 'isDemo'> & {
  /** Sites whose pages may frame this server; none when absent. */
  readonly embedOrigins?: readonly string[];
  /** Where the built page lies; the workspace's own when absent. */
  readonly webDirectory?: string;
};

/** What routes run on. */
export interface RouteContext {
  readonly context: Context;
  readonly lanes: Lanes;
  readonly keys: KeyRing;
  /** Of the bodies of all requests. */
  readonly bodies: BodyRoom;
  readonly live: LiveHub;
  /** Undefined where nobody can sign in. */
  readonly people: People | undefined;
  readonly identities: Identities;
  /** Who is signed in by cookies. */
  readonly findSession: FindSession;
  /** Demo mode: whom one may be. */
  readonly personas: readonly Persona[];
  readonly metrics: Metrics;
  readonly ingestion: Ingestion;
  readonly config: HttpConfig;
  readonly log: Log;
  /** What the last fault of the store said of it, until it is found otherwise. */
  readonly health: { isFull: boolean };
  /** True from the moment the server stops taking requests. */
  readonly isDraining: () => boolean;
}

/** A request that was let in, its parts in the form the route's schemas state. */
export interface Call<Params, Query, Body> {
  /** As it arrived, its body read. */
  readonly request: Request;
  /** Undefined on public routes, and where no key was sent to a route that does without. */
  readonly identity: Identity | undefined;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body as it was sent, for routes that judge it item by item. */
  readonly document: Document | undefined;
  readonly idempotency: IdempotencyKey | undefined;
  /** `Last-Event-ID`, where a stream that broke off goes on. */
  readonly lastEventId: string | null;
  /** Only the head of the answer is asked for. */
  readonly isHead: boolean;
  /** Whether the same request would still be let in now: for answers that take long. */
  readonly isStillAllowed: () => Promise<boolean>;
}

/** A parsed body with the faults that do not keep it from being parsed. */
export interface Document {
  readonly value: unknown;
  readonly faults: readonly JsonFault[];
  readonly mediaType: string;
  readonly bytes: number;
}

/**
 * What lets a person in, beside what the path names being a customer of theirs. What a route answers is narrowed to what they
 * may see by the operations behind it; a route that cannot be narrowed says for whom it is.
 */
export interface PersonAccess {
  /** Any of these permissions; every person of the customer when absent. */
  readonly any?: readonly Permission[];
  /** Shows usage of the customer as a whole: closed by the gates of the catalog's views, but for `own=true`. */
  readonly isGated?: boolean;
  /**
   * Cannot be narrowed: not for who is bound to a `scope`, or (`scope or group`) not for who is bound to anything.
   */
  readonly closedTo?: 'scope' | 'scope or group';
}

/** Who may call: everyone, everyone but with a key or a session told apart, or keys with a scope. */
export type Access = Scope | 'public' | 'session';

/** A route as the table states it: what it takes, what it answers, and who may call. */
export interface RouteStatement<Params = unknown, Query = unknown, Body = unknown> {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{names}`, as OpenAPI writes it. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Which people may call beside keys; none when absent. */
  readonly person?: PersonAccess;
  /** Concerns all customers: keys limited to some, and test keys, are refused. */
  readonly concernsAll?: boolean;
  /** Changes what a browser keeps: without a key it is taken from pages of this server alone. */
  readonly isOwnPagesOnly?: boolean;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** What it takes beside `application/json`. */
  readonly otherBodies?: Readonly<Partial<Record<MediaType, z.ZodType>>>;
  /** The route reads the document itself: faults within an item are that item's. */
  readonly judgesItems?: boolean;
  /** An empty body stands for `{}`. */
  readonly isBodyOptional?: boolean;
  readonly takesIdempotencyKey?: boolean;
  /** `application/json` unless it says otherwise. */
  readonly responseType?: string;
  readonly response: z.ZodType;
  readonly statuses: readonly (200 | 201 | 303)[];
  /** Its answers carry an ETag, and one that the caller has is answered 304 without a body. */
  readonly isTagged?: boolean;
  /** What it may refuse with, beside what every route may. */
  readonly refusals: readonly ProblemCode[];
  /** Codes that have another status here than elsewhere. */
  readonly statusOf?: Readonly<Partial<Record<ProblemCode, number>>>;
}

/** An answer of an operation, a problem, or a response made elsewhere. */
export type Reply = Answer<unknown> | Problem | Response;

export interface Route<Params = unknown, Query = unknown, Body = unknown>
  extends RouteStatement<Params, Query, Body> {
  readonly handle: (on: RouteContext, call: Call<Params, Query, Body>) => Promise<Reply>;
}

/**
 * A route whose handler sees its parts in the types of its schemas; the table holds it without them. Every route that a gate
 * may close takes `own`.
 */
export function route<Params, Query, Body>(stated: Route<Params, Query, Body>): Route {
  const { query, person } = stated;
  const isGated = person?.isGated === true && query instanceof z.ZodObject;
  return { ...stated, ...(isGated && { query: query.extend(OWN_QUERY) }) } as unknown as Route;
}

const OWN_QUERY = {
  own: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      '`true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators.',
    ),
};

/** Who called and what they may do, on a route that nobody may call without a key or a session. */
export function identityOf({
  identity,
}: Pick<Call<unknown, unknown, unknown>, 'identity'>): Identity {
  assert(identity, 'the route lets nobody in without a key');
  return identity;
}

/** Who called, on a route that nobody may call without a key or a session. */
export function callerOf(call: Pick<Call<unknown, unknown, unknown>, 'identity'>): Caller {
  return identityOf(call).caller;
}

/** Who called and by which scopes, on a route that people may not call. */
export function scopedOf(call: Pick<Call<unknown, unknown, unknown>, 'identity'>): ScopedIdentity {
  const identity = identityOf(call);
  assert('scopes' in identity, 'the route lets no person in');
  return identity;
}
