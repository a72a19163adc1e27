import { FuelgaugeError } from './fuelgauge-error.ts';
import { type EventInput, stampEvent } from './record-events.ts';
import type { Event, EventResult, RecordedEvents } from './wire.ts';

/** How a recorder gathers events, and whom it tells. */
export interface RecorderOptions {
  /** Events of one request, 500 when absent. */
  readonly maxEvents?: number;
  /** How long an event waits for others, 200 ms when absent. */
  readonly maxWaitMs?: number;
  /** Events without a result, waiting or on their way, 10,000 when absent: more are refused. */
  readonly maxQueue?: number;
  /** Hears of each result, in the order the events were handed over. */
  readonly onResult?: (result: EventResult, event: Event) => void;
  /**
   * Hears of events that got no result, refused or failed for good: recording these again charges
   * none twice. Whoever listens here need not look at each promise of `record` as well.
   */
  readonly onError?: (error: unknown, events: readonly Event[]) => void;
}

/** Records events in the background, many in one request, in the order they were handed over. */
export interface Recorder {
  /**
   * Hands an event over; resolves with its own result. Rejects with `recorder_full`,
   * `recorder_closed`, or as the request did that it was part of.
   */
  record(event: EventInput): Promise<EventResult>;
  /** Sends what waits. Resolves when everything handed over before has its result or has failed. */
  flush(): Promise<void>;
  /** Takes no more, and flushes. */
  close(): Promise<void>;
}

/** Sends stamped events and answers results as they come, in order. */
type Send = (events: readonly Event[]) => AsyncIterable<Pick<RecordedEvents, 'results'>>;

interface Waiting {
  readonly event: Event;
  readonly resolve: (result: EventResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens a recorder. One request is on its way at a time, so that none overtakes another. */
export function openRecorder(send: Send, options: RecorderOptions = {}): Recorder {
  const { maxEvents = 500, maxWaitMs = 200, maxQueue = 10_000, onError } = options;
  if (!(maxEvents >= 1)) throw new RangeError('maxEvents must be 1 or more.');
  const queue: Waiting[] = [];
  // Events are counted as they are handed over; the first `due` of them are to be sent without
  // waiting longer.
  let handedOver = 0;
  let settled = 0;
  let due = 0;
  let isSending = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushes: { readonly upTo: number; readonly resolve: () => void }[] = [];

  function sendWhatWaits(): void {
    clearTimeout(timer);
    timer = undefined;
    due = handedOver;
    if (!isSending) void sendDue();
  }

  async function sendDue(): Promise<void> {
    isSending = true;
    while (settled < due) {
      const batch = queue.splice(0, maxEvents);
      await deliver(send, batch, options);
      settled += batch.length;
      for (const { upTo, resolve } of flushes) if (upTo <= settled) resolve();
      flushes = flushes.filter(({ upTo }) => upTo > settled);
    }
    isSending = false;
  }

  function flush(): Promise<void> {
    if (settled === handedOver) return Promise.resolve();
    const flushed = new Promise<void>((resolve) => flushes.push({ upTo: handedOver, resolve }));
    sendWhatWaits();
    return flushed;
  }

  return {
    record(input) {
      const event = stampEvent(input);
      if (isClosed) return refuse(event, 'recorder_closed', options);
      if (handedOver - settled >= maxQueue) return refuse(event, 'recorder_full', options);
      const result = new Promise<EventResult>((resolve, reject) => {
        queue.push({ event, resolve, reject });
      });
      if (onError) result.catch(() => {});
      handedOver += 1;
      if (queue.length % maxEvents === 0) sendWhatWaits();
      else timer ??= setTimeout(sendWhatWaits, maxWaitMs);
      return result;
    },
    flush,
    close() {
      isClosed = true;
      return flush();
    },
  };
}

const REFUSALS = {
  recorder_closed: 'The recorder is closed and took no more events.',
  recorder_full: 'As many events wait for a result as the recorder holds. This one was not taken.',
} as const;

function refuse(
  event: Event,
  code: keyof typeof REFUSALS,
  { onError }: RecorderOptions,
): Promise<never> {
  const error = new FuelgaugeError({ code, detail: REFUSALS[code], events: [event] });
  const refused = Promise.reject<never>(error);
  if (onError) {
    refused.catch(() => {});
    inTurn(() => onError(error, [event]));
  }
  return refused;
}

/** Settles each event of the batch, and never throws. */
async function deliver(
  send: Send,
  batch: readonly Waiting[],
  { onResult, onError }: RecorderOptions,
): Promise<void> {
  let done = 0;
  try {
    for await (const { results } of send(batch.map(({ event }) => event))) {
      for (const result of results) {
        const waiting = batch[done];
        done += 1;
        if (!waiting) break;
        waiting.resolve(result);
        inTurn(() => onResult?.(result, waiting.event));
      }
    }
  } catch (error) {
    const rest = batch.slice(done);
    for (const { reject } of rest) reject(error);
    inTurn(() =>
      onError?.(
        error,
        rest.map(({ event }) => event),
      ),
    );
  }
}

/** What a listener throws is its own, and stops no events. */
function inTurn(tell: () => void): void {
  queueMicrotask(tell);
}
