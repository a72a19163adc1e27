import type { Event, Problem } from './wire.ts';

/** A place at fault: a JSON Pointer into what was sent, or the name of a parameter. */
export type ProblemPlace = NonNullable<Problem['errors']>[number];

/**
 * Why there is no answer: what the server refused with, or one of the client's own. `unreachable`:
 * no answer came, repeated as often as was allowed. `answer_unexpected`: something answered that is
 * not Fuelgauge. `recorder_full` and `recorder_closed`: the recorder took nothing.
 */
export type FuelgaugeErrorCode =
  | Problem['code']
  | 'answer_unexpected'
  | 'recorder_closed'
  | 'recorder_full'
  | 'unreachable';

/** What an error is made of. */
export interface FuelgaugeErrorParts {
  readonly code: FuelgaugeErrorCode;
  readonly detail: string;
  readonly status?: number | null;
  readonly errors?: readonly ProblemPlace[];
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
  readonly events?: readonly Event[];
  readonly cause?: unknown;
}

/** The server refused, or there was no answer. Decide by `code`; `message` is for people. */
export class FuelgaugeError extends Error {
  override readonly name = 'FuelgaugeError';
  readonly code: FuelgaugeErrorCode;
  /** Null when no answer came at all. */
  readonly status: number | null;
  readonly detail: string;
  /** The places at fault, as JSON Pointers into what was sent or names of parameters. */
  readonly errors: readonly ProblemPlace[];
  /** Finds the request in the server's log. */
  readonly requestId: string | null;
  /** When the server asked to be left alone for a while, how long. */
  readonly retryAfterMs: number | null;
  /**
   * Of a failed `record`: the events without a known answer, as they were sent. Recording these,
   * with the ids they have here, charges none of them twice.
   */
  readonly events: readonly Event[];

  constructor(parts: FuelgaugeErrorParts) {
    super(parts.detail, { cause: parts.cause });
    this.code = parts.code;
    this.status = parts.status ?? null;
    this.detail = parts.detail;
    this.errors = parts.errors ?? [];
    this.requestId = parts.requestId ?? null;
    this.retryAfterMs = parts.retryAfterMs ?? null;
    this.events = parts.events ?? [];
  }
}
