// What a run of a fault and the process that makes its load say to each other, and what that process writes down.

/** To the load generator. It answers `begin` and `await` with `answered`, and `finish` with `finished`. */
export type LoadOrder =
  | ({ readonly kind: 'begin' } & LoadCycle)
  | { readonly kind: 'aim'; readonly servers: readonly string[] }
  | { readonly kind: 'await'; readonly answers: number }
  | { readonly kind: 'finish' };

/** From the load generator. */
export type LoadNotice =
  | { readonly kind: 'answered' }
  | { readonly kind: 'finished'; readonly report: LoadReport };

/** Work on customers that nobody has used before. */
export interface LoadCycle {
  readonly customers: readonly string[];
  /** Addresses; requests take turns among them. */
  readonly servers: readonly string[];
  readonly operatorKey: string;
  /** The file of this cycle, to be made. */
  readonly journal: string;
  readonly seed: number;
  /** Requests under way at a time. */
  readonly callers: number;
  /** Send all that is sent to every server at the same time, under the same ids. */
  readonly isShared: boolean;
}

/** What the load generator saw of one cycle. */
export interface LoadReport {
  readonly attempts: readonly Attempt[];
  /** Events whose first answer was `duplicate`: stored before, by a request that was never answered. */
  readonly storedUnanswered: number;
  /** Events that each server was the first to record, of a load that is shared. */
  readonly recordedBy: readonly number[];
  /** Answers that no client should ever get, in words. Anything here fails the run. */
  readonly unexpected: readonly string[];
}

/** One request, in milliseconds since the epoch. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
  /** The status, or the code of what cut it off: `200`, `503`, `ECONNRESET`, `timeout`. */
  readonly outcome: string;
}

/** What the ledger keeps of a request, named by an id of the client's own. */
export interface Key {
  readonly kind: 'event' | 'correction' | 'grant';
  readonly customer: string;
  readonly id: string;
}

/** A line of a journal. `sent` is written before the first attempt, `acknowledged` after each answer. */
export type JournalLine =
  | { readonly did: 'sent'; readonly keys: readonly Key[] }
  | { readonly did: 'acknowledged'; readonly key: Key; readonly answer: KeyAnswer };

/** What was answered for a key. */
export interface KeyAnswer {
  /** What must read the same each time it is asked and in the database: status, credits, number. */
  readonly text: string;
  /** Nano-credits it took from the customer, as a decimal number; negative when it gave. */
  readonly took: string;
  /** Whether the server said that it recorded it now, and not that it knew it. */
  readonly isFirst: boolean;
}
