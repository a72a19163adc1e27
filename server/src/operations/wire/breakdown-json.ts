import type { AmountsJson, UnitSumJson } from './usage-json.ts';

/** Usage of a range by one attribute, most credits first. */
export interface BreakdownJson {
  readonly customer: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly time_zone: string;
  /** As asked: `credits`, `money`, `quantity`, or the unit whose amounts stand under `credits`. */
  readonly unit: string;
  /** Of `money`; null when it was not asked for, or when credits have no one price in the range. */
  readonly currency: string | null;
  readonly rows: readonly BreakdownRowJson[];
  /** What is on no page up to this one; null when nothing is. In a tree it counts what rows have of their own. */
  readonly rest: (AmountsJson & { readonly rows: number; readonly requests: string | null }) | null;
  readonly total: AmountsJson & {
    readonly money: string | null;
    readonly requests: string | null;
  };
  /** As `total`, without the filter. */
  readonly whole: AmountsJson;
  readonly units: readonly UnitSumJson[];
  readonly next_cursor: string | null;
  readonly as_of: string;
  readonly seq: number;
}

/** One row. In a tree its figures count what hangs below it too, and `direct` what it has of its own. */
export interface BreakdownRowJson extends AmountsJson {
  /** Null for usage without a value. */
  readonly key: string | null;
  readonly label: string;
  readonly money: string | null;
  /** Null when quantities cannot be added. */
  readonly quantity: string | null;
  /** The unit of `quantity`. */
  readonly unit: string | null;
  /** What the catalog counts as requests, and where it names nothing, events; null when they cannot be added. */
  readonly requests: string | null;
  /** Of the whole that passes the filter, to four decimals. */
  readonly share: string;
  /** The key above it: in trees and among categories; of a meter its category. */
  readonly parent?: string | null;
  /** In a tree of itself and among categories. The direct figures of all rows add up to the total. */
  readonly direct?: AmountsJson;
}
