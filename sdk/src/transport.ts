import { backoffMs, parseRetryAfter } from './backoff.ts';
import { FuelgaugeError } from './fuelgauge-error.ts';
import type { Problem } from './wire.ts';

/** Where, as whom and how patiently a client calls. */
export interface FuelgaugeOptions {
  /** Such as `https://usage.example.com`; empty for the page's own origin. */
  readonly baseUrl: string;
  /**
   * An operator key. Without one the browser's session, or demo mode, decides. Keep it out of
   * browsers.
   */
  readonly key?: string | undefined;
  /** The runtime's own when absent. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long one attempt may take, 30 s when absent. */
  readonly timeoutMs?: number | undefined;
  /** How often a failed attempt is repeated, 4 times when absent. */
  readonly retries?: number | undefined;
}

/** What each call may be given. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** One is made for each call that needs it; give one to repeat a call in another process. */
  readonly idempotencyKey?: string | undefined;
}

/** One request. What has no effect when it comes again may be repeated. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: object | undefined;
  /** JSON as text. */
  readonly body?: string;
  readonly idempotencyKey?: string | undefined;
  /** Where a stream of events goes on. */
  readonly lastEventId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests and repeats those that failed for a reason that passes. */
export interface Transport {
  /** The answer as JSON. Throws a {@link FuelgaugeError} for every other. */
  json<Answer>(ask: Ask): Promise<Answer>;
  /** The answer as it arrives, which may take longer than one attempt may. Throws likewise. */
  stream(ask: Ask): Promise<ReadableStream<Uint8Array>>;
}

/** Worth repeating: a timeout, a full queue, a full disk, and a server or proxy that is away for a moment. */
const PASSING = new Set([408, 429, 502, 503, 504, 507]);

/** Whoever is asked to wait longer is told so instead. */
const LONGEST_WAIT_MS = 60_000;

/** Opens no connection; nothing is sent before the first request. */
export function openTransport(options: FuelgaugeOptions): Transport {
  const { retries = 4 } = options;

  async function send<Read>(ask: Ask, read: (response: Response) => Promise<Read>): Promise<Read> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt(options, ask, read);
      } catch (error) {
        ask.signal?.throwIfAborted();
        if (failures > retries || !isPassing(error)) throw error;
        const waitMs = backoffMs(failures, error.retryAfterMs);
        if (waitMs > LONGEST_WAIT_MS) throw error;
        await wait(waitMs, ask.signal);
      }
    }
  }

  return {
    json: <Answer>(ask: Ask) => send(ask, (response) => readJson<Answer>(response)),
    stream: (ask) => send(ask, readStream),
  };
}

/** Whether the same request may be answered in a while. */
export function isPassing(error: unknown): error is FuelgaugeError {
  if (!(error instanceof FuelgaugeError)) return false;
  return error.code === 'unreachable' || (error.status !== null && PASSING.has(error.status));
}

async function attempt<Read>(
  { baseUrl, key, fetch = globalThis.fetch.bind(globalThis), timeoutMs = 30_000 }: FuelgaugeOptions,
  ask: Ask,
  read: (response: Response) => Promise<Read>,
): Promise<Read> {
  assertAddress(ask.path);
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  const signal = ask.signal ? AbortSignal.any([ask.signal, timeout.signal]) : timeout.signal;
  const url = `${baseUrl.replace(/\/+$/, '')}${ask.path}${queryText(ask.query)}`;
  const { method, body = null } = ask;
  try {
    const response = await fetch(url, { method, body, headers: headersOf(ask, key), signal });
    if (!response.ok) throw await refusalOf(response);
    return await read(response);
  } catch (error) {
    if (error instanceof FuelgaugeError) throw error;
    const why = timeout.signal.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error);
    throw new FuelgaugeError({
      code: 'unreachable',
      detail: `${method} ${ask.path} has no answer: ${why}.`,
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** An empty part, or one of dots, would lead to another address. */
function assertAddress(path: string): void {
  if (!/\/\.{0,2}(?:\/|$)/.test(path)) return;
  const detail = `The address ${path} has a part that is empty or dots. Give an id.`;
  throw new FuelgaugeError({ code: 'parameter_invalid', detail });
}

function headersOf(
  { body, idempotencyKey, lastEventId }: Ask,
  key: string | undefined,
): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': quoted(idempotencyKey) }),
  };
}

/** As a string of a structured field, which the header's draft asks for. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function queryText(query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The innermost cause says it: fetch itself only says that it failed. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: unknown; message?: unknown };
  if (cause !== undefined && cause !== null) return reasonOf(cause);
  return typeof message === 'string' && message !== '' ? message : 'the connection failed';
}

async function readJson<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw unexpected(response, cause);
  }
}

async function readStream(response: Response): Promise<ReadableStream<Uint8Array>> {
  if (response.body === null) throw unexpected(response, undefined);
  return response.body;
}

async function refusalOf(response: Response): Promise<FuelgaugeError> {
  const text = await response.text();
  const problem = problemIn(text);
  if (!problem) return unexpected(response, undefined);
  return new FuelgaugeError({
    code: problem.code,
    status: response.status,
    detail: problem.detail,
    errors: problem.errors ?? [],
    requestId: problem.request_id ?? response.headers.get('x-request-id'),
    retryAfterMs: retryAfterOf(response),
  });
}

function problemIn(text: string): Problem | undefined {
  try {
    const json = JSON.parse(text) as Partial<Problem> | null;
    return typeof json?.code === 'string' && typeof json.detail === 'string'
      ? (json as Problem)
      : undefined;
  } catch {
    return undefined;
  }
}

function unexpected(response: Response, cause: unknown): FuelgaugeError {
  return new FuelgaugeError({
    code: 'answer_unexpected',
    status: response.status,
    detail: `The answer, of status ${response.status}, is not Fuelgauge's. Is baseUrl right?`,
    requestId: response.headers.get('x-request-id'),
    retryAfterMs: retryAfterOf(response),
    cause,
  });
}

function retryAfterOf({ headers }: Response): number | null {
  return parseRetryAfter(headers.get('retry-after'), Date.now());
}

/** Rejects with the signal's reason when that comes first. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
