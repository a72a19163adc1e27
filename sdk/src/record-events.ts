import { FuelgaugeError } from './fuelgauge-error.ts';
import type { CallOptions, Transport } from './transport.ts';
import type { Event, EventResult, RecordedEvents } from './wire.ts';

/** An event as a program hands it over: what is absent is filled in before it is sent. */
export type EventInput = Omit<Event, 'id' | 'occurred_at'> & {
  /**
   * A random UUID when absent. Give one that names the fact, and reporting it again changes
   * nothing.
   */
  readonly id?: string;
  /** Now when absent. */
  readonly occurred_at?: string;
};

/** How `record` records. */
export interface RecordOptions extends Pick<CallOptions, 'signal'> {
  /**
   * Books history into the cycles it happened in, however old. Needs the scope `events:backfill`.
   */
  readonly backfill?: boolean;
}

/** Events of one request: far below what the server takes, so that a repetition is cheap. */
const CHUNK_EVENTS = 1000;
/** Characters of one request. Each is at most three bytes, and a body may have 8 MiB. */
const CHUNK_CHARACTERS = 2_500_000;

/**
 * Gives an event its id and time, once, so that every attempt to record it is about the same event.
 */
export function stampEvent(event: EventInput): Event {
  const { id, occurred_at, ...rest } = event;
  return {
    ...rest,
    id: id ?? crypto.randomUUID(),
    occurred_at: occurred_at ?? new Date().toISOString(),
  };
}

/**
 * Records stamped events and answers one result for each, in their order. When it throws, the
 * error's `events` are those without a known result.
 */
export async function recordEvents(
  transport: Transport,
  events: readonly Event[],
  options: RecordOptions = {},
): Promise<RecordedEvents> {
  const results: EventResult[] = [];
  let recorded: RecordedEvents = { results, balances: {}, as_of: new Date().toISOString() };
  for await (const answer of recordInChunks(transport, events, options)) {
    results.push(...answer.results);
    recorded = { ...answer, results, balances: { ...recorded.balances, ...answer.balances } };
  }
  return recorded;
}

/**
 * Records stamped events in requests of a bounded size, one after the other, and answers each as it
 * comes.
 */
export async function* recordInChunks(
  transport: Transport,
  events: readonly Event[],
  { backfill, signal }: RecordOptions = {},
): AsyncGenerator<RecordedEvents> {
  let done = 0;
  for (const { texts } of chunksOf(events)) {
    try {
      const query = backfill === true ? { backfill } : {};
      const ask = { method: 'POST', path: '/v1/events', query, signal } as const;
      const answer = await transport.json<RecordedEvents>({ ...ask, body: `[${texts.join(',')}]` });
      assertOneEach(answer, texts.length);
      yield answer;
      done += texts.length;
    } catch (error) {
      throw withEvents(error, events.slice(done));
    }
  }
}

interface Chunk {
  readonly texts: string[];
  characters: number;
}

function chunksOf(events: readonly Event[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const event of events) {
    const text = JSON.stringify(event);
    const last = chunks.at(-1);
    const isFull =
      last === undefined ||
      last.texts.length >= CHUNK_EVENTS ||
      last.characters + text.length > CHUNK_CHARACTERS;
    const chunk = isFull ? { texts: [], characters: 0 } : last;
    if (isFull) chunks.push(chunk);
    chunk.texts.push(text);
    chunk.characters += text.length + 1;
  }
  return chunks;
}

function assertOneEach({ results }: Partial<RecordedEvents>, events: number): void {
  if (Array.isArray(results) && results.length === events) return;
  throw new FuelgaugeError({
    code: 'answer_unexpected',
    status: 200,
    detail: `${events} events were sent and the answer has not as many results. Is baseUrl right?`,
  });
}

function withEvents(error: unknown, events: readonly Event[]): unknown {
  if (!(error instanceof FuelgaugeError)) return error;
  const { code, detail, status, errors, requestId, retryAfterMs, cause } = error;
  return new FuelgaugeError({
    code,
    detail,
    status,
    errors,
    requestId,
    retryAfterMs,
    cause,
    events,
  });
}
