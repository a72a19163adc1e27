import type { Credits } from './credits.ts';
import type { Permission } from './permission.ts';
import type { Quantity } from './quantity.ts';
import type { Rational } from './rational.ts';
import type { Instant } from './time.ts';

/**
 * A catalog as the rules read it: what a customer's events mean, what they cost and what the customer is given.
 * The public file format has its own names; only the loader in `server/src/catalog` knows them.
 */
export interface Catalog {
  readonly key: string;
  /** 1, 2, 3 … as published; 0 for a catalog that was only validated. */
  readonly version: number;
  readonly name: string;
  /** IANA zone in which card dates are midnights, and the default of its customers. */
  readonly timeZone: string;
  /** Usage before it costs nothing; null when it always costs. */
  readonly billingStartsAt: Instant | null;
  /** How old an event may be, in microseconds (35 days unless the catalog says otherwise). */
  readonly windowUs: number;
  readonly units: readonly Unit[];
  /** The id of the unit of kind `credit`. */
  readonly creditUnit: string;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly categories: readonly Category[];
  readonly meters: ReadonlyMap<string, Meter>;
  /** Meters by the event type they read. A type that is no key here is unknown. */
  readonly metersByType: ReadonlyMap<string, readonly Meter[]>;
  readonly cards: readonly PriceCard[];
  readonly grantKinds: ReadonlyMap<string, GrantKind>;
  readonly plans: ReadonlyMap<string, Plan>;
  /** Always one with id `plan`. */
  readonly series: readonly SeriesRule[];
  readonly planChange: PlanChange;
  /** What happens at a reset to overdraft that is not billed. */
  readonly overdraftAtReset: 'write_off' | 'carry';
  /** Unit id by billing mode; empty when the catalog has only credits. */
  readonly billingModes: ReadonlyMap<string, string>;
  /** Names of event `data` properties that are stored beside those the meters read. */
  readonly keep: ReadonlySet<string>;
  /** What each role of a customer's members permits. */
  readonly roles: ReadonlyMap<string, readonly Permission[]>;
  /** The pages, as far as they say who sees what. */
  readonly views: readonly View[];
}

/** A page of the product and whom it is for. */
export interface View {
  readonly id: string;
  readonly label: string;
  /** The roles that may see it; null: every one that sees usage. */
  readonly roles: readonly string[] | null;
  /** The plans that have it; null: every one. */
  readonly plans: readonly string[] | null;
  /** Whether usage of the customer as a whole is on it. */
  readonly showsUsage: boolean;
}

export interface Unit {
  readonly id: string;
  readonly kind: 'credit' | 'money';
  readonly label: string;
  /** Decimals shown. */
  readonly decimals: number;
  readonly rounding: 'floor' | 'half_up';
}

export interface Dimension {
  readonly id: string;
  readonly label: string;
  readonly kind: 'flat' | 'tree';
  /** The dimension whose values are this one's parents; null for a flat one or a tree of itself. */
  readonly parent: string | null;
  /** Values known beforehand, in display order. Others may appear. */
  readonly values: readonly string[];
  /** What values are called where the directory does not name them. */
  readonly valueLabels: ReadonlyMap<string, string>;
  /** Label of usage without a value. */
  readonly unattributed: string;
  readonly directory: DirectoryKind | null;
  /** Other dimensions or properties that decide this one's value, first present first; empty when only its own name does. */
  readonly from: readonly string[];
  readonly hourly: boolean;
}

export type DirectoryKind = 'members' | 'groups' | 'scopes' | 'agents' | 'api-keys';

export interface Category {
  readonly id: string;
  readonly label: string;
  readonly parent: string | null;
}

export type Aggregation = 'sum' | 'count' | 'unique' | 'max' | 'latest' | 'time_weighted';

export interface Meter {
  readonly id: string;
  readonly label: string;
  readonly category: string;
  readonly eventType: string;
  readonly aggregation: Aggregation;
  /** The property the quantity (or, for `unique`, the counted value) comes from; null for `count` and where only `values` is set. */
  readonly value: string | null;
  /** Several quantities of one event, one line each. Present properties count; at least one must be there. */
  readonly values: {
    readonly dimension: string;
    readonly from: ReadonlyMap<string, string>;
  } | null;
  readonly unit: string;
  readonly dimensions: readonly string[];
  /** Every name must have one of its values; `""` stands for absent. */
  readonly where: ReadonlyMap<string, readonly string[]>;
}

/** Prices in force in `[from, to)` for some plans, or for all that no other card names. */
export interface PriceCard {
  readonly id: string;
  readonly from: Instant;
  /** Null while open-ended. */
  readonly to: Instant | null;
  /** Null: every plan. A card that names the plan beats one that does not. */
  readonly plans: readonly string[] | null;
  readonly prices: ReadonlyMap<string, Price>;
}

export type PriceModel =
  | { readonly kind: 'free' }
  /** `credits` for each `per` of the quantity, linear. */
  | { readonly kind: 'unit'; readonly credits: Rational; readonly per: Rational }
  /** `credits` for each started (`up`) or each full (`down`) `per`. */
  | {
      readonly kind: 'package';
      readonly credits: Rational;
      readonly per: Rational;
      readonly round: 'up' | 'down';
    }
  /** The quantity is already a cost: `factor` credits for each of it. */
  | { readonly kind: 'passthrough'; readonly factor: Rational }
  /** A rate (or tiers) by the values of `by`; exact rows first, then the longest prefix ending in `*`. */
  | {
      readonly kind: 'matrix';
      readonly by: readonly string[];
      readonly per: Rational;
      readonly rows: readonly MatrixRow[];
    }
  | { readonly kind: 'tiers'; readonly per: Rational; readonly tiers: Tiers };

export interface MatrixRow {
  /** One pattern for each name of `by`. */
  readonly match: readonly string[];
  readonly rate: Rational | Tiers;
}

export interface Tiers {
  readonly steps: readonly Tier[];
  /** The property that picks the tier; null: the quantity itself. */
  readonly by: string | null;
  /** `whole`: the tier reached prices everything. `graduated`: each tier prices its part. */
  readonly mode: 'whole' | 'graduated';
}

export interface Tier {
  /** Inclusive upper end of the tier; null for the last. */
  readonly upTo: Quantity | null;
  readonly credits: Rational;
}

/** Where quantities add up before they are priced: each event alone, a run, or a cycle of the plan series. */
export type PriceScope = 'event' | 'run' | 'cycle';

export interface Price {
  readonly meter: string;
  readonly model: PriceModel;
  /** What one credit-unit of the model is worth: rates in money are multiplied by it. 1 for rates in credits. */
  readonly creditsPer: Rational;
  /** The id of the money unit the rates are in; null when they are in credits. */
  readonly moneyUnit: string | null;
  readonly scope: PriceScope;
  /** Names whose values split a run's or a cycle's total. */
  readonly by: readonly string[];
  readonly minQuantity: Quantity | null;
  readonly addQuantity: Quantity | null;
  readonly cap: {
    readonly credits: Credits;
    readonly series: string;
    readonly by: readonly string[];
  } | null;
  /** Names that together may be charged once, for ever. */
  readonly onceBy: readonly string[] | null;
  /** Charged nothing when a name has one of these values. */
  readonly zeroWhen: ReadonlyMap<string, readonly string[]>;
}

export type GrantCategory =
  | 'included'
  | 'prepaid'
  | 'promo'
  | 'overage'
  | 'correction'
  | 'goodwill';

export interface GrantKind {
  readonly id: string;
  readonly label: string;
  readonly category: GrantCategory;
  /** Lower is drawn first. */
  readonly priority: number;
  /** Expires at the end of the plan cycle it becomes effective in. */
  readonly cycleBound: boolean;
  /** What a cycle-bound grant carries into the next cycle as a grant of its own; null: nothing. */
  readonly rollover: { readonly max: Credits | null; readonly cycles: number | null } | null;
  readonly expiry: 'while_paid_plan' | 'contract_end' | null;
}

export interface Plan {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
  readonly price: Rational | null;
  readonly interval: 'month' | 'year';
  /** Credits of each allotment by grant kind; null is unlimited. */
  readonly allotments: ReadonlyMap<string, Credits | null>;
  /** The overage kind that bills overdraft; null when overdraft is only shown. */
  readonly overage: string | null;
  /** Overdraft is never billed and requests are refused at zero. */
  readonly hardLimit: boolean;
  /** Set when the plan fixes the billing mode. */
  readonly billingMode: string | null;
  readonly features: ReadonlySet<string>;
}

export type Every = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface SeriesRule {
  readonly id: string;
  readonly every: Every | 'plan_interval';
  /** Boundaries at the anchor's local midnight, or at its exact local time. */
  readonly anchorTime: 'midnight' | 'exact';
}

export interface PlanChange {
  readonly upgrade: 'restart_cycle_forfeit' | 'keep_cycle_delta_grant' | 'keep_cycle_prorated';
  readonly downgrade: 'at_renewal' | 'immediate';
}
