import type { OperationCode, OperationRefusal } from '../operations/answer.ts';
import type { JsonFault } from './strict-json.ts';

/** Refusals of the edge: the request itself cannot be understood, or the server cannot answer it now. */
export type HttpCode =
  | JsonFault['code']
  | 'answer_too_slow'
  | 'body_invalid'
  | 'body_too_large'
  | 'body_unreadable'
  | 'content_encoding_unsupported'
  | 'content_type_unsupported'
  | 'cross_site'
  | 'demo_is_local'
  | 'headers_too_large'
  | 'host_not_allowed'
  | 'idempotency_key_invalid'
  | 'internal'
  | 'method_not_allowed'
  | 'parameter_invalid'
  | 'persona_unknown'
  | 'plan_gate'
  | 'queue_full'
  | 'request_malformed'
  | 'request_timeout'
  | 'route_unknown'
  | 'scope_missing'
  | 'server_busy'
  | 'store_full'
  | 'store_unavailable'
  | 'too_many_streams'
  | 'unauthenticated';

export type ProblemCode = OperationCode | HttpCode;

/** Problem details after RFC 9457. `errors` names the places at fault. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemPlace[];
  readonly [extension: string]: unknown;
}

/** A place at fault: a JSON Pointer into the body, or the name of a parameter of the path, the query or a header. */
export interface ProblemPlace {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

interface Meaning {
  readonly status: number;
  readonly title: string;
}

/** Every code with its status and title. A code without a line here does not compile. */
export const PROBLEMS: Readonly<Record<ProblemCode, Meaning>> = {
  already_voided: { status: 409, title: 'Already voided' },
  answer_too_slow: { status: 503, title: 'Answer takes too long' },
  amount_invalid: { status: 422, title: 'Amount is not valid' },
  attempts_exhausted: { status: 429, title: 'Tried too often' },
  before_customer_start: { status: 422, title: 'Before the customer began' },
  body_invalid: { status: 422, title: 'Body does not have the form asked for' },
  body_too_large: { status: 413, title: 'Body is too large' },
  body_unreadable: { status: 400, title: 'Body cannot be read' },
  catalog_conflict: { status: 409, title: 'Another version came first' },
  catalog_fixed: { status: 409, title: 'Settled at creation' },
  catalog_invalid: { status: 422, title: 'Catalog is not valid' },
  catalog_unknown: { status: 422, title: 'No such catalog' },
  content_encoding_unsupported: { status: 415, title: 'Content encoding not supported' },
  content_type_unsupported: { status: 415, title: 'Content type not supported' },
  contrast_too_low: { status: 422, title: 'Text cannot be read on it' },
  cross_site: { status: 403, title: 'Asked by another site' },
  customer_read_only: { status: 423, title: 'Customer is read-only' },
  customer_unknown: { status: 404, title: 'No such customer' },
  demo_is_local: { status: 403, title: 'Demo mode is for this machine only' },
  dimension_unknown: { status: 422, title: 'No such dimension' },
  directory_full: { status: 409, title: 'Directory is full' },
  duplicate_conflict: { status: 409, title: 'Id was used with other content' },
  duplicate_key: { status: 400, title: 'A name stands twice in one object' },
  event_denied: { status: 409, title: 'Event was denied' },
  event_malformed: { status: 422, title: 'Event does not have the form asked for' },
  event_type_unknown: { status: 422, title: 'No such event type' },
  event_unknown: { status: 404, title: 'No such event' },
  forbidden: { status: 403, title: 'Not allowed for whoever asks' },
  grant_kind_unknown: { status: 422, title: 'No such grant kind' },
  grant_unknown: { status: 404, title: 'No such grant' },
  grant_void: { status: 409, title: 'Grant is void' },
  headers_too_large: { status: 431, title: 'Request headers are too large' },
  host_not_allowed: { status: 421, title: 'Host is not served here' },
  idempotency_key_invalid: { status: 400, title: 'Idempotency-Key is not valid' },
  idempotency_mismatch: { status: 422, title: 'Idempotency-Key was used with another request' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  key_unknown: { status: 404, title: 'No such key' },
  last_administrator: { status: 409, title: 'Nobody else could give roles' },
  ledger_drifts: { status: 409, title: 'Ledger is not proved' },
  link_unknown: { status: 404, title: 'Link does not work' },
  mail_unavailable: { status: 409, title: 'Mail cannot be sent' },
  member_suspended: { status: 409, title: 'Member is suspended' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  no_price: { status: 422, title: 'No price covers it' },
  not_a_test_customer: { status: 409, title: 'Not a test customer' },
  not_found: { status: 404, title: 'Not found' },
  number_inexact: { status: 400, title: 'Number is not exact' },
  other_person: { status: 409, title: 'Link is for somebody else' },
  parameter_invalid: { status: 400, title: 'Parameter is not valid' },
  password_weak: { status: 422, title: 'Password is too easily guessed' },
  password_wrong: { status: 403, title: 'Password is wrong' },
  person_exists: { status: 409, title: 'Somebody has this address' },
  person_unknown: { status: 404, title: 'No such person' },
  persona_unknown: { status: 404, title: 'No such persona' },
  plan_gate: { status: 403, title: 'Plan does not include it' },
  plan_unknown: { status: 422, title: 'No such plan' },
  property_missing: { status: 422, title: 'Property is missing' },
  provider_unavailable: { status: 503, title: 'Sign-in provider does not answer' },
  quantity_invalid: { status: 422, title: 'Quantity is not valid' },
  query_invalid: { status: 400, title: 'Query is not valid' },
  queue_full: { status: 429, title: 'Too many events are waiting' },
  request_malformed: { status: 400, title: 'Not an HTTP request we understand' },
  request_timeout: { status: 408, title: 'Request took too long' },
  role_gate: { status: 403, title: 'Role does not permit it' },
  role_unknown: { status: 422, title: 'No such role' },
  route_unknown: { status: 404, title: 'No such route' },
  scope_missing: { status: 403, title: 'Key lacks a scope' },
  second_factor_conflict: { status: 409, title: 'Second factor is in another state' },
  second_factor_failed: { status: 401, title: 'Code is not valid' },
  server_busy: { status: 503, title: 'Too much is sent at once' },
  session_unknown: { status: 404, title: 'No such session' },
  sign_in_failed: { status: 401, title: 'Not signed in' },
  sign_in_off: { status: 409, title: 'Sign-in is not set up' },
  signed_out: { status: 401, title: 'Nobody is signed in' },
  store_full: { status: 507, title: 'Database has no space left' },
  store_unavailable: { status: 503, title: 'Database is not available' },
  text_malformed: { status: 400, title: 'Text cannot be stored' },
  time_invalid: { status: 422, title: 'Time is not valid' },
  time_zone_unknown: { status: 422, title: 'No such time zone' },
  too_early: { status: 422, title: 'Too far in the future' },
  too_large: { status: 422, title: 'Too large' },
  too_old: { status: 422, title: 'Too old' },
  too_many_streams: { status: 429, title: 'Too many streams' },
  unauthenticated: { status: 401, title: 'No valid key or session' },
};

/** A problem of this code. `detail` says what is wrong, where, and what to do. */
export function problem(code: ProblemCode, detail: string, more: ProblemExtensions = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `/docs#${code}`, title, status, code, detail, ...more };
}

interface ProblemExtensions {
  readonly errors?: readonly ProblemPlace[];
  readonly [extension: string]: unknown;
}

/** How the pointers of a refusal become places: under a prefix, or as names of the query's parameters. */
export interface PlacesOf {
  readonly prefix?: string;
  readonly isQuery?: boolean;
}

/** The problem that tells of an operation's refusal. */
export function refusalProblem(refusal: OperationRefusal, places: PlacesOf = {}): Problem {
  const { code, detail, pointer, errors, retryAfterSeconds } = refusal;
  const named = errors ?? (pointer === undefined ? [] : [{ pointer, detail }]);
  const later = retryAfterSeconds === undefined ? {} : { retry_after: retryAfterSeconds };
  if (named.length === 0) return problem(code, detail, later);
  return problem(code, detail, { errors: named.map((each) => placeOf(each, places)) });
}

function placeOf(
  { pointer, detail }: { pointer: string; detail: string },
  places: PlacesOf,
): ProblemPlace {
  if (places.isQuery === true) return { parameter: pointer.slice(1), detail };
  return { pointer: `${places.prefix ?? ''}${pointer}`, detail };
}

/** The problem that tells of faults in a body's JSON. The first one gives the code. */
export function jsonFaultProblem(faults: readonly JsonFault[]): Problem {
  const [first] = faults;
  if (!first) return problem('internal', 'A fault was expected.');
  const errors = faults.map(({ pointer, detail }) => ({ pointer, detail }));
  return problem(first.code, first.detail, { errors });
}
