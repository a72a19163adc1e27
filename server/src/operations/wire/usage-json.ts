import type { GapJson } from '../gaps-in.ts';

/** Amounts of one unit, and how many events they come from. */
export interface AmountsJson {
  readonly credits: string;
  readonly list_credits: string;
  readonly events: number;
}

/** What one unit adds up to. Units are never added to each other. */
export interface UnitSumJson {
  readonly unit: string;
  readonly amount: string;
  readonly list_amount: string;
  readonly events: number;
}

/** Usage by bucket and group. */
export interface UsageJson {
  readonly customer: string;
  readonly from: string;
  readonly to: string;
  readonly granularity: string;
  readonly time_zone: string;
  /** As asked: `credits`, `money`, `quantity`, or the unit whose amounts stand under `credits`. */
  readonly unit: string;
  /** Of `money`; null when it was not asked for, or when credits have no one price in the range. */
  readonly currency: string | null;
  readonly cumulative: boolean;
  /** They tile the range. Those that begin after `as_of` are still to come. */
  readonly buckets: readonly { readonly start: string; readonly end: string }[];
  /** Times from which not all usage was received, whole where they reach beyond the range. */
  readonly gaps: readonly GapJson[];
  readonly groups: readonly UsageGroupJson[];
  /** Of the range, whatever is cumulative. */
  readonly total: AmountsJson & { readonly money: string | null };
  /** As `total`, without the filter. */
  readonly whole: AmountsJson;
  readonly units: readonly UnitSumJson[];
  readonly as_of: string;
  readonly seq: number;
}

/** One group, with one item of each list for each bucket. */
export interface UsageGroupJson {
  /** Null for usage without a value. */
  readonly key: string | null;
  readonly label: string;
  /** The key above it in a tree. */
  readonly parent: string | null;
  /** The unit of `quantity`; null when the group's quantities cannot be added. */
  readonly unit: string | null;
  readonly credits: readonly string[];
  readonly list_credits: readonly string[];
  readonly money: readonly string[] | null;
  readonly quantity: readonly string[] | null;
  readonly events: readonly number[];
  readonly total: AmountsJson & { readonly money: string | null; readonly quantity: string | null };
}
