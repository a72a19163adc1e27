import type { CatalogDocument } from '../catalog-document.ts';
import { labelOf } from '../label-of.ts';
import { roleLabels } from '../role-labels.ts';
import { valueLabels } from '../value-labels.ts';
import { type AlertDescription, describeAlert } from './describe-alert.ts';
import { type CardDescription, describeCard } from './describe-card.ts';
import { describePlan, type PlanDescription } from './describe-plan.ts';
import { datesWithin, describeView, type ViewDescription } from './describe-view.ts';

/**
 * A catalog as people read it: names, labels, what is on pages and what is counted beside credits, in the words of the
 * product. Amounts are decimal strings as the file has them.
 */
export interface CatalogDescription {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  readonly units: readonly UnitDescription[];
  readonly displayModes: readonly DisplayModeDescription[];
  readonly billingModes: readonly { readonly id: string; readonly unit: string }[];
  readonly dimensions: readonly DimensionDescription[];
  readonly categories: readonly {
    readonly id: string;
    readonly label: string;
    readonly parent: string | null;
  }[];
  readonly meters: readonly MeterDescription[];
  /** The meter whose quantity is shown as requests; null: the number of events is. */
  readonly requestsMeter: string | null;
  readonly cards: readonly CardDescription[];
  /** In draw order. */
  readonly grantKinds: readonly GrantKindDescription[];
  readonly plans: readonly PlanDescription[];
  readonly series: readonly SeriesDescription[];
  readonly planChange: { readonly upgrade: string; readonly downgrade: string };
  readonly overdraft: 'write_off' | 'carry';
  /** What happens at zero; null when the catalog does not say. */
  readonly exhaustion: ExhaustionDescription | null;
  readonly quotas: readonly QuotaDescription[];
  readonly alerts: readonly AlertDescription[];
  readonly addOns: readonly AddOnDescription[];
  readonly costItems: readonly CostItemDescription[];
  /** Permissions by role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** What each role is called. */
  readonly roleLabels: Readonly<Record<string, string>>;
  readonly links: LinksDescription;
  readonly views: readonly ViewDescription[];
  /** The dates readers may choose: those of the current cycle, or any. */
  readonly datesWithin: 'current_cycle' | 'any';
}

export interface UnitDescription {
  readonly id: string;
  readonly kind: 'credit' | 'money';
  readonly label: string;
  readonly decimals: number;
  readonly rounding: 'floor' | 'half_up';
}

/** A unit a reader may choose; `is_valued` when credits are converted by the price per credit. */
export interface DisplayModeDescription {
  readonly id: string;
  readonly unit: string;
  readonly is_default: boolean;
  readonly is_valued: boolean;
}

export interface DimensionDescription {
  readonly id: string;
  readonly label: string;
  readonly kind: 'flat' | 'tree';
  readonly parent: string | null;
  readonly values: readonly string[];
  /** What values are called, each of `values` at least. */
  readonly valueLabels: Readonly<Record<string, string>>;
  readonly unattributed: string;
  readonly directory: string | null;
  /** What the scopes are that its values name, such as `folder`. */
  readonly scope_kind: string | null;
  readonly from: readonly string[];
  readonly hourly: boolean;
  /** The feature of plans without which it is not shown. */
  readonly gate: string | null;
}

export interface MeterDescription {
  readonly id: string;
  readonly label: string;
  readonly category: string;
  readonly event_type: string;
  readonly aggregation: string;
  /** What is counted, in the singular. */
  readonly unit: string;
  readonly dimensions: readonly string[];
}

export interface GrantKindDescription {
  readonly id: string;
  readonly label: string;
  readonly category: string;
  readonly priority: number;
  readonly cycle_bound: boolean;
  /** What is carried into the next cycle; null: nothing. */
  readonly rollover: { readonly max: string | null; readonly cycles: number | null } | null;
  readonly expiry: string | null;
}

export interface SeriesDescription {
  readonly id: string;
  readonly every: string;
  readonly anchor: string;
  readonly anchor_time: 'midnight' | 'exact';
}

export interface ExhaustionDescription {
  /** What is tried, in order. */
  readonly order: readonly string[];
  readonly scope: string;
  readonly message: string;
  readonly auto_resume: boolean;
  readonly in_flight: 'finish' | 'stop' | null;
  readonly shadow_before_billing: boolean;
}

export interface QuotaDescription {
  readonly id: string;
  readonly label: string;
  /** By plan; null is unlimited. */
  readonly limits: Readonly<Record<string, number | null>>;
}

export interface AddOnDescription {
  readonly id: string;
  readonly label: string;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly period: 'month' | 'year';
  /** The plans that may add it. */
  readonly plans: readonly string[];
  /** The quota each one raises by 1. */
  readonly quota: string | null;
}

export interface CostItemDescription {
  readonly id: string;
  readonly label: string;
  /** Of what it costs; null when the unit is no currency. */
  readonly currency: string | null;
  readonly period: 'month' | 'year';
  readonly auto_renews: boolean;
}

export type LinksDescription = Readonly<
  Record<
    'how_credits_work' | 'rates' | 'support' | 'optimise' | 'status' | 'domain_renewal',
    string | null
  >
>;

/** Describes a document without comments and without faults. */
export function describeCatalog(document: CatalogDocument, version: number): CatalogDescription {
  const { planChange, exhaustion, links } = document;
  const views = (document.views ?? []).map(describeView);
  return {
    key: document.key,
    version,
    name: document.name,
    timeZone: document.timeZone,
    units: document.units.map(({ scale: _, ...unit }) => unit),
    displayModes: (document.displayModes ?? []).map(describeDisplayMode),
    billingModes: document.billingModes ?? [],
    dimensions: document.dimensions.map(describeDimension),
    categories: document.categories.map(({ id, label, parent = null }) => ({ id, label, parent })),
    meters: document.meters.map(describeMeter),
    requestsMeter: document.requestsMeter ?? null,
    cards: document.rateCards.map((card) => describeCard(card, document)),
    grantKinds: document.grantTypes.map(describeGrantKind).sort((a, b) => a.priority - b.priority),
    plans: document.plans.map((plan, rank) => describePlan(plan, { rank, document })),
    series: document.cycles.map(describeSeries),
    planChange: { upgrade: planChange.upgrade, downgrade: planChange.downgrade },
    overdraft: document.overdraft ?? 'write_off',
    exhaustion: exhaustion === undefined ? null : describeExhaustion(exhaustion),
    quotas: (document.quotas ?? []).map(describeQuota),
    alerts: (document.alerts ?? []).map(describeAlert),
    addOns: (document.addOns ?? []).map(describeAddOn),
    costItems: (document.costItems ?? []).map(describeCostItem),
    roles: document.roles ?? {},
    roleLabels: roleLabels(document),
    links: {
      how_credits_work: links?.how_credits_work ?? null,
      rates: links?.rates ?? null,
      support: links?.support ?? null,
      optimise: links?.optimise ?? null,
      status: links?.status ?? null,
      domain_renewal: links?.domain_renewal ?? null,
    },
    views,
    datesWithin: datesWithin(views),
  };
}

type Listed<K extends keyof CatalogDocument> =
  NonNullable<CatalogDocument[K]> extends readonly (infer T)[] ? T : never;

function describeDisplayMode(mode: Listed<'displayModes'>): DisplayModeDescription {
  const { id, unit, price } = mode;
  return { id, unit, is_default: mode.default ?? false, is_valued: price !== undefined };
}

function describeDimension(dimension: Listed<'dimensions'>): DimensionDescription {
  return {
    id: dimension.id,
    label: dimension.label,
    kind: dimension.kind,
    parent: dimension.parent ?? null,
    values: dimension.values ?? [],
    valueLabels: valueLabels(dimension),
    unattributed: dimension.unattributed,
    directory: dimension.directory ?? null,
    scope_kind: dimension.scopeKind ?? null,
    from: dimension.from ?? [],
    hourly: dimension.hourly ?? false,
    gate: dimension.gate ?? null,
  };
}

function describeMeter(meter: Listed<'meters'>): MeterDescription {
  const { id, label, category, aggregation, unit } = meter;
  return {
    id,
    label,
    category,
    event_type: meter.event,
    aggregation,
    unit,
    dimensions: meter.dims,
  };
}

function describeGrantKind(kind: Listed<'grantTypes'>): GrantKindDescription {
  const { id, category, priority, cycleBound, rollover } = kind;
  const carried = rollover === true ? {} : rollover || undefined;
  return {
    id,
    label: kind.label ?? labelOf(id),
    category,
    priority,
    cycle_bound: cycleBound,
    rollover:
      cycleBound && carried ? { max: carried.max ?? null, cycles: carried.cycles ?? null } : null,
    expiry: kind.expiry ?? null,
  };
}

function describeSeries(cycle: Listed<'cycles'>): SeriesDescription {
  const { series, every, anchor, anchorTime = 'midnight' } = cycle;
  return { id: series, every, anchor, anchor_time: anchorTime };
}

function describeExhaustion(
  exhaustion: NonNullable<CatalogDocument['exhaustion']>,
): ExhaustionDescription {
  const { order, scope, message } = exhaustion;
  return {
    order,
    scope,
    message,
    auto_resume: exhaustion.autoResume ?? false,
    in_flight: exhaustion.inFlight ?? null,
    shadow_before_billing: exhaustion.shadowBeforeBilling ?? false,
  };
}

function describeQuota({ id, label, limit }: Listed<'quotas'>): QuotaDescription {
  return { id, label: label ?? labelOf(id), limits: limit };
}

function describeAddOn(addOn: Listed<'addOns'>): AddOnDescription {
  const { id, label, price, currency, interval, plans, quota = null } = addOn;
  return { id, label, price: { amount: price, currency }, period: interval, plans, quota };
}

function describeCostItem(item: Listed<'costItems'>): CostItemDescription {
  const { id, label, unit, interval, autoRenewDefault } = item;
  const code = unit.toUpperCase();
  const currency = /^[A-Z]{3}$/.test(code) ? code : null;
  return { id, label, currency, period: interval, auto_renews: autoRenewDefault };
}
