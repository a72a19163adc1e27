// Generated from openapi.json: npm run snapshot writes it again.

/** At most 16384 bytes of JSON. */
export interface Event {
  /** Unique within customer and source. Send an event again under the same id: it is charged once. */
  readonly id: string;
  /** `api` when absent. */
  readonly source?: string;
  /** 1 to 255 characters without control characters. */
  readonly type: string;
  /** 1 to 255 characters without control characters. */
  readonly customer: string;
  /** RFC 3339 with an offset. */
  readonly occurred_at: string;
  /** What it is attributed to. A list for a tree dimension is charged to the lowest common ancestor. */
  readonly dimensions?: { readonly [name: string]: string | readonly string[] };
  /** Properties that meters read. Numbers as JSON where they are exact, else as decimal strings. */
  readonly data?: { readonly [name: string]: unknown };
  readonly run?: string | null;
  readonly sequence?: number | null;
  /** Charge only what the customer can pay; else answer `denied`. */
  readonly enforce?: boolean;
}

export interface CloudEvent {
  readonly specversion: '1.0';
  /** 1 to 255 characters without control characters. */
  readonly id: string;
  /** `api` when absent. */
  readonly source?: string;
  /** 1 to 255 characters without control characters. */
  readonly type: string;
  /** RFC 3339 with an offset. */
  readonly time: string;
  /** The customer, unless the extension `customer` names it. */
  readonly subject?: string | null;
  readonly datacontenttype?: string;
  readonly data?: { readonly [name: string]: unknown };
  readonly customer?: string | null;
  /** An object, or its JSON as a string. */
  readonly dimensions?: string | { readonly [name: string]: unknown } | null;
  readonly run?: string | null;
  readonly sequence?: string | number | null;
  readonly enforce?: boolean;
  readonly [name: string]: unknown;
}

export interface RecordedEvents {
  /** One for each event, in the order they were sent. */
  readonly results: readonly EventResult[];
  /** What each customer was left with. */
  readonly balances: {
    readonly [name: string]: {
      readonly available: string | null;
      readonly seq: number;
    };
  };
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface EventResult {
  readonly id: string | null;
  readonly source: string | null;
  /** `invalid` and `mismatch` never succeed; `refused` may, once its problem is out of the way. */
  readonly status:
    | 'charged'
    | 'late'
    | 'unpriced'
    | 'denied'
    | 'duplicate'
    | 'mismatch'
    | 'invalid'
    | 'refused';
  /** Of a duplicate: what the first recording answered. */
  readonly original?: 'charged' | 'late' | 'unpriced' | 'denied';
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits?: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits?: string;
  readonly unit?: string;
  readonly zero_reason?:
    | 'free'
    | 'zero_rated'
    | 'already_charged'
    | 'within_package'
    | 'cap_reached'
    | 'no_quantity'
    | 'rounds_to_zero'
    | 'before_billing'
    | 'unmetered'
    | 'unpriced'
    | 'denied'
    | 'accrues_daily'
    | null;
  readonly entries?: readonly number[];
  readonly price?: string | null;
  readonly lines?: readonly Line[];
  /** RFC 3339 with an offset. */
  readonly occurred_at?: string;
  /** RFC 3339 with an offset. */
  readonly booked_at?: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at?: string;
  /** Of a denial: what was asked, what there was, and that only another id can succeed. */
  readonly denial?: {
    readonly code: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly required: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly available: string;
    readonly retry: 'new_id';
  };
  readonly problem?: Problem;
}

/** One event priced by one meter, rounded once. */
export interface Line {
  readonly meter: string;
  /** A decimal string with at most 12 decimals. */
  readonly quantity: string;
  /** A decimal string with at most 12 decimals. */
  readonly billed_quantity: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  /** The id of the card that priced it. */
  readonly price: string | null;
  readonly zero_reason:
    | 'free'
    | 'zero_rated'
    | 'already_charged'
    | 'within_package'
    | 'cap_reached'
    | 'no_quantity'
    | 'rounds_to_zero'
    | 'before_billing'
    | 'unmetered'
    | 'unpriced'
    | 'denied'
    | 'accrues_daily'
    | null;
  readonly [name: string]: unknown;
}

/** Why the answer is no. Decide by `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code:
    | 'already_voided'
    | 'answer_too_slow'
    | 'amount_invalid'
    | 'attempts_exhausted'
    | 'before_customer_start'
    | 'body_invalid'
    | 'body_too_large'
    | 'body_unreadable'
    | 'catalog_conflict'
    | 'catalog_fixed'
    | 'catalog_invalid'
    | 'catalog_unknown'
    | 'content_encoding_unsupported'
    | 'content_type_unsupported'
    | 'contrast_too_low'
    | 'cross_site'
    | 'customer_read_only'
    | 'customer_unknown'
    | 'demo_is_local'
    | 'dimension_unknown'
    | 'directory_full'
    | 'duplicate_conflict'
    | 'duplicate_key'
    | 'event_denied'
    | 'event_malformed'
    | 'event_type_unknown'
    | 'event_unknown'
    | 'forbidden'
    | 'grant_kind_unknown'
    | 'grant_unknown'
    | 'grant_void'
    | 'headers_too_large'
    | 'host_not_allowed'
    | 'idempotency_key_invalid'
    | 'idempotency_mismatch'
    | 'insufficient_credits'
    | 'internal'
    | 'key_unknown'
    | 'last_administrator'
    | 'ledger_drifts'
    | 'link_unknown'
    | 'mail_unavailable'
    | 'member_suspended'
    | 'method_not_allowed'
    | 'no_price'
    | 'not_a_test_customer'
    | 'not_found'
    | 'number_inexact'
    | 'other_person'
    | 'parameter_invalid'
    | 'password_weak'
    | 'password_wrong'
    | 'person_exists'
    | 'person_unknown'
    | 'persona_unknown'
    | 'plan_gate'
    | 'plan_unknown'
    | 'property_missing'
    | 'provider_unavailable'
    | 'quantity_invalid'
    | 'query_invalid'
    | 'queue_full'
    | 'request_malformed'
    | 'request_timeout'
    | 'role_gate'
    | 'role_unknown'
    | 'route_unknown'
    | 'scope_missing'
    | 'second_factor_conflict'
    | 'second_factor_failed'
    | 'server_busy'
    | 'session_unknown'
    | 'sign_in_failed'
    | 'sign_in_off'
    | 'signed_out'
    | 'store_full'
    | 'store_unavailable'
    | 'text_malformed'
    | 'time_invalid'
    | 'time_zone_unknown'
    | 'too_early'
    | 'too_large'
    | 'too_old'
    | 'too_many_streams'
    | 'unauthenticated';
  /** What is wrong, where, and what to do. */
  readonly detail: string;
  readonly request_id?: string;
  readonly errors?: readonly {
    /** JSON Pointer into the body. */
    readonly pointer?: string;
    /** A parameter of the path, the query or a header. */
    readonly parameter?: string;
    readonly detail: string;
  }[];
  readonly [name: string]: unknown;
}

/** A page may be shorter than asked for and still have a next one. */
export interface EventLog {
  readonly data: readonly LoggedEvent[];
  readonly next_cursor: string | null;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  /** What the whole log adds up to, corrections included; null where that is not known. */
  readonly total: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
  } | null;
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface LoggedEvent {
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  readonly zero_reason:
    | 'free'
    | 'zero_rated'
    | 'already_charged'
    | 'within_package'
    | 'cap_reached'
    | 'no_quantity'
    | 'rounds_to_zero'
    | 'before_billing'
    | 'unmetered'
    | 'unpriced'
    | 'denied'
    | 'accrues_daily'
    | null;
  readonly lines: readonly Line[];
  readonly draws: readonly Draw[];
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** As recorded. */
  readonly status: 'charged' | 'late' | 'unpriced' | 'denied';
  /** What corrections have made of it. */
  readonly state: 'recorded' | 'voided' | 'amended' | 'priced';
  readonly seq: number;
  /** RFC 3339 with an offset. */
  readonly occurred_at: string;
  /** RFC 3339 with an offset. */
  readonly booked_at: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at: string;
  readonly run: string | null;
  readonly sequence: number | null;
  /** As sent. */
  readonly dimensions: { readonly [name: string]: unknown };
  /** What its usage is attributed to, derived parents included. */
  readonly attribution: { readonly [name: string]: unknown };
  readonly data: { readonly [name: string]: unknown };
  readonly unit: string;
  readonly denial: {
    readonly code: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly required: string;
    readonly available: string | null;
  } | null;
  /** Null for whom the customer's balance is not shown. */
  readonly balance_after: string | null;
  readonly corrections: readonly {
    readonly kind: 'void' | 'amend' | 'price';
    readonly seq: number;
    readonly reason: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly rerated: string;
    /** RFC 3339 with an offset. */
    readonly booked_at: string;
    /** RFC 3339 with an offset. */
    readonly recorded_at: string;
    readonly compensation: {
      readonly grant: string;
      /** A decimal string, such as "9" or "0.002212". */
      readonly credits: string;
    } | null;
  }[];
  /** What it is charged now: nothing once it is voided. */
  readonly current: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly zero_reason:
      | 'free'
      | 'zero_rated'
      | 'already_charged'
      | 'within_package'
      | 'cap_reached'
      | 'no_quantity'
      | 'rounds_to_zero'
      | 'before_billing'
      | 'unmetered'
      | 'unpriced'
      | 'denied'
      | 'accrues_daily'
      | null;
    readonly lines: readonly Line[];
    readonly draws: readonly Draw[];
  };
}

/** What one account paid. `kind` is the kind of the grant, or the name of the account. */
export interface Draw {
  readonly account: string;
  readonly kind: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
}

export interface EventWithEntries {
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  readonly zero_reason:
    | 'free'
    | 'zero_rated'
    | 'already_charged'
    | 'within_package'
    | 'cap_reached'
    | 'no_quantity'
    | 'rounds_to_zero'
    | 'before_billing'
    | 'unmetered'
    | 'unpriced'
    | 'denied'
    | 'accrues_daily'
    | null;
  readonly lines: readonly Line[];
  readonly draws: readonly Draw[];
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** As recorded. */
  readonly status: 'charged' | 'late' | 'unpriced' | 'denied';
  /** What corrections have made of it. */
  readonly state: 'recorded' | 'voided' | 'amended' | 'priced';
  readonly seq: number;
  /** RFC 3339 with an offset. */
  readonly occurred_at: string;
  /** RFC 3339 with an offset. */
  readonly booked_at: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at: string;
  readonly run: string | null;
  readonly sequence: number | null;
  /** As sent. */
  readonly dimensions: { readonly [name: string]: unknown };
  /** What its usage is attributed to, derived parents included. */
  readonly attribution: { readonly [name: string]: unknown };
  readonly data: { readonly [name: string]: unknown };
  readonly unit: string;
  readonly denial: {
    readonly code: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly required: string;
    readonly available: string | null;
  } | null;
  /** Null for whom the customer's balance is not shown. */
  readonly balance_after: string | null;
  readonly corrections: readonly {
    readonly kind: 'void' | 'amend' | 'price';
    readonly seq: number;
    readonly reason: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly rerated: string;
    /** RFC 3339 with an offset. */
    readonly booked_at: string;
    /** RFC 3339 with an offset. */
    readonly recorded_at: string;
    readonly compensation: {
      readonly grant: string;
      /** A decimal string, such as "9" or "0.002212". */
      readonly credits: string;
    } | null;
  }[];
  /** What it is charged now: nothing once it is voided. */
  readonly current: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly zero_reason:
      | 'free'
      | 'zero_rated'
      | 'already_charged'
      | 'within_package'
      | 'cap_reached'
      | 'no_quantity'
      | 'rounds_to_zero'
      | 'before_billing'
      | 'unmetered'
      | 'unpriced'
      | 'denied'
      | 'accrues_daily'
      | null;
    readonly lines: readonly Line[];
    readonly draws: readonly Draw[];
  };
  readonly entries: readonly Entry[];
}

/** One transfer of the ledger: from the debited account to the credited one. */
export interface Entry {
  readonly seq: number;
  /** Counts the transfers of one operation, from 0. */
  readonly part: number;
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  readonly unit: string;
  /** RFC 3339 with an offset. */
  readonly booked_at: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at: string;
  /** What grants had left, less open overdraft, after this transfer; null for whom it is not shown. */
  readonly balance_after: string | null;
  readonly event: {
    readonly source: string;
    readonly id: string;
  } | null;
}

export interface VoidEventBody {
  /** 1 to 255 characters without control characters. */
  readonly id: string;
  /** 1 to 255 characters without control characters. */
  readonly source?: string;
  /** Why, for the audit. */
  readonly reason: string;
  /** Grant anew, until the reset, what was drawn from grants that have expired. */
  readonly compensate?: boolean;
}

export interface Correction {
  readonly status: 'voided' | 'amended' | 'priced' | 'duplicate';
  readonly id: string;
  readonly source: string;
  /** What changed in all: negative when the customer gets credits back. */
  readonly credits: string;
  /** The part that running totals owe, because the event left them. */
  readonly rerated: string;
  readonly unit: string;
  readonly entries: readonly number[];
  readonly reason: string;
  /** RFC 3339 with an offset. */
  readonly booked_at: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at: string;
  readonly compensation: {
    readonly grant: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
  } | null;
  /** The event as it stands now; null once it is voided. */
  readonly event: EventResult | null;
  readonly lines: readonly Line[];
}

/** What is absent stays as it was. */
export interface AmendEventBody {
  /** 1 to 255 characters without control characters. */
  readonly id: string;
  /** 1 to 255 characters without control characters. */
  readonly source?: string;
  /** Why, for the audit. */
  readonly reason: string;
  /** RFC 3339 with an offset, or a date (YYYY-MM-DD) that begins in the billing time zone. */
  readonly occurred_at?: string;
  readonly dimensions?: { readonly [name: string]: string | readonly string[] };
  readonly data?: { readonly [name: string]: unknown };
}

export interface UnpricedEvent {
  readonly customer: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** RFC 3339 with an offset. */
  readonly occurred_at: string;
  readonly dimensions: { readonly [name: string]: unknown };
  readonly data: { readonly [name: string]: unknown };
}

/** A customer with the terms in force and those to come. */
export interface Customer {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly time_zone: string;
  readonly billing_mode: string | null;
  readonly price_per_credit: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  } | null;
  /** RFC 3339 with an offset. */
  readonly anchor_at: string;
  /** RFC 3339 with an offset. */
  readonly started_at: string;
  readonly contract_ends_at: string | null;
  readonly test: boolean;
  /** The clock of a test customer. */
  readonly clock_at: string | null;
  readonly scheduled_plans: readonly {
    readonly plan: string;
    /** RFC 3339 with an offset. */
    readonly effective_at: string;
  }[];
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** Set while the ledger is not trusted: it can be read, and every write is refused. */
  readonly read_only: {
    /** RFC 3339 with an offset. */
    readonly since: string;
    readonly reason: string;
  } | null;
}

export interface CustomerBody {
  readonly name?: string;
  /** Settled at creation; the server's default catalog when absent. */
  readonly catalog?: string;
  /** 1 to 255 characters without control characters. */
  readonly plan?: string;
  /** IANA name of the billing time zone. */
  readonly time_zone?: string;
  /** Settled at creation: where cycles are counted from. */
  readonly anchor_at?: string;
  /** Settled at creation: where the first cycle lies. */
  readonly started_at?: string;
  readonly billing_mode?: string | null;
  readonly price_per_credit?: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  } | null;
  readonly contract_ends_at?: string | null;
  /** Settled at creation: a customer with a clock of its own, out of all totals. */
  readonly test?: boolean;
  /** The first moment of a test customer's clock. */
  readonly clock_at?: string;
  /** When the change takes effect; now when absent. */
  readonly effective_at?: string;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ReleaseBody {
  /** Why, for the audit. */
  readonly reason: string;
  /** Go on from here although history is not proved, and check only what follows. */
  readonly accept?: boolean;
}

export interface ClockBody {
  /** RFC 3339 with an offset, or a date (YYYY-MM-DD) that begins in the billing time zone. */
  readonly advance_to: string;
}

export interface Clock {
  readonly customer: string;
  /** RFC 3339 with an offset. */
  readonly clock_at: string;
}

/** How a customer stands by what is booked. */
export interface CustomerState {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly plan: string;
  readonly test: boolean;
  /** What it is rated in now. */
  readonly unit: string;
  /** Null where nothing limits it. */
  readonly available: string | null;
  /** Charged in the current plan cycle in `unit`. */
  readonly used: string;
  /** What grants of the cycle come to, used or not; null where nothing limits it. */
  readonly total: string | null;
  /** Used of the total, rounded down: more than 100 when more was used; null without a total, or where it is 0. */
  readonly used_percent: number | null;
  /** When the newest event was recorded. */
  readonly last_event_at: string | null;
  /** `empty`: nothing is left. `overdrawn`: unbilled use beyond the grants is open. */
  readonly flags: readonly ('read_only' | 'empty' | 'overdrawn')[];
}

/** How recording goes in the process that answers. */
export interface Ingestion {
  /** When this process began to count. */
  readonly since: string;
  /** RFC 3339 with an offset. */
  readonly as_of: string;
  readonly windows: readonly {
    readonly minutes: number;
    readonly events: number;
    readonly per_second: number;
  }[];
  /** Events answered since then, by status. */
  readonly statuses: { readonly [name: string]: number };
  /** Events accepted and not yet recorded. */
  readonly waiting: number;
  /** From taking a request to answering it. */
  readonly answered_ms: {
    readonly p50: number;
    readonly p99: number;
  } | null;
  /** From when events happened to when they were recorded. */
  readonly recorded_ms: {
    readonly p50: number;
    readonly p99: number;
  } | null;
  readonly rejected: readonly {
    readonly code: string;
    readonly events: number;
    /** The newest ones. */
    readonly samples: readonly {
      /** RFC 3339 with an offset. */
      readonly at: string;
      readonly source: string | null;
      readonly id: string | null;
    }[];
  }[];
}

/** A time from which not all usage was received. */
export interface IngestionGap {
  readonly id: string;
  /** Null: of every customer. */
  readonly customer: string | null;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  /** RFC 3339 with an offset. */
  readonly declared_at: string;
}

/** What is absent stays. */
export interface IngestionGapBody {
  /** Of every customer when null, or absent at first. */
  readonly customer?: string | null;
  /** Needed at first. A date begins in UTC. */
  readonly from?: string;
  /** The first moment of which everything was received again; null: it lasts. */
  readonly to?: string | null;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface LogPage {
  readonly data: readonly LogRow[];
  /** Where the next page begins; null at the end. */
  readonly next_cursor: string | null;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

/** One thing that moved credits. */
export interface LogRow {
  /** `debit` (an event), `correction`, or what happened to a grant: `grant`, `schedule`, `expire`, `roll_over`, `write_off`, `repay`, `void_grant`. */
  readonly kind: string;
  readonly seq: number;
  /** RFC 3339 with an offset. */
  readonly booked_at: string;
  /** RFC 3339 with an offset. */
  readonly recorded_at: string;
  readonly occurred_at: string | null;
  readonly unit: string;
  /** What the row changed: use is negative. */
  readonly credits: string;
  /** The part of it that passes the filter. */
  readonly matched: string;
  /** Null for whom the customer's balance is not shown. */
  readonly balance_after: string | null;
  /** The event, as it was recorded. */
  readonly event: LogEvent | null;
  /** What paid, in draw order; what moved, of grants. */
  readonly draws: readonly {
    readonly account: string;
    readonly kind: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
  }[];
  readonly correction: {
    readonly kind: 'void' | 'amend' | 'price';
    readonly reason: string;
  } | null;
  readonly grant: {
    readonly id: string;
    readonly kind: string;
  } | null;
}

export interface LogEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** As it was recorded. */
  readonly status: string;
  readonly run: string | null;
  readonly attribution: { readonly [name: string]: string };
  readonly zero_reason: string | null;
  readonly lines: readonly {
    readonly meter: string;
    /** A decimal string with at most 12 decimals. */
    readonly quantity: string;
    /** What is counted, in the singular. */
    readonly unit: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** The price card. */
    readonly price: string | null;
  }[];
}

export interface LogSummary {
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  /** Of the amounts. What is in another unit is counted, and adds nothing to them. */
  readonly unit: string;
  /** Events and corrections that match. */
  readonly rows: number;
  /** What their matching lines were charged, corrections included. */
  readonly credits: string;
  /** What the range was charged without any search. */
  readonly whole: string;
  readonly days: readonly {
    /** RFC 3339 with an offset. */
    readonly start: string;
    readonly rows: number;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
  }[];
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface Balance {
  readonly customer: string;
  readonly unit: string;
  /** Left at the start of the cycle. */
  readonly opening: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly granted: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly expired: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly voided: string;
  /** `opening + granted − expired − voided`. */
  readonly total: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly used: string;
  /** Used beyond the grants and not billed. */
  readonly overdrawn: string;
  /** Used beyond the grants and billed. */
  readonly overage: string;
  /** Used under a plan without an end. */
  readonly unlimited: string;
  /** `total − used + overdrawn + overage + unlimited`. */
  readonly remaining: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly held: string;
  /** What a request may still use; null when nothing limits it. */
  readonly available: string | null;
  readonly cycle: {
    readonly series: string;
    /** RFC 3339 with an offset. */
    readonly start: string;
    /** RFC 3339 with an offset. */
    readonly end: string;
  };
  /** RFC 3339 with an offset. */
  readonly resets_at: string;
  /** In draw order. */
  readonly grants: readonly BalanceGrant[];
  readonly state: 'healthy' | 'low' | 'exhausted' | 'overdrawn' | 'unlimited';
  /** Set while the ledger is not trusted: it can be read, and every write is refused. */
  readonly read_only: {
    /** RFC 3339 with an offset. */
    readonly since: string;
    readonly reason: string;
  } | null;
  readonly seq: number;
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface BalanceGrant {
  readonly id: string;
  readonly kind: string;
  readonly category: 'included' | 'prepaid' | 'promo' | 'overage' | 'correction' | 'goodwill';
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly remaining: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly drawn: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly expired: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly repaid: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly carried: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly voided: string;
  readonly status: 'scheduled' | 'active' | 'used' | 'expired' | 'voided';
  readonly priority: number;
  /** RFC 3339 with an offset. */
  readonly effective_at: string;
  readonly expires_at: string | null;
  readonly source:
    | 'allotment'
    | 'plan_change'
    | 'rollover'
    | 'purchase'
    | 'operator'
    | 'correction'
    | 'referral';
  readonly applies_to: readonly string[] | null;
  readonly price_paid: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  } | null;
  readonly reference: string | null;
  readonly reason: string | null;
  /** What this cycle has drawn from it. */
  readonly used: string;
}

export interface Cycle {
  readonly series: string;
  /** RFC 3339 with an offset. */
  readonly start: string;
  /** RFC 3339 with an offset. */
  readonly end: string;
  /** `next` is to come; `closing` has ended and still takes late events; `final` is closed. */
  readonly state: 'open' | 'closing' | 'final' | 'next';
  readonly is_current: boolean;
  readonly totals: readonly {
    readonly unit: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly granted: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly expired: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly voided: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly used: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly overdrawn: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly overage: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly unlimited: string;
  }[];
}

export interface Overview {
  readonly customer: Customer;
  readonly catalog: {
    readonly key: string;
    readonly version: number;
  };
  readonly period: Period;
  /** The dates a reader may choose, the last one included. */
  readonly selectable: {
    readonly from: string;
    readonly to: string;
    /** Why not earlier: only the current cycle is shown, or the customer began then. */
    readonly reason: 'current_cycle' | 'started';
  };
  /** Of the period's plan cycle, when it is one, as it closed; of the current one otherwise. */
  readonly balance: Balance;
  /** Since when nothing is left and what took the last of it; null while something is, for a past cycle, and for whom the balance is not shown. */
  readonly ran_out: {
    /** RFC 3339 with an offset. */
    readonly at: string;
    /** Null for whom only a part of the usage is shown. */
    readonly seq: number | null;
    /** Null where it was none, as when a grant expired. */
    readonly event: {
      readonly source: string;
      readonly id: string;
    } | null;
  } | null;
  /** The next, the current and past cycles of each series, newest first; at most 50. */
  readonly cycles: readonly Cycle[];
  readonly usage: Usage;
  readonly categories: Breakdown;
  readonly meters: Breakdown;
  readonly tables: readonly Table[];
  /** One for each meter that a tile of a page shows. */
  readonly cards: readonly Card[];
  readonly quotas: readonly Quota[];
  /** What a credit is shown to be worth, from each day on. */
  readonly prices: readonly {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
    /** Where it comes from: the customer's own terms, or its plan. */
    readonly source: 'customer' | 'plan';
    /** RFC 3339 with an offset. */
    readonly from: string;
  }[];
  /** Where use is a multiple of its own usual: at most three, of the current plan cycle without a filter, for who sees all usage. */
  readonly changes: readonly Change[];
  readonly freshness: {
    readonly last_recorded_at: string | null;
    readonly last_occurred_at: string | null;
    /** Up to when usage is complete; null where no gap lasts: it is complete to now. */
    readonly complete_to: string | null;
  };
  /** RFC 3339 with an offset. */
  readonly as_of: string;
  readonly seq: number;
}

export interface Period {
  /** The shortest name that means the same at this moment. */
  readonly name: string;
  readonly kind: 'cycle' | 'window' | 'range';
  /** The series whose cycles divide it. */
  readonly series: string;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  readonly granularity: string;
  readonly is_current: boolean;
  /** Over, and no late event can change it any more. */
  readonly is_closed: boolean;
  /** Name of the period of the same kind before it; null where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
}

export interface Usage {
  readonly customer: string;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  readonly time_zone: string;
  /** As asked: `credits`, `money`, `quantity`, or the unit whose amounts stand under `credits`. */
  readonly unit: string;
  /** Of `money`; null when credits have no one price in the range. */
  readonly currency: string | null;
  readonly total: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
    readonly money: string | null;
  };
  /** As `total`, without the filter. */
  readonly whole: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
  };
  readonly units: readonly UnitSum[];
  /** RFC 3339 with an offset. */
  readonly as_of: string;
  readonly seq: number;
  readonly granularity: string;
  readonly cumulative: boolean;
  /** They tile the range. Those that begin after `as_of` are still to come. */
  readonly buckets: readonly {
    /** RFC 3339 with an offset. */
    readonly start: string;
    /** RFC 3339 with an offset. */
    readonly end: string;
  }[];
  /** Times from which not all usage was received, as operators say; whole where they reach beyond the range. */
  readonly gaps: readonly {
    /** RFC 3339 with an offset. */
    readonly from: string;
    /** Null while it lasts. */
    readonly to: string | null;
  }[];
  readonly groups: readonly UsageGroup[];
}

/** What one unit adds up to. Units are never added to each other. */
export interface UnitSum {
  readonly unit: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_amount: string;
  readonly events: number;
}

/** One group, with one item of each list for each bucket. */
export interface UsageGroup {
  /** Null for usage without a value. */
  readonly key: string | null;
  readonly label: string;
  /** The key above it in a tree. */
  readonly parent: string | null;
  /** The unit of `quantity`; null when the quantities cannot be added. */
  readonly unit: string | null;
  readonly credits: readonly string[];
  readonly list_credits: readonly string[];
  readonly money: readonly string[] | null;
  readonly quantity: readonly string[] | null;
  readonly events: readonly number[];
  readonly total: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
    readonly money: string | null;
    readonly quantity: string | null;
  };
}

export interface Breakdown {
  readonly customer: string;
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  readonly time_zone: string;
  /** As asked: `credits`, `money`, `quantity`, or the unit whose amounts stand under `credits`. */
  readonly unit: string;
  /** Of `money`; null when credits have no one price in the range. */
  readonly currency: string | null;
  readonly total: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
    readonly money: string | null;
    /** Of the meter the catalog names, events where it names none; null when they cannot be added. */
    readonly requests: string | null;
  };
  /** As `total`, without the filter. */
  readonly whole: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
  };
  readonly units: readonly UnitSum[];
  /** RFC 3339 with an offset. */
  readonly as_of: string;
  readonly seq: number;
  readonly by: string;
  readonly rows: readonly BreakdownRow[];
  /** What is on no page up to this one. */
  readonly rest: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
    readonly rows: number;
    /** Of the meter the catalog names, events where it names none; null when they cannot be added. */
    readonly requests: string | null;
  } | null;
  readonly next_cursor: string | null;
}

export interface BreakdownRow {
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  readonly events: number;
  /** Null for usage without a value. */
  readonly key: string | null;
  readonly label: string;
  readonly money: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  /** Of the meter the catalog names, events where it names none; null when they cannot be added. */
  readonly requests: string | null;
  /** Of what passes the filter, to four decimals. */
  readonly share: string;
  /** The key above it: in trees and among categories; of a meter its category. */
  readonly parent?: string | null;
  /** In a tree, what the row has of its own: these add up to the total. */
  readonly direct?: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
  };
}

/** A table of a page of the catalog. */
export interface Table {
  readonly view: string;
  /** Its place among the panels of the page, from 0. */
  readonly panel: number;
  readonly breakdown: Breakdown;
}

/** A number shown on a card, in its own unit. */
export interface Card {
  readonly meter: string;
  readonly label: string;
  readonly unit: string;
  /** A decimal string with at most 12 decimals. */
  readonly quantity: string;
}

export interface Quota {
  readonly key: string;
  readonly label: string;
  /** Null when nobody says. */
  readonly used: number | null;
  /** Null is unlimited. */
  readonly limit: number | null;
  readonly plan_limit: number | null;
  /** Whether the limit is the customer's own. */
  readonly is_own: boolean;
  /** What add-ons put on top. */
  readonly added: number;
}

/** Use of one thing that is a multiple of its own usual. */
export interface Change {
  /** `meter` or a dimension. */
  readonly by: string;
  readonly key: string;
  readonly label: string;
  /** The beginning of the day it began. */
  readonly since: string;
  /** From then to now. */
  readonly credits: string;
  /** Of a day: the median of 21 days. */
  readonly usual: string;
  /** How many times the usual an average day since was, rounded down; 3 or more. */
  readonly times: number;
}

export interface Pivot {
  /** RFC 3339 with an offset. */
  readonly from: string;
  /** RFC 3339 with an offset. */
  readonly to: string;
  readonly rows_by: string;
  readonly columns_by: readonly string[];
  readonly columns: readonly {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
    readonly keys: readonly (string | null)[];
    readonly labels: readonly string[];
  }[];
  readonly rows: readonly PivotRow[];
  readonly total: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    readonly events: number;
  };
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface PivotRow {
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  readonly events: number;
  readonly key: string | null;
  readonly label: string;
  /** In the order of `columns`; null where there is none. */
  readonly cells: readonly (PivotCell | null)[];
  readonly entry: DirectoryEntry | null;
  /** The day of the last use within the last 92 days. */
  readonly last_used_at: string | null;
  /** With credits of one of them. */
  readonly runs: {
    readonly count: number;
    /** A decimal string, such as "9" or "0.002212". */
    readonly median: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly p95: string;
  } | null;
}

export interface PivotCell {
  /** A decimal string, such as "9" or "0.002212". */
  readonly credits: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly list_credits: string;
  readonly events: number;
}

/** A member, group, scope, agent or API key that usage is attributed to. */
export interface DirectoryEntry {
  readonly id: string;
  readonly kind: 'members' | 'groups' | 'scopes' | 'agents' | 'api-keys';
  readonly name: string | null;
  readonly email: string | null;
  readonly parent: string | null;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** RFC 3339 with an offset. */
  readonly updated_at: string;
  readonly status: 'active' | 'disabled' | 'paused' | 'deleted';
  /** Null unless it is paused. */
  readonly pause_reason: 'admin' | 'no_credits' | 'limit' | 'unusual_spending' | null;
  /** Since when the status is in force. */
  readonly status_since: string;
  readonly role: string | null;
  /** Of an agent: the member who made it. */
  readonly created_by: string | null;
  /** Of a scope: what it is, such as `folder`. */
  readonly scope_kind: string | null;
  /** When personal data was erased; what it used stays counted. */
  readonly erased_at: string | null;
}

export type LiveMessage =
  | {
      readonly kind: 'start';
      readonly seq: number;
      /** Whether all usage since the last id follows. Else read anew. */
      readonly resumed: boolean;
    }
  | LiveUsage
  | {
      readonly kind: 'balance';
      readonly balance: Balance;
    }
  | {
      readonly kind: 'customer';
      readonly customer: Customer;
    }
  | {
      readonly kind: 'gaps';
      readonly gaps: readonly {
        /** RFC 3339 with an offset. */
        readonly from: string;
        /** Null while it lasts. */
        readonly to: string | null;
      }[];
    };

/** What was recorded after the number `after` up to `seq`, corrections included. */
export interface LiveUsage {
  readonly kind: 'usage';
  readonly after: number;
  readonly seq: number;
  readonly meters: readonly {
    readonly meter: string;
    readonly unit: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    /** A decimal string, such as "9" or "0.002212". */
    readonly list_credits: string;
    /** A decimal string with at most 12 decimals. */
    readonly quantity: string;
    readonly events: number;
  }[];
  /** RFC 3339 with an offset. */
  readonly as_of: string;
}

export interface GrantBody {
  /** A grant kind of the catalog, or `correction` or `goodwill`. */
  readonly kind: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  /** Now when absent. */
  readonly effective_at?: string;
  /** What the kind says when absent; null: never. */
  readonly expires_at?: string | null;
  /** Lower is drawn first; what the kind says when absent. */
  readonly priority?: number;
  readonly source?: 'purchase' | 'operator' | 'referral';
  /** Meters or categories it may pay for; all when absent. */
  readonly applies_to?: readonly string[];
  readonly price_paid?: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  };
  readonly reference?: string;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface IssuedGrant {
  readonly id: string;
  readonly kind: string;
  readonly category: 'included' | 'prepaid' | 'promo' | 'overage' | 'correction' | 'goodwill';
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly remaining: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly drawn: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly expired: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly repaid: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly carried: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly voided: string;
  readonly status: 'scheduled' | 'active' | 'used' | 'expired' | 'voided';
  readonly priority: number;
  /** RFC 3339 with an offset. */
  readonly effective_at: string;
  readonly expires_at: string | null;
  readonly source:
    | 'allotment'
    | 'plan_change'
    | 'rollover'
    | 'purchase'
    | 'operator'
    | 'correction'
    | 'referral';
  readonly applies_to: readonly string[] | null;
  readonly price_paid: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  } | null;
  readonly reference: string | null;
  readonly reason: string | null;
  /** What of it repaid this cycle's overdraft. */
  readonly repaid_now: string;
}

/** `amount = remaining + drawn + expired + repaid + carried + voided`; a scheduled grant has none of these yet. */
export interface Grant {
  readonly id: string;
  readonly kind: string;
  readonly category: 'included' | 'prepaid' | 'promo' | 'overage' | 'correction' | 'goodwill';
  /** A decimal string, such as "9" or "0.002212". */
  readonly amount: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly remaining: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly drawn: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly expired: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly repaid: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly carried: string;
  /** A decimal string, such as "9" or "0.002212". */
  readonly voided: string;
  readonly status: 'scheduled' | 'active' | 'used' | 'expired' | 'voided';
  readonly priority: number;
  /** RFC 3339 with an offset. */
  readonly effective_at: string;
  readonly expires_at: string | null;
  readonly source:
    | 'allotment'
    | 'plan_change'
    | 'rollover'
    | 'purchase'
    | 'operator'
    | 'correction'
    | 'referral';
  readonly applies_to: readonly string[] | null;
  readonly price_paid: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  } | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

export interface VoidGrantBody {
  /** Why, for the audit. */
  readonly reason: string;
}

export interface DirectoryCounts {
  readonly data: readonly {
    readonly kind: 'members' | 'groups' | 'scopes' | 'agents' | 'api-keys';
    readonly scope_kind: string | null;
    readonly status: 'active' | 'disabled' | 'paused' | 'deleted';
    readonly entries: number;
  }[];
}

export interface DirectoryEntryBody {
  readonly name?: string | null;
  readonly email?: string | null;
  /** A group's id for a member, a scope's for a scope or an agent; null for a root. */
  readonly parent?: string | null;
  /** What is told of it: usage of what is disabled or deleted is recorded all the same. */
  readonly status?: 'active' | 'disabled' | 'paused' | 'deleted';
  /** Needed with `paused`. */
  readonly pause_reason?: 'admin' | 'no_credits' | 'limit' | 'unusual_spending' | null;
  readonly role?: string | null;
  /** Of an agent: the member who made it. */
  readonly created_by?: string | null;
  /** Of a scope: what it is, such as `folder`. */
  readonly scope_kind?: string | null;
  /** Since when the parent holds; earlier usage keeps the one it had. */
  readonly effective_at?: string;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ItemPage {
  readonly data: readonly Item[];
  /** Where the next page begins; null at the end. */
  readonly next_cursor: string | null;
  /** Of all items asked for, beyond the page too: by currency and period. */
  readonly totals: readonly {
    readonly currency: string;
    readonly period: 'month' | 'year';
    readonly quantity: number;
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
  }[];
}

/** An add-on, seat or domain: in money, never in credits. */
export interface Item {
  readonly id: string;
  /** An add-on or a cost item of the catalog, or `seat`. */
  readonly kind: string;
  readonly label: string;
  readonly quantity: number;
  /** Null when nobody says. */
  readonly in_use: number | null;
  readonly unit_price: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  };
  readonly period: 'month' | 'year';
  /** What all of it costs for a period. */
  readonly amount: string;
  readonly next_charge_at: string | null;
  /** What is charged then; null: nothing is scheduled. */
  readonly next_charge: string | null;
  readonly expires_at: string | null;
  readonly auto_renew: boolean;
  /** What changes within the current period cost or give back, oldest first. */
  readonly prorations: readonly {
    /** RFC 3339 with an offset. */
    readonly at: string;
    /** How many more; negative when it became fewer. */
    readonly change: number;
    /** From the day of the change to the end, both counted. */
    readonly days: number;
    readonly days_in_period: number;
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
  }[];
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** When the last one was taken away. */
  readonly removed_at: string | null;
}

/** What is absent stays, or is as the catalog says. */
export interface ItemBody {
  /** An add-on or a cost item of the catalog, or `seat`. */
  readonly kind?: string;
  /** What the catalog calls the kind when absent. */
  readonly label?: string;
  /** 1 at first when absent. */
  readonly quantity?: number;
  /** The add-on's when absent at first. */
  readonly unit_price?: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
  };
  readonly period?: 'month' | 'year';
  /** Null: with the plan's cycle. */
  readonly next_charge_at?: string | null;
  readonly expires_at?: string | null;
  readonly auto_renew?: boolean;
  readonly in_use?: number | null;
  /** Since when the quantity holds; now when absent. */
  readonly effective_at?: string;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface QuotaList {
  readonly data: readonly Quota[];
}

/** What is absent stays. */
export interface QuotaBody {
  readonly used?: number | null;
  /** Null is unlimited; `plan` is what the plan allows. */
  readonly limit?: number | 'plan' | null;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface PublishedCatalog {
  readonly key: string;
  readonly version: number;
  /** False when the newest version says the same: nothing was published. */
  readonly published: boolean;
  readonly pending: readonly {
    readonly pointer: string;
    readonly section: string;
    readonly note: string;
  }[];
  /** Events that had waited for a price and were rated by this version's. */
  readonly rated_events: number;
}

export interface Catalog {
  readonly key: string;
  readonly version: number;
  /** A catalog in the format credit-catalog/1. */
  readonly catalog: { readonly [name: string]: unknown };
}

/** The newest version of each catalog. */
export interface CatalogList {
  readonly data: readonly {
    readonly key: string;
    readonly version: number;
  }[];
}

export interface CustomerCatalog {
  readonly customer: string;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly time_zone: string;
  /** The plan in force. */
  readonly plan: string;
  readonly billing_mode: string | null;
  /** What a credit is worth today. */
  readonly price_per_credit: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly amount: string;
    readonly currency: string;
    /** Where it comes from: the customer's own terms, or its plan. */
    readonly source: 'customer' | 'plan';
  } | null;
  readonly billing_starts_at: string | null;
  readonly credit_unit: string;
  readonly units: readonly {
    readonly id: string;
    readonly kind: 'credit' | 'money';
    readonly label: string;
    readonly decimals: number;
    readonly rounding: 'floor' | 'half_up';
  }[];
  readonly display_modes: readonly {
    readonly id: string;
    readonly unit: string;
    readonly is_default: boolean;
    /** Credits are converted by the price per credit. */
    readonly is_valued: boolean;
  }[];
  readonly billing_modes: readonly {
    readonly id: string;
    readonly unit: string;
  }[];
  readonly dimensions: readonly Dimension[];
  readonly categories: readonly {
    readonly id: string;
    readonly label: string;
    readonly parent: string | null;
  }[];
  readonly meters: readonly {
    readonly id: string;
    readonly label: string;
    readonly category: string;
    readonly event_type: string;
    readonly aggregation: string;
    readonly unit: string;
    readonly dimensions: readonly string[];
  }[];
  /** The meter shown as requests; null: the number of events is. */
  readonly requests_meter: string | null;
  readonly plans: readonly Plan[];
  /** In draw order. */
  readonly grant_kinds: readonly {
    readonly id: string;
    readonly label: string;
    readonly category: string;
    readonly priority: number;
    readonly cycle_bound: boolean;
    readonly rollover: {
      readonly max: string | null;
      readonly cycles: number | null;
    } | null;
    readonly expiry: string | null;
  }[];
  readonly series: readonly {
    readonly id: string;
    readonly every: string;
    readonly anchor: string;
    readonly anchor_time: 'midnight' | 'exact';
  }[];
  readonly plan_change: {
    readonly upgrade: string;
    readonly downgrade: string;
  };
  /** What a reset does to what is not billed. */
  readonly overdraft: 'write_off' | 'carry';
  /** What happens when nothing is left. */
  readonly exhaustion: {
    readonly order: readonly string[];
    readonly scope: string;
    readonly message: string;
    readonly auto_resume: boolean;
    readonly in_flight: 'finish' | 'stop' | null;
    readonly shadow_before_billing: boolean;
  } | null;
  /** Those that price this plan, oldest first. */
  readonly cards: readonly PriceCard[];
  readonly quotas: readonly {
    readonly id: string;
    readonly label: string;
    /** The plan's own; null is unlimited. */
    readonly limit: number | null;
  }[];
  /** Those the plan offers. */
  readonly add_ons: readonly {
    readonly id: string;
    readonly label: string;
    readonly price: {
      /** A decimal string, such as "9" or "0.002212". */
      readonly amount: string;
      readonly currency: string;
    };
    readonly period: 'month' | 'year';
    /** The quota each one raises by 1. */
    readonly quota: string | null;
  }[];
  readonly cost_items: readonly {
    readonly id: string;
    readonly label: string;
    readonly currency: string | null;
    readonly period: 'month' | 'year';
    readonly auto_renews: boolean;
  }[];
  readonly alerts: readonly {
    readonly id: string;
    readonly kind: 'threshold' | 'projection';
    readonly basis: 'allotment' | 'available' | 'limit' | 'cap' | 'absolute' | null;
    /** Percent of the basis, or amounts with `absolute`, rising. */
    readonly thresholds: readonly number[];
    /** The mode it is for; null: every mode. */
    readonly billing_mode: string | null;
  }[];
  readonly roles: { readonly [name: string]: readonly string[] };
  /** What each role is called. */
  readonly role_labels: { readonly [name: string]: string };
  readonly links: {
    readonly how_credits_work: string | null;
    readonly rates: string | null;
    readonly support: string | null;
    readonly optimise: string | null;
    readonly status: string | null;
    readonly domain_renewal: string | null;
  };
  readonly views: readonly View[];
  /** The dates readers may choose. */
  readonly dates_within: 'current_cycle' | 'any';
}

export interface Dimension {
  readonly id: string;
  readonly label: string;
  readonly kind: 'flat' | 'tree';
  readonly parent: string | null;
  readonly values: readonly string[];
  /** What values are called, each of `values` at least. */
  readonly value_labels: { readonly [name: string]: string };
  /** What usage without a value is shown as. */
  readonly unattributed: string;
  readonly directory: string | null;
  readonly scope_kind: string | null;
  readonly from: readonly string[];
  readonly hourly: boolean;
  readonly gate: string | null;
}

export interface Plan {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
  readonly price: string | null;
  readonly currency: string | null;
  readonly interval: 'month' | 'year';
  readonly allotments: readonly {
    readonly kind: string;
    /** Null is unlimited. */
    readonly credits: string | null;
  }[];
  readonly overage: string | null;
  readonly hard_limit: boolean;
  readonly billing_mode: string | null;
  readonly features: readonly string[];
  /** Members included; null is unlimited. */
  readonly seats?: number | null;
  /** Of alerts; null: all. */
  readonly channels: readonly string[] | null;
  readonly price_per_credit: {
    readonly display: string | null;
    readonly prepaid: string | null;
    readonly flex: string | null;
  } | null;
}

export interface PriceCard {
  readonly id: string;
  /** RFC 3339 with an offset. */
  readonly from: string;
  readonly to: string | null;
  /** Null: every plan. */
  readonly plans: readonly string[] | null;
  readonly credits_per_usd: string | null;
  readonly prices: readonly Price[];
  readonly state: 'past' | 'current' | 'coming';
  /** Meters it prices now: a card for the plan comes before one for all. */
  readonly in_force: readonly string[];
}

/** One price. What its model does not have is null. */
export interface Price {
  readonly meter: string;
  readonly model: 'unit' | 'package' | 'passthrough' | 'matrix' | 'tiers' | 'free';
  /** The money its rates are in; null: credits. */
  readonly unit: string | null;
  /** Price of each `per`. */
  readonly credits: string | null;
  readonly per: string | null;
  readonly round: 'up' | 'down' | null;
  /** Credits for each 1 of a quantity that is a cost. */
  readonly factor: string | null;
  readonly by: readonly string[];
  readonly rows:
    | readonly {
        readonly match: readonly string[];
        readonly credits: string | null;
        readonly tiers:
          | readonly {
              /** Upper end, which belongs to the tier; null for the last. */
              readonly up_to: string | null;
              /** A decimal string, such as "9" or "0.002212". */
              readonly credits: string;
            }[]
          | null;
      }[]
    | null;
  readonly tiers:
    | readonly {
        /** Upper end, which belongs to the tier; null for the last. */
        readonly up_to: string | null;
        /** A decimal string, such as "9" or "0.002212". */
        readonly credits: string;
      }[]
    | null;
  readonly tier_by: string | null;
  readonly tier_mode: 'whole' | 'graduated' | null;
  readonly scope: 'event' | 'run' | 'cycle';
  readonly min_quantity: string | null;
  readonly add_quantity: string | null;
  readonly cap: {
    /** A decimal string, such as "9" or "0.002212". */
    readonly credits: string;
    readonly series: string;
    readonly by: readonly string[];
  } | null;
  readonly once_by: readonly string[] | null;
  readonly zero_when: { readonly [name: string]: readonly string[] };
}

export interface View {
  readonly id: string;
  readonly label: string;
  readonly embed: boolean;
  readonly gate: {
    readonly roles: readonly string[] | null;
    readonly plans: readonly string[] | null;
  };
  readonly panels: readonly Panel[];
}

/** A part of a page; `type` says which. */
export type Panel =
  | {
      /** Numbers side by side. */
      readonly type: 'tiles';
      /** Heading of the panel. */
      readonly title?: string;
      /** A word of the vocabulary, a meter, `quota:<id>` or `directory:<kind>`. */
      readonly items: readonly (
        | 'credits_used'
        | 'credits_total'
        | 'credits_remaining'
        | 'reset_date'
        | 'days_remaining'
        | 'days_elapsed'
        | 'avg_per_day'
        | 'run_out_in'
        | string
      )[];
    }
  | {
      /** What is left of each grant kind. */
      readonly type: 'balance';
      /** Heading of the panel. */
      readonly title?: string;
      /** The grant kinds, in the order shown. */
      readonly grants: readonly string[];
    }
  | {
      /** One bar of what is used, with a segment for each grant kind. */
      readonly type: 'progress';
      /** Heading of the panel. */
      readonly title?: string;
      /** The grant kinds, in the order shown. */
      readonly segments: readonly string[];
    }
  | {
      /** Credits of the cycle by meter, category or dimension. */
      readonly type: 'breakdown';
      /** Heading of the panel. */
      readonly title?: string;
      /** `meter`, `category`, `category>meter`, or a dimension. */
      readonly by: string | 'category>meter';
      /** Leave out what had no usage. */
      readonly hide_zero?: boolean;
    }
  | {
      /** Usage over time. */
      readonly type: 'timeseries';
      /** Heading of the panel. */
      readonly title?: string;
      /** The meter shown; credits of all meters when left out. */
      readonly meter?: string;
      /** Meters shown beside each other in their own units. */
      readonly series?: readonly string[];
      /** The dimension that gives the lines. */
      readonly split?: string;
      /** Whether amounts add up within the cycle. */
      readonly mode?: 'cumulative' | 'daily';
      /** The reader may switch between cumulative and daily. */
      readonly toggle?: 'cumulative';
      /** How time is divided. */
      readonly bucket?: 'hour' | 'day' | 'week' | 'month';
      /** Windows up to now to choose from. */
      readonly windows?: readonly {
        /** Length of the window. */
        readonly id: string;
        /** How the window is divided. */
        readonly bucket: 'hour' | 'day' | 'week' | 'month';
      }[];
      /** What was used, and where it is likely to land. */
      readonly lines?: readonly ('current' | 'estimated')[];
      /** The level drawn across the chart. */
      readonly guide?: 'available' | 'allotment' | 'limit';
      /** The ranges to choose from. */
      readonly range?: readonly ('plan_cycle' | 'flex_cycle' | 'custom')[];
      /** Filters: a dimension, dimensions that exclude each other (`a|b`), or the tree `category>meter`. */
      readonly filters?: readonly string[];
      /** The display modes to choose from. */
      readonly display?: readonly string[];
    }
  | {
      /** Usage by the values of a dimension. */
      readonly type: 'table';
      /** Heading of the panel. */
      readonly title?: string;
      /** The dimension whose values are the rows. */
      readonly by: string;
      /** A word of the vocabulary, a dimension, a meter, or `<dimension>:*` for a column of each value. */
      readonly columns: readonly string[];
      /** What can be done with a row. */
      readonly actions?: readonly ('disable' | 'set_limit')[];
      /** Whether rows of deleted entries are shown. */
      readonly include_deleted?: 'toggle' | 'always' | 'never';
      /** Further rows are appended on demand. */
      readonly page?: 'show_more';
      /** A dimension to filter by. */
      readonly filter?: string;
    }
  | {
      /** Usage in its own units. */
      readonly type: 'insights';
      /** Heading of the panel. */
      readonly title?: string;
      /** Meters, `quota:<id>` and `directory:<kind>`. */
      readonly native: readonly string[];
    }
  | {
      /** The head of the page. */
      readonly type: 'header';
      /** Heading of the panel. */
      readonly title?: string;
      /** What it shows. */
      readonly items: readonly ('docs_link' | 'audit_log_button' | 'plan_cycle' | 'flex_cycle')[];
    }
  | {
      /** A choice of dates. */
      readonly type: 'date_range';
      /** Heading of the panel. */
      readonly title?: string;
      /** The dates that can be chosen. */
      readonly within: 'current_cycle' | 'any';
    }
  | {
      /** Steps from cycle to cycle. */
      readonly type: 'period_pager';
      /** Heading of the panel. */
      readonly title?: string;
      /** The cycle series. */
      readonly series: string;
    }
  | {
      /** The forecast. */
      readonly type: 'projection';
      /** Heading of the panel. */
      readonly title?: string;
      /** The numbers shown. */
      readonly items: readonly ('projected_use' | 'projected_additional')[];
      /** Whether scenarios can be built. */
      readonly scenario?: boolean;
    }
  | {
      /** How many of something are in use. */
      readonly type: 'quotas';
      /** Heading of the panel. */
      readonly title?: string;
      /** The quotas. */
      readonly items: readonly string[];
    }
  | {
      /** Limits and what is left of them. */
      readonly type: 'limits';
      /** Heading of the panel. */
      readonly title?: string;
      /** The scopes of limits shown. */
      readonly scopes: readonly (
        | 'account'
        | 'workspace'
        | 'group'
        | 'user'
        | 'resource'
        | 'account_default_resource'
        | 'meter'
        | 'api_key'
      )[];
    }
  | {
      /** What costs money by the item. */
      readonly type: 'cost_items';
      /** Heading of the panel. */
      readonly title?: string;
      /** The kind of cost item. */
      readonly kind: string;
    }
  | {
      /** Add-ons in use and on offer. */
      readonly type: 'addons';
      /** Heading of the panel. */
      readonly title?: string;
    }
  | {
      /** Credits to buy. */
      readonly type: 'purchase';
      /** Heading of the panel. */
      readonly title?: string;
    }
  | {
      /** A small usage bar. */
      readonly type: 'bar';
      /** Heading of the panel. */
      readonly title?: string;
      /** It follows usage as it happens. */
      readonly live?: boolean;
    }
  | {
      /** The activity log: every charge. */
      readonly type: 'audit_log';
      /** Heading of the panel. */
      readonly title?: string;
      /** A word of the vocabulary or a dimension. */
      readonly columns: readonly string[];
      /** Nothing is listed until a search is made. */
      readonly requires_search?: boolean;
    };

export interface KeyBody {
  readonly name: string;
  readonly scopes: readonly (
    | 'events:write'
    | 'events:backfill'
    | 'events:correct'
    | 'customers:write'
    | 'usage:read'
    | 'grants:write'
    | 'catalog:write'
    | 'keys:write'
    | 'portal:write'
    | 'metrics:read'
    | 'verify'
    | 'backup'
  )[];
  /** A key for test customers alone. */
  readonly test?: boolean;
  /** The customers it may see; all of its kind when absent. */
  readonly customers?: readonly string[] | null;
  readonly expires_at?: string | null;
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface NewKey {
  readonly id: string;
  readonly name: string;
  /** The end of the secret, to tell keys apart. */
  readonly last_characters: string;
  readonly test: boolean;
  readonly scopes: readonly string[];
  /** The customers it may see; null: all of its kind. */
  readonly customers: readonly string[] | null;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  /** The secret. It is shown this once. */
  readonly key: string;
}

export interface Key {
  readonly id: string;
  readonly name: string;
  /** The end of the secret, to tell keys apart. */
  readonly last_characters: string;
  readonly test: boolean;
  readonly scopes: readonly string[];
  /** The customers it may see; null: all of its kind. */
  readonly customers: readonly string[] | null;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

export interface Operators {
  readonly data: readonly Operator[];
}

export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly second_factor: boolean;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
}

export interface InviteOperatorBody {
  readonly email: string;
  /** Sends the link instead of answering it. */
  readonly mail?: boolean;
  /** Of the letter; `en` when absent. */
  readonly language?: 'en' | 'de';
}

export interface Link {
  readonly email: string;
  /** Null when it was sent to the mailbox alone. */
  readonly url: string | null;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface RemovedOperator {
  readonly email: string;
}

export interface PasswordLinkBody {
  readonly email: string;
  /** Takes the second factor and every session away at once. */
  readonly remove_second_factor?: boolean;
}

export interface SignInMethods {
  readonly password: boolean;
  /** An OpenID Connect provider, by its name. */
  readonly provider: {
    readonly name: string;
  } | null;
  /** Whether a forgotten password can be set by mail. */
  readonly mail: boolean;
}

export interface SignInBody {
  readonly email: string;
  readonly password: string;
  /** Whether the session outlives the browser; true when absent. */
  readonly remember?: boolean;
}

export interface SignInState {
  readonly state: 'signed_in' | 'second_factor_needed';
  /** Null until everything asked for was given. */
  readonly person: Person | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Whether they operate this server. */
  readonly operator: boolean;
  /** Whether a code is asked for beside the password. */
  readonly second_factor: boolean;
}

export interface SecondFactorBody {
  /** Of the authenticator app. */
  readonly code?: string;
  /** One of the backup codes instead. */
  readonly backup_code?: string;
}

export interface Done {
  readonly [name: string]: unknown;
}

export interface PasswordResetBody {
  readonly email: string;
  /** Of the letter; `en` when absent. */
  readonly language?: 'en' | 'de';
}

export interface PasswordReset {
  readonly email: string;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface NewPasswordBody {
  readonly password: string;
}

export interface ProviderBody {
  /** The path to come back to; `/` when absent. */
  readonly return_to?: string;
}

export interface Redirect {
  readonly url: string;
}

export interface Account {
  readonly person: Person;
  readonly session: {
    readonly id: string;
    /** RFC 3339 with an offset. */
    readonly expires_at: string;
  };
  /** Whether they sign in with a password. */
  readonly password: boolean;
  /** Whether they sign in with the provider. */
  readonly provider: boolean;
}

export interface ChangePasswordBody {
  readonly current_password: string;
  readonly password: string;
}

export interface BrowserSessions {
  readonly data: readonly BrowserSession[];
}

export interface BrowserSession {
  readonly id: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  /** As the browser calls itself. */
  readonly user_agent: string | null;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** To the day. */
  readonly used_at: string;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface EndSessionsBody {
  /** Whether this browser stays signed in. */
  readonly keep_current?: boolean;
}

export interface ConfirmedBody {
  readonly password: string;
}

export interface SecondFactor {
  /** For a QR code. */
  readonly uri: string;
  /** The same for typing. */
  readonly secret: string;
  /** Each works once instead of a code. They are shown this once. */
  readonly backup_codes: readonly string[];
}

export interface CodeBody {
  readonly code: string;
}

export interface BackupCodes {
  /** Each works once instead of a code. They are shown this once. */
  readonly backup_codes: readonly string[];
}

export interface Invitation {
  readonly purpose: 'operator' | 'member';
  readonly email: string;
  readonly invited_by: string | null;
  /** Null for operators. */
  readonly customer: {
    readonly key: string;
    readonly name: string;
  } | null;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface AcceptInvitationBody {
  /** The address when absent. */
  readonly name?: string;
  readonly password?: string;
}

export interface AcceptedInvitation {
  readonly person: Person;
  /** The customer joined; null for operators. */
  readonly customer: string | null;
}

export interface Session {
  /** Whether the page reads without a key. */
  readonly demo: boolean;
  readonly authenticated: boolean;
  /** Who calls, as the audit names it. */
  readonly actor?: string;
  /** Null for nobody. A key and an operator see every customer they may list. */
  readonly kind: 'operator' | 'member' | 'portal' | 'key' | null;
  readonly person: {
    readonly id: string;
    readonly name: string | null;
    readonly email: string | null;
  } | null;
  /** The customers of a person; empty for keys and operators. */
  readonly customers: readonly SessionCustomer[];
  /** Whether nothing may be changed, whatever is permitted. */
  readonly read_only: boolean;
  /** Of an operator who looks at a customer's view. */
  readonly visit: {
    readonly visitor: string;
    readonly reason: string;
  } | null;
  readonly look: Look | null;
  /** When the token ends. */
  readonly expires_at: string | null;
  /** Demo mode: whom one is. */
  readonly persona: string | null;
  /** Demo mode: whom one may be. */
  readonly personas: readonly Persona[];
}

export interface SessionCustomer {
  readonly customer: string;
  readonly name: string;
  readonly catalog: string;
  readonly roles: readonly string[];
  /** What the roles permit, implied ones included. */
  readonly permissions: readonly (
    | 'usage.read'
    | 'usage.read.self'
    | 'usage.export'
    | 'auditlog.read'
    | 'report.schedule'
    | 'limit.read'
    | 'limit.write'
    | 'limit.request'
    | 'alert.write'
    | 'billing.read'
    | 'billing.write'
    | 'member.read'
    | 'member.write'
    | 'resource.pause'
    | 'resource.create.policy'
    | 'projection.write'
    | 'projection.share'
    | 'projection.publish'
    | 'contract.allocate'
    | 'catalog.write'
    | 'consume'
    | 'seat'
  )[];
  /** The person's id in the directory of members. */
  readonly member: string | null;
  /** Only usage within this scope is shown; null: all. */
  readonly scope: string | null;
  /** Only usage of these groups is shown; null: all. */
  readonly groups: readonly string[] | null;
  /** What keeps the usage of the customer as a whole from being shown; null: nothing. */
  readonly gate: Gate | null;
}

export interface Gate {
  readonly missing: 'plan' | 'role';
  /** The plans, or the roles, that would open it. */
  readonly any: readonly string[];
}

export interface Look {
  readonly chrome: 'full' | 'none';
  readonly accent: {
    readonly light: string;
    readonly dark: string;
  } | null;
  /** An image as a data address. */
  readonly logo: string | null;
  readonly font: 'system' | 'serif' | 'rounded' | 'mono' | null;
}

export interface Persona {
  readonly id: string;
  readonly part: 'admin' | 'manager' | 'member' | 'operator';
  readonly name: string;
  readonly customer: string | null;
}

export interface DemoSessionBody {
  readonly persona: string | null;
}

export interface DemoSession {
  readonly persona: string | null;
}

/** What a customer lets one of its members see and do. */
export interface Membership {
  readonly member: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Whether an account signs in as this member. */
  readonly signs_in: boolean;
  readonly roles: readonly string[];
  /** Sees only usage within it; null: all. */
  readonly scope: string | null;
  /** Sees only usage of these groups; null: all. */
  readonly groups: readonly string[] | null;
  readonly status: 'active' | 'suspended';
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** RFC 3339 with an offset. */
  readonly updated_at: string;
}

export interface MembershipBody {
  /** Roles of the customer's catalog. */
  readonly roles?: readonly string[];
  readonly scope?: string | null;
  readonly groups?: readonly string[] | null;
  /** `suspended` lets nobody in as this member. */
  readonly status?: 'active' | 'suspended';
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface InviteMemberBody {
  readonly email: string;
  readonly name?: string;
  /** The directory's id of who is invited; another when absent. */
  readonly member?: string;
  readonly roles: readonly string[];
  readonly scope?: string | null;
  readonly groups?: readonly string[] | null;
  /** Sends the link instead of answering it. */
  readonly mail?: boolean;
  /** Of the letter; `en` when absent. */
  readonly language?: 'en' | 'de';
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface MadeMemberInvitation {
  readonly id: string;
  readonly member: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly status: 'open' | 'accepted' | 'expired' | 'withdrawn';
  readonly invited_by: string;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
  /** The link, this once; null when it was sent. */
  readonly url: string | null;
  /** Why the letter that was asked for was not sent: copy the link instead. */
  readonly mail_fault: string | null;
}

export interface MemberInvitation {
  readonly id: string;
  readonly member: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly scope: string | null;
  readonly groups: readonly string[] | null;
  readonly status: 'open' | 'accepted' | 'expired' | 'withdrawn';
  readonly invited_by: string;
  /** RFC 3339 with an offset. */
  readonly created_at: string;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface PortalSessionBody {
  /** 1 to 255 characters without control characters. */
  readonly customer: string;
  /** Made on first use; what is given of them replaces what the directory says. */
  readonly member:
    | string
    | {
        /** 1 to 255 characters without control characters. */
        readonly id: string;
        readonly name?: string | null;
        readonly email?: string | null;
        /** The groups they belong to; the directory keeps the first. */
        readonly groups?: readonly string[];
      };
  /** Roles of the customer's catalog. */
  readonly roles: readonly string[];
  /** Shows only usage within it; all when absent. */
  readonly scope?: string | null;
  /** Shows only usage of these groups; of all when absent. */
  readonly groups?: readonly string[] | null;
  /** Seconds; 900 when absent. */
  readonly expires_in?: number;
  /** Lets it change what the roles permit; it only reads when absent. */
  readonly write?: boolean;
  /** `none` leaves out header and navigation. */
  readonly chrome?: 'full' | 'none';
  /** Text on it must have a contrast of 4.5 in both themes. */
  readonly accent?:
    | string
    | {
        readonly light: string;
        readonly dark: string;
      }
    | null;
  readonly logo?: string | null;
  readonly font?: 'system' | 'serif' | 'rounded' | 'mono' | null;
}

export interface PortalSession {
  /** Sent as `Authorization: Bearer`. It is shown this once. */
  readonly token: string;
  /** The page, with the token behind `#`. */
  readonly url: string;
  /** RFC 3339 with an offset. */
  readonly expires_at: string;
}

export interface VisitBody {
  /** Why, for the audit. */
  readonly reason: string;
  /** Somebody with a role, or a member as they are; the whole customer when absent. */
  readonly as?:
    | {
        /** 1 to 255 characters without control characters. */
        readonly role: string;
      }
    | {
        /** 1 to 255 characters without control characters. */
        readonly member: string;
      };
}

/** One administrative act. */
export interface Act {
  readonly number: number;
  /** RFC 3339 with an offset. */
  readonly at: string;
  /** The id of the key, `operator` for the one from the environment. */
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

export interface VerifyBody {
  /** All that the key may see when absent. */
  readonly customers?: readonly string[];
}

/** Progress, the proof of a customer, and last what all come to; or a fault, when it could not be finished. */
export type VerifyLine =
  | {
      readonly kind: 'progress';
      readonly customer: string;
      readonly seq: number;
      readonly seqs: number;
    }
  | {
      readonly kind: 'customer';
      readonly customer: string;
      readonly events: number;
      readonly entries: number;
      readonly operations: number;
      readonly seq: number;
      /** RFC 3339 with an offset. */
      readonly recorded_from: string;
      /** RFC 3339 with an offset. */
      readonly recorded_to: string;
      readonly seconds: number;
      readonly rules: readonly {
        readonly invariant: string;
        readonly rule: string;
        readonly status: 'ok' | 'broken' | 'not reached' | 'not in force';
        readonly rows: number | null;
        readonly looks_at: string | null;
        readonly replayed: boolean;
        readonly differences: number;
      }[];
      readonly difference_count: number;
      readonly differences: readonly {
        readonly invariant: string;
        readonly customer: string;
        readonly seq: number | null;
        readonly subject: string;
        readonly expected: string;
        readonly found: string;
      }[];
      readonly digest: string | null;
    }
  | {
      readonly kind: 'ledger';
      readonly proved: boolean;
      readonly customers: number;
      readonly unknown: readonly string[];
      readonly events: number;
      readonly entries: number;
      readonly differences: number;
      readonly seconds: number;
      readonly digest: string | null;
    }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly detail: string;
    };

export interface Status {
  readonly status: 'ok';
}

export interface RecordEventsQuery {
  /** Book history into the cycles it happened in; needs events:backfill. */
  readonly backfill?: boolean;
}

export interface ListEventsQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  readonly type?: string;
  /** As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`). */
  readonly status?: string;
  readonly source?: string;
  readonly id?: string;
  readonly run?: string;
  /** Words are parts of an id, a run or a value, in any case; `name:value` (quoted where it has spaces) asks for a field: `id`, `run`, `source`, `type`, `status`, `meter`, `category` or a dimension, by id or name; `amount:>50`, `amount:10..50`. */
  readonly q?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadEventQuery {
  /** `api` when absent. */
  readonly source?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ListCustomerStatesQuery {
  /** A part of the key or the name, in any case. */
  readonly q?: string;
}

export interface WithdrawIngestionGapQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ListActivityQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  readonly type?: string;
  /** As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`). */
  readonly status?: string;
  readonly source?: string;
  readonly id?: string;
  readonly run?: string;
  /** Words are parts of an id, a run or a value, in any case; `name:value` (quoted where it has spaces) asks for a field: `id`, `run`, `source`, `type`, `status`, `meter`, `category` or a dimension, by id or name; `amount:>50`, `amount:10..50`. */
  readonly q?: string;
  /** Kinds of rows, with `,` between; all when absent. */
  readonly kind?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface SummariseActivityQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  readonly type?: string;
  /** As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`). */
  readonly status?: string;
  readonly source?: string;
  readonly id?: string;
  readonly run?: string;
  /** Words are parts of an id, a run or a value, in any case; `name:value` (quoted where it has spaces) asks for a field: `id`, `run`, `source`, `type`, `status`, `meter`, `category` or a dimension, by id or name; `amount:>50`, `amount:10..50`. */
  readonly q?: string;
  /** `credits` or a unit of the catalog; what the customer is rated in when absent. */
  readonly unit?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadBalanceQuery {
  /** A past instant, or the midnight that begins a date; now when absent. */
  readonly at?: string;
  /** With `at`: what the ledger knew then (the default), or what is known of it today. */
  readonly known?: 'then' | 'now';
}

export interface ListCyclesQuery {
  /** All series when absent. */
  readonly series?: string;
}

export interface ListEntriesQuery {
  /** Booked at or after: an instant, or a date in the billing time zone. */
  readonly from?: string;
  /** Booked before. */
  readonly to?: string;
  /** An account such as `used`, or the id of a grant. */
  readonly account?: string;
  /** A kind of transfer, such as `draw` or `expire`. */
  readonly kind?: string;
  /** The id of an event: its own entries and those of its corrections. */
  readonly event?: string;
  /** The source of `event`; `api` when absent. */
  readonly source?: string;
  /** The id of a grant: the same as naming it as `account`. */
  readonly grant?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadOverviewQuery {
  /** `current` (the default), `prev`, `cycle:<start date>`, `<series>:<start date>`, a window such as `24h` or `30d`, or `<first day>..<last day>`. */
  readonly period?: string;
  /** As suits the period when absent. */
  readonly granularity?: 'hour' | 'day' | 'week' | 'month';
  /** `meter`, `category` or a dimension; what the catalog splits its chart by when absent, else `meter`. */
  readonly group_by?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  /** `credits` (the default), `money`, `quantity`, or a unit of the catalog. */
  readonly unit?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadUsageQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `day` when absent. */
  readonly granularity?: 'hour' | 'day' | 'week' | 'month';
  /** `meter`, `category` or a dimension; everything together when absent. */
  readonly group_by?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  /** `credits` (the default), `money`, `quantity`, or a unit of the catalog. */
  readonly unit?: string;
  /** Running totals, which start again with each cycle. */
  readonly cumulative?: boolean;
  /** The series of cycles meant; `plan` when absent. */
  readonly series?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadBreakdownQuery {
  /** `meter` (the default), `category` or a dimension. */
  readonly by?: string;
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  /** `credits` (the default), `money`, `quantity`, or a unit of the catalog. */
  readonly unit?: string;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ReadPivotQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `meter`, `category` or a dimension. */
  readonly rows: string;
  /** One or two of the same, with `,` between. */
  readonly columns?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  /** `all`: with entries that used nothing. `deleted`: with deleted ones too. */
  readonly include?: 'all' | 'deleted';
  /** Whether rows say how many runs they had. Without a filter alone. */
  readonly runs?: boolean;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface FollowCustomerQuery {
  /** Ends by itself after so long; 0: after what is known now. */
  readonly seconds?: string;
}

export interface ExportActivityQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  readonly type?: string;
  /** As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`). */
  readonly status?: string;
  readonly source?: string;
  readonly id?: string;
  readonly run?: string;
  /** Words are parts of an id, a run or a value, in any case; `name:value` (quoted where it has spaces) asks for a field: `id`, `run`, `source`, `type`, `status`, `meter`, `category` or a dimension, by id or name; `amount:>50`, `amount:10..50`. */
  readonly q?: string;
  /** Kinds of rows, with `,` between; all when absent. */
  readonly kind?: string;
  /** Begin with a byte order mark, by which some spreadsheets know UTF-8. */
  readonly bom?: boolean;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ExportEntriesQuery {
  /** Booked at or after: an instant, or a date in the billing time zone. */
  readonly from?: string;
  /** Booked before. */
  readonly to?: string;
  /** An account such as `used`, or the id of a grant. */
  readonly account?: string;
  /** A kind of transfer, such as `draw` or `expire`. */
  readonly kind?: string;
  /** The id of an event: its own entries and those of its corrections. */
  readonly event?: string;
  /** The source of `event`; `api` when absent. */
  readonly source?: string;
  /** The id of a grant: the same as naming it as `account`. */
  readonly grant?: string;
  /** Begin with a byte order mark, by which some spreadsheets know UTF-8. */
  readonly bom?: boolean;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ExportUsageQuery {
  /** Instant, or date in the billing time zone; the current cycle's start when absent. */
  readonly from?: string;
  /** The first moment that is not part of the range; the current cycle's end when absent. */
  readonly to?: string;
  /** `day` when absent. */
  readonly granularity?: 'hour' | 'day' | 'week' | 'month';
  /** `meter`, `category` or a dimension; everything together when absent. */
  readonly group_by?: string;
  /** `name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension. */
  readonly filter?: string;
  /** `credits` (the default), `money`, `quantity`, or a unit of the catalog. */
  readonly unit?: string;
  /** Running totals, which start again with each cycle. */
  readonly cumulative?: boolean;
  /** The series of cycles meant; `plan` when absent. */
  readonly series?: string;
  /** Begin with a byte order mark, by which some spreadsheets know UTF-8. */
  readonly bom?: boolean;
  /** `true`: as somebody who sees their own usage alone. Also where the plan keeps the rest closed; not for keys and operators. */
  readonly own?: boolean;
}

export interface ListDirectoryEntriesQuery {
  /** A part of the id or the name, in any case. */
  readonly q?: string;
  /** All when absent. */
  readonly status?: 'active' | 'disabled' | 'paused' | 'deleted';
}

export interface EraseDirectoryEntryQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ListItemsQuery {
  /** All kinds when absent. */
  readonly kind?: string;
}

export interface RemoveItemQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ReadCatalogQuery {
  /** Without it, the list of catalogs. */
  readonly key?: string;
  /** The newest when absent. */
  readonly version?: string;
}

export interface RevokeKeyQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface RemoveOperatorQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface RemoveMembershipQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ListInvitationsQuery {
  /** `true`: only those that were neither accepted nor withdrawn. */
  readonly pending?: boolean;
}

export interface WithdrawInvitationQuery {
  /** Why, for the audit. */
  readonly reason?: string;
}

export interface ListActsQuery {
  /** The id of a key, `operator`, or another name it stands for. */
  readonly actor?: string;
  /** Such as `grant.issue`; with a dot at its end all that begin so: `directory.`. */
  readonly act?: string;
  /** At or after: an instant, or a date that begins in UTC. */
  readonly from?: string;
  /** Before. */
  readonly to?: string;
}

export interface ListCustomerActsQuery {
  /** The id of a key, `operator`, or another name it stands for. */
  readonly actor?: string;
  /** Such as `grant.issue`; with a dot at its end all that begin so: `directory.`. */
  readonly act?: string;
  /** At or after: an instant, or a date that begins in UTC. */
  readonly from?: string;
  /** Before. */
  readonly to?: string;
}
