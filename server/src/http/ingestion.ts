/** What one event of a request came to, as far as its health tells. */
export interface Observed {
  readonly id: string | null;
  readonly source: string | null;
  readonly status: string;
  /** Why it was not recorded. */
  readonly code: string | null;
  /** Milliseconds since 1970; null where nothing was recorded. */
  readonly occurredAtMs: number | null;
  readonly recordedAtMs: number | null;
}

/** How recording goes in this process. Nothing of what events contain is kept, only ids and codes. */
export interface Ingestion {
  /** `receivedAtMs` and `answeredAtMs` are of the request, in milliseconds since 1970. */
  observe(
    events: readonly Observed[],
    request: { readonly receivedAtMs: number; readonly answeredAtMs: number },
  ): void;
  report(nowMs: number): IngestionReport;
}

export interface IngestionReport {
  /** When the process began to count, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Events answered in the last so many minutes, whatever became of them. */
  readonly windows: readonly { readonly minutes: number; readonly events: number }[];
  /** Since the process began, by status. */
  readonly statuses: ReadonlyMap<string, number>;
  /** From taking a request to answering it, in milliseconds; null before the first. */
  readonly answered: Spread | null;
  /** From when events happened to when they were recorded, in milliseconds. */
  readonly recorded: Spread | null;
  /** Events that were not recorded, by code, most first. */
  readonly rejected: readonly Rejected[];
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

export interface Rejected {
  readonly code: string;
  readonly events: number;
  /** The newest ones. */
  readonly samples: readonly {
    readonly atMs: number;
    readonly source: string | null;
    readonly id: string | null;
  }[];
}

const WINDOWS_MINUTES = [1, 5, 60, 24 * 60];
const MINUTE_MS = 60_000;
/** How many of the newest times percentiles are taken of. */
const KEPT_TIMES = 10_000;
const KEPT_SAMPLES = 5;
/** Codes told apart: those there are, with room. */
const KEPT_CODES = 200;

/** Counts from `nowMs` on, in milliseconds since 1970. */
export function openIngestion(nowMs: number): Ingestion {
  const minutes = new Map<number, number>();
  const statuses = new Map<string, number>();
  const rejected = new Map<string, { events: number; samples: Rejected['samples'] }>();
  const answered = newest();
  const recorded = newest();

  function reject({ code, source, id }: Observed, atMs: number): void {
    if (code === null || (!rejected.has(code) && rejected.size >= KEPT_CODES)) return;
    const known = rejected.get(code) ?? { events: 0, samples: [] };
    known.events += 1;
    known.samples = [{ atMs, source, id }, ...known.samples].slice(0, KEPT_SAMPLES);
    rejected.set(code, known);
  }

  return {
    observe(events, { receivedAtMs, answeredAtMs }) {
      const minute = Math.floor(answeredAtMs / MINUTE_MS);
      minutes.set(minute, (minutes.get(minute) ?? 0) + events.length);
      for (const old of minutes.keys()) {
        if (old <= minute - 24 * 60) minutes.delete(old);
      }
      answered.add(answeredAtMs - receivedAtMs);
      for (const event of events) {
        statuses.set(event.status, (statuses.get(event.status) ?? 0) + 1);
        reject(event, answeredAtMs);
        if (event.recordedAtMs !== null && event.occurredAtMs !== null)
          recorded.add(event.recordedAtMs - event.occurredAtMs);
      }
    },
    report(atMs) {
      const minute = Math.floor(atMs / MINUTE_MS);
      const within = (length: number) =>
        [...minutes].reduce(
          (sum, [each, events]) => sum + (each > minute - length ? events : 0),
          0,
        );
      return {
        sinceMs: nowMs,
        windows: WINDOWS_MINUTES.map((length) => ({ minutes: length, events: within(length) })),
        statuses,
        answered: answered.spread(),
        recorded: recorded.spread(),
        rejected: [...rejected]
          .map(([code, { events, samples }]) => ({ code, events, samples }))
          .sort((a, b) => b.events - a.events),
      };
    },
  };
}

/** The newest of many times. */
function newest() {
  const times: number[] = [];
  let next = 0;
  return {
    add(ms: number): void {
      times[next] = ms;
      next = (next + 1) % KEPT_TIMES;
    },
    spread(): Spread | null {
      if (times.length === 0) return null;
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
      return { p50: at(0.5), p99: at(0.99) };
    },
  };
}
