import type { Instant } from '@fuelgauge/core';
import type { Database } from '../store/database.ts';
import type { CatalogShelf } from './catalog-shelf.ts';
import type { Sight } from './sight.ts';

/** What every operation runs on. */
export interface Context {
  readonly database: Database;
  readonly catalogs: CatalogShelf;
  /** Customers met before: what stands here never changes. */
  readonly customers: Map<string, CustomerRef>;
  readonly tallies: Tallies;
  /** What the last round of the check over all ledgers came to. */
  readonly check: CheckTally;
  /** The catalog of customers that name none. */
  readonly defaultCatalog?: string;
  /** Replaces the database's clock: for the demo's history and for tests. Test customers have clocks of their own. */
  readonly clock?: () => Instant;
  /** Replaces the process's own, for tests in a time of their own. */
  readonly patience?: Patience;
}

/** How a process waits, and how it knows how long it has waited. */
export interface Patience {
  /** Milliseconds since some moment, never going back. */
  readonly nowMs: () => number;
  /** Waits before another attempt: a little longer, and by a different while, each time. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** What happened in this process that only its operator cares for. */
export interface Tallies {
  /** Transactions run again because they lost to another one. */
  retries: number;
  /** Events that made a batch fail, and were found and refused alone. */
  isolated: number;
}

export interface CheckTally {
  /** Customers that are read-only because their ledgers drift. */
  drifting: number;
  /** Sequence numbers that were not checked yet. */
  behind: number;
  /** Sequence numbers checked since the process began. */
  checked: number;
  /** When the round ended, on the clock of `performance.now()`; 0, when the process began, before the first. */
  endedAtMs: number;
  /** How long it took. */
  seconds: number;
}

/** A customer's number and what is fixed at its creation. */
export interface CustomerRef {
  readonly customerId: bigint;
  readonly key: string;
  readonly catalogKey: string;
  readonly isTest: boolean;
}

/** A customer as somebody sees it. */
export interface SeenCustomer extends CustomerRef {
  /** What of it is shown; null: everything. */
  readonly sight: Sight | null;
}

/** Who asks: the name that stands in the audit, and which customers exist for it. */
export interface Caller {
  readonly actor: string;
  /** Only test customers, only live ones, or (null) both: the key from the environment and the machine's own commands. */
  readonly isTest: boolean | null;
  /** External keys of the customers it may see; null: all. */
  readonly customers: readonly string[] | null;
  /** What a person sees of each of those customers; absent for keys and operators, who see all of them. */
  readonly sights?: ReadonlyMap<string, Sight>;
}
