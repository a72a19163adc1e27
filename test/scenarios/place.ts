import type { ScenarioRunner, SentEvent } from './runner.ts';

/** Reads a catalog document by the name scenarios call it. */
export type FindCatalog = (name: string) => Readonly<Record<string, unknown>>;

/** Where a scenario stands. */
export interface Place {
  readonly runner: ScenarioRunner;
  readonly findCatalog: FindCatalog;
  /** The key of the catalog published last. */
  catalog: string;
  /** Published documents by key. */
  readonly documents: Map<string, Readonly<Record<string, unknown>>>;
  customer: string;
  /** RFC 3339. */
  now: string;
  /** The time zone that dates without a time are read in: the one the customer began with. */
  zone: string;
  customers: number;
  events: number;
  /** Events by the id they go by. */
  readonly sent: Map<string, SentEvent>;
  /** Ids of grants by the name they go by. */
  readonly grants: Map<string, string>;
}

/** An instant of a scenario: RFC 3339, or a date, which is its first moment in the customer's zone. */
export function instantOf(place: Place, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const start = Temporal.PlainDate.from(text).toZonedDateTime(place.zone);
    return start.toInstant().toString();
  }
  return Temporal.Instant.from(text).toString();
}
