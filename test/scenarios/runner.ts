/**
 * What a scenario needs of whatever keeps customers: core alone, or the operations on a database.
 * Amounts are decimal strings, instants RFC 3339, catalogs and events the JSON of the public formats.
 * Everything but `publish` and `openCustomer` is about the customer opened last.
 */
export interface ScenarioRunner {
  /** Publishes a catalog document; answers the ids of waiting events that it gave a price. */
  publish(document: unknown): Promise<readonly string[]>;
  /** A customer of its own, whose clock stands where it starts. */
  openCustomer(customer: CustomerTerms): Promise<void>;
  advanceClock(to: string): Promise<void>;
  putDirectoryEntry(entry: DirectoryEntry): Promise<void>;
  record(events: readonly SentEvent[], options: { backfill: boolean }): Promise<EventAnswer[]>;
  voidEvent(request: VoidOfEvent): Promise<CorrectionAnswer>;
  amendEvent(request: { event: SentEvent; reason: string }): Promise<CorrectionAnswer>;
  grant(request: SentGrant): Promise<GrantAnswer>;
  voidGrant(id: string): Promise<VoidGrantAnswer>;
  changeTerms(change: SentTerms): Promise<{ readonly refused?: string }>;
  balance(): Promise<BalanceAnswer>;
  /** The cycle of a series that contains an instant, as the ledger knows it now. */
  cycleTotals(query: { series: string; at: string; unit: string | null }): Promise<CycleSums>;
  /** The cycles of a series that have begun, oldest first. */
  cycles(series: string): Promise<readonly CycleAnswer[]>;
  /** The entries of one event, or the last ones, in ledger order. */
  entries(query: { event: EventName } | { last: number }): Promise<readonly EntryAnswer[]>;
  /** Without what adds up to nothing, as what was all taken back does. */
  usage(query: UsageQuery): Promise<readonly UsageAnswer[]>;
  /** Ids of the events that wait for a price, in ledger order. */
  unpriced(): Promise<readonly string[]>;
  /** All entries, in ledger order. */
  ledger(): Promise<readonly LedgerAnswer[]>;
  /** Throws when the customer's data contradict themselves. Called after every step, so it looks at what is cheap to see. */
  verify(): Promise<void>;
  /** Throws unless all that is known of the customer proves right. Called when no step is left for it. */
  prove(): Promise<void>;
}

export interface CustomerTerms {
  readonly customer: string;
  readonly catalog: string;
  readonly plan: string;
  readonly time_zone: string;
  readonly started_at: string;
  readonly anchor_at: string;
  readonly billing_mode?: string;
  readonly contract_ends_at?: string;
}

export interface DirectoryEntry {
  readonly dimension: string;
  readonly value: string;
  /** The value it hangs in from `from` on; null for none. */
  readonly parent: string | null;
  readonly from: string;
}

/** An event as `POST /v1/events` takes it. */
export interface SentEvent extends EventName {
  readonly type: string;
  readonly customer: string;
  readonly occurred_at: string;
  readonly dimensions: Readonly<Record<string, string | readonly string[]>>;
  readonly data: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly sequence?: number;
  readonly enforce?: boolean;
}

export interface EventName {
  readonly source: string;
  readonly id: string;
}

/** One item of the answer of `POST /v1/events`. */
export interface EventAnswer {
  readonly id: string;
  readonly status: string;
  readonly credits?: string;
  readonly list_credits?: string;
  readonly zero_reason?: string | null;
  /** Besides `meter`, `quantity` and `credits`, the dimension that splits the meter, with its value. */
  readonly lines?: readonly Readonly<Record<string, string | null>>[];
  /** The code of the problem, where there is one. */
  readonly code?: string;
}

export interface VoidOfEvent extends EventName {
  readonly reason: string;
  readonly compensate: boolean;
}

export interface CorrectionAnswer {
  readonly status: 'corrected' | 'duplicate' | 'refused';
  readonly code?: string;
  /** What the correction changed in all. */
  readonly credits?: string;
  /** The part of it that what remains costs more, or less. */
  readonly rerated?: string;
  readonly compensated?: string;
}

export interface SentGrant {
  readonly kind: string;
  readonly amount: string;
  readonly effective_at?: string;
  /** Null: never. Absent: what the kind says. */
  readonly expires_at?: string | null;
  readonly priority?: number;
  readonly applies_to?: readonly string[];
  readonly source: string;
}

export type GrantAnswer =
  | { readonly id: string; readonly repaid: string; readonly expires_at: string | null }
  | { readonly refused: string };

export type VoidGrantAnswer = { readonly voided: string } | { readonly refused: string };

export interface SentTerms {
  readonly effective_at: string;
  readonly plan?: string;
  readonly time_zone?: string;
  readonly billing_mode?: string | null;
  readonly contract_ends_at?: string;
}

export interface CycleSums {
  readonly opening: string;
  readonly granted: string;
  readonly expired: string;
  readonly voided: string;
  readonly total: string;
  readonly used: string;
  readonly overdrawn: string;
  readonly overage: string;
  readonly remaining: string;
}

export interface BalanceAnswer extends CycleSums {
  readonly held: string;
  /** Null when nothing limits it. */
  readonly available: string | null;
  readonly state: string;
  readonly resets_at: string;
  /** In draw order. */
  readonly grants: readonly {
    readonly kind: string;
    readonly amount: string;
    readonly remaining: string;
    readonly expires_at: string | null;
  }[];
}

export interface CycleAnswer {
  readonly start: string;
  readonly end: string;
  readonly state: string;
}

export interface EntryAnswer {
  readonly kind: string;
  readonly amount: string;
  /** Account; that of a grant is named by its kind. */
  readonly debit: string;
  readonly credit: string;
  readonly booked_at: string;
}

/** An entry with all that is kept of it. */
export interface LedgerAnswer extends EntryAnswer {
  readonly seq: number;
  readonly part: number;
  readonly unit: string;
  readonly recorded_at: string;
  readonly balance_after: string;
  readonly eventKey: string | null;
}

export interface UsageQuery {
  readonly series: string;
  readonly at: string;
  /** `meter`, or the id of a dimension. */
  readonly by: string;
}

/** Sums of one meter or one value of a dimension; `key` is empty for what has no value. */
export interface UsageAnswer {
  readonly key: string;
  readonly credits: string;
  readonly quantity: string;
  readonly events: number;
}
