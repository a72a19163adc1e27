import type { BalanceWithGrantsJson } from '../read-balance.ts';
import type { QuotaJson } from '../read-quotas.ts';
import type { PriceSource } from '../value-credits.ts';
import type { BreakdownJson } from './breakdown-json.ts';
import type { CustomerJson } from './customer-json.ts';
import type { CycleJson } from './cycle-json.ts';
import type { UsageJson } from './usage-json.ts';

/** Everything the first page shows of one customer, of one moment and one sequence number. */
export interface OverviewJson {
  readonly customer: CustomerJson;
  /** The version of the catalog it was made with. */
  readonly catalog: { readonly key: string; readonly version: number };
  readonly period: PeriodJson;
  readonly selectable: SelectableJson;
  /** Of the period's plan cycle, when it is one; of the current one otherwise. */
  readonly balance: BalanceWithGrantsJson;
  /** Since when nothing is left; null while something is, for a past cycle, and for whom the balance is not shown. */
  readonly ran_out: RanOutJson | null;
  /** The next, the current and past cycles of each series, newest first. `GET …/cycles` has those before. */
  readonly cycles: readonly CycleJson[];
  readonly usage: UsageJson;
  readonly categories: BreakdownJson;
  readonly meters: BreakdownJson;
  /** One for each table of the catalog's pages. */
  readonly tables: readonly TableJson[];
  /** One for each meter that a tile of the catalog's pages shows. */
  readonly cards: readonly CardJson[];
  readonly quotas: readonly QuotaJson[];
  /** What a credit is shown to be worth, by the day it begins to be; empty when credits have no one price in the period. */
  readonly prices: readonly PriceJson[];
  /** Use that is a multiple of its own usual, most beyond it first; of the current cycle without a filter. */
  readonly changes: readonly ChangeJson[];
  readonly freshness: FreshnessJson;
  readonly as_of: string;
  readonly seq: number;
}

/** The moment from which on nothing was left, and what took the last of it. */
export interface RanOutJson {
  readonly at: string;
  /** Null for whom only a part of the usage is shown. */
  readonly seq: number | null;
  /** Null where it was none, as when a grant expired. */
  readonly event: { readonly source: string; readonly id: string } | null;
}

/** The stretch of time shown, by the name an address has for it. */
export interface PeriodJson {
  readonly name: string;
  readonly kind: 'cycle' | 'window' | 'range';
  readonly series: string;
  readonly from: string;
  readonly to: string;
  readonly granularity: string;
  readonly is_current: boolean;
  /** Over, and no late event can change it any more. */
  readonly is_closed: boolean;
  /** Names of the periods of the same kind beside it; null where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** The dates a reader may choose, the last one included. */
export interface SelectableJson {
  readonly from: string;
  readonly to: string;
  /** Why not earlier: the catalog shows only the current cycle, or the customer began then. */
  readonly reason: 'current_cycle' | 'started';
}

/** A table of a page of the catalog: the rows it asks for. */
export interface TableJson {
  readonly view: string;
  /** Its place among the panels of the page, from 0. */
  readonly panel: number;
  readonly breakdown: BreakdownJson;
}

/** A number shown on a card, in its own unit. */
export interface CardJson {
  readonly meter: string;
  readonly label: string;
  readonly unit: string;
  readonly quantity: string;
}

export interface PriceJson {
  readonly from: string;
  readonly amount: string;
  readonly currency: string;
  readonly source: PriceSource;
}

/** Use of one thing that is a multiple of its own usual; see `notableUse`. */
export interface ChangeJson {
  /** `meter` or a dimension. */
  readonly by: string;
  readonly key: string;
  readonly label: string;
  /** The beginning of the day it began. */
  readonly since: string;
  /** From then to now. */
  readonly credits: string;
  /** Of a day. */
  readonly usual: string;
  /** How many times the usual an average day since was; whole, rounded down. */
  readonly times: number;
}

/** How new what is shown is. */
export interface FreshnessJson {
  /** When the newest event was recorded, and when it says it happened. */
  readonly last_recorded_at: string | null;
  readonly last_occurred_at: string | null;
  /** Up to when usage is complete; null where no gap lasts, and it is complete to now. */
  readonly complete_to: string | null;
}
