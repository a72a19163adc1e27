import type { Customer } from '@fuelgauge/sdk';
import type { AmountUnit } from './number-text.ts';

/** What a catalog calls things, as the page needs it. */
export interface CatalogWords {
  /** By the catalog's id; what else is asked by is in the unit. */
  readonly units: ReadonlyMap<string, AmountUnit>;
  readonly credits: AmountUnit;
  /** The units of billing modes. */
  readonly billingModes: ReadonlyMap<string, AmountUnit>;
  readonly kinds: ReadonlyMap<string, GrantKindWords>;
  readonly plans: ReadonlyMap<string, PlanWords>;
  /** Meters in the catalog's order, those that are never charged left out. */
  readonly chargedMeters: readonly string[];
  /** What usage can be broken down by, meter first. */
  readonly breakdowns: readonly { readonly id: string; readonly label: string }[];
}

export interface PlanWords {
  readonly label: string;
  readonly billingMode: string | null;
  /** The kind that usage past the grants is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
}

export interface GrantKindWords {
  readonly label: string;
  /** The label without the word credits: `Add-on`. */
  readonly name: string;
  readonly look: GrantLook;
}

/** How a grant kind is drawn, by its category. */
export type GrantLook = 'monthly' | 'addon' | 'bonus' | 'overage' | 'overdraft';

const LOOKS: Record<string, GrantLook> = {
  included: 'monthly',
  prepaid: 'addon',
  overage: 'overage',
};
const LABELS: Record<string, string> = { addon: 'Add-on', on_demand: 'On-demand' };
const DECIMALS_MAX = 9;
const PLAIN_CREDITS: AmountUnit = { id: 'credits', decimals: 0, currency: null };
// The code of ISO 4217 for it.
const NO_CURRENCY = 'XXX';

/** Reads the words of a catalog document; an absent part becomes the plainest reading. */
export function catalogWords(document: unknown): CatalogWords {
  const catalog = (document ?? {}) as CatalogDocument;
  const units = new Map(catalog.units?.map((unit) => [unit.id, unitWords(unit)]));
  const credits = [...units.values()].find(({ currency }) => currency === null) ?? PLAIN_CREDITS;
  const dimensions = catalog.dimensions ?? [];
  const categories = catalog.categories ?? [];
  return {
    units,
    credits,
    billingModes: new Map(
      catalog.billingModes?.map(({ id, unit }) => [id, units.get(unit) ?? credits]),
    ),
    kinds: new Map(catalog.grantTypes?.map((kind) => [kind.id, kindWords(kind)])),
    plans: new Map(catalog.plans?.map((plan) => [plan.id, planWords(plan, catalog)])),
    chargedMeters: chargedMeters(catalog),
    breakdowns: [
      { id: 'meter', label: 'Meter' },
      ...(categories.length > 1 ? [{ id: 'category', label: 'Category' }] : []),
      ...dimensions.map(({ id, label }) => ({ id, label: label ?? sentenceCase(id) })),
    ],
  };
}

/** What the customer's usage is counted in now: the unit of the billing mode, credits without one. */
export function unitOf(words: CatalogWords, { plan, billing_mode }: Customer): AmountUnit {
  const mode = billing_mode ?? words.plans.get(plan)?.billingMode;
  return (mode && words.billingModes.get(mode)) || words.credits;
}

/** A label inside a sentence: its first letter small, unless it is an abbreviation. */
export function midSentence(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/** The words of a grant kind the catalog does not name, such as one made for a correction. */
export function otherKindWords(id: string): GrantKindWords {
  return kindWords({ id });
}

interface CatalogDocument {
  readonly units?: readonly UnitDocument[];
  readonly billingModes?: readonly { readonly id: string; readonly unit: string }[];
  readonly grantTypes?: readonly Named[];
  readonly plans?: readonly PlanDocument[];
  readonly dimensions?: readonly Named[];
  readonly categories?: readonly Named[];
  readonly meters?: readonly Named[];
  readonly rateCards?: readonly {
    readonly rates?: readonly { readonly meter: string; readonly model: string }[];
  }[];
}

interface Named {
  readonly id: string;
  readonly label?: string;
  readonly category?: string;
}

interface UnitDocument {
  readonly id: string;
  readonly kind: string;
  readonly decimals?: number;
}

interface PlanDocument extends Named {
  readonly billingMode?: string;
  readonly flex?: boolean;
  readonly overage?: string;
  readonly hardLimit?: boolean;
}

function unitWords({ id, kind, decimals = 0 }: UnitDocument): AmountUnit {
  const shown = Math.min(decimals, DECIMALS_MAX);
  if (kind !== 'money') return { ...PLAIN_CREDITS, decimals: shown };
  const currency = /^[a-z]{3}$/i.test(id) ? id.toUpperCase() : NO_CURRENCY;
  return { id, decimals: shown, currency };
}

function planWords(plan: PlanDocument, { grantTypes = [] }: CatalogDocument): PlanWords {
  const { id, label, billingMode = null, flex, overage, hardLimit } = plan;
  const kind = overage
    ? (grantTypes.find((each) => each.id === overage) ?? { id: overage })
    : flex && grantTypes.find(({ category }) => category === 'overage');
  return {
    label: label ?? sentenceCase(id),
    billingMode,
    overage: kind && !hardLimit ? kindWords(kind) : null,
  };
}

function kindWords({ id, label: given, category }: Named): GrantKindWords {
  const label = given ?? LABELS[id] ?? sentenceCase(id);
  return {
    label,
    name: label.replace(/\s+credits$/i, ''),
    look: LOOKS[category ?? ''] ?? 'bonus',
  };
}

function chargedMeters({ meters, rateCards }: CatalogDocument): string[] {
  const charged = new Set<string>();
  for (const { rates } of rateCards ?? []) {
    for (const { meter, model } of rates ?? []) if (model !== 'free') charged.add(meter);
  }
  return (meters ?? []).map(({ id }) => id).filter((id) => charged.has(id));
}

function sentenceCase(id: string): string {
  const words = id.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
