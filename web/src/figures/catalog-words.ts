import type { Customer, CustomerCatalog } from '@fuelgauge/sdk';
import { locale } from './locale.ts';
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
  /** What usage can be broken down by: `meter`, `category` where there are several, dimensions. */
  readonly breakdowns: readonly string[];
  /** What is counted as requests: the label of its meter; null where every event is one. */
  readonly requests: string | null;
  /** What dimensions are called, by their id. */
  readonly dimensions: ReadonlyMap<string, string>;
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
const DECIMALS_MAX = 9;
const PLAIN_CREDITS: AmountUnit = { id: 'credits', decimals: 0, currency: null };
// The code of ISO 4217 for it.
const NO_CURRENCY = 'XXX';

/** Reads the words of a catalog; an absent part becomes the plainest reading. */
export function catalogWords(catalog: Partial<CustomerCatalog>): CatalogWords {
  const units = new Map(catalog.units?.map((unit) => [unit.id, unitWords(unit)]));
  const credits = [...units.values()].find(({ currency }) => currency === null) ?? PLAIN_CREDITS;
  const kinds = new Map(catalog.grant_kinds?.map((kind) => [kind.id, kindWords(kind)]));
  const categories = catalog.categories ?? [];
  return {
    units,
    credits,
    billingModes: new Map(
      catalog.billing_modes?.map(({ id, unit }) => [id, units.get(unit) ?? credits]),
    ),
    kinds,
    plans: new Map(catalog.plans?.map((plan) => [plan.id, planWords(plan, kinds)])),
    chargedMeters: chargedMeters(catalog),
    breakdowns: [
      'meter',
      ...(categories.length > 1 ? ['category'] : []),
      ...(catalog.dimensions ?? []).map(({ id }) => id),
    ],
    requests: catalog.meters?.find(({ id }) => id === catalog.requests_meter)?.label ?? null,
    dimensions: new Map(catalog.dimensions?.map(({ id, label }) => [id, label])),
  };
}

/** What the customer's usage is counted in now: the unit of the billing mode, credits without one. */
export function unitOf(words: CatalogWords, { plan, billing_mode }: Customer): AmountUnit {
  const mode = billing_mode ?? words.plans.get(plan)?.billingMode;
  return (mode && words.billingModes.get(mode)) || words.credits;
}

/** A label inside a sentence: its first letter small, unless it is an abbreviation or German, where nouns keep theirs. */
export function midSentence(label: string): string {
  return locale === 'de' || /^[A-Z]{2}/.test(label)
    ? label
    : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/** The words of a grant kind the catalog does not name, such as one made for a correction. */
export function otherKindWords(id: string): GrantKindWords {
  return kindWords({ label: sentenceCase(id), category: '' });
}

type Listed<Part extends keyof CustomerCatalog> =
  CustomerCatalog[Part] extends readonly (infer One)[] ? One : never;

function unitWords({ id, kind, decimals }: Listed<'units'>): AmountUnit {
  const shown = Math.min(decimals, DECIMALS_MAX);
  if (kind !== 'money') return { ...PLAIN_CREDITS, decimals: shown };
  const currency = /^[a-z]{3}$/i.test(id) ? id.toUpperCase() : NO_CURRENCY;
  return { id, decimals: shown, currency };
}

function planWords(
  { label, billing_mode, overage, hard_limit }: Listed<'plans'>,
  kinds: CatalogWords['kinds'],
): PlanWords {
  const isBilled = overage !== null && !hard_limit;
  return {
    label,
    billingMode: billing_mode,
    overage: isBilled ? (kinds.get(overage) ?? otherKindWords(overage)) : null,
  };
}

function kindWords({ label, category }: Pick<Listed<'grant_kinds'>, 'label' | 'category'>) {
  return {
    label,
    name: label.replace(/\s+credits$/i, ''),
    look: LOOKS[category] ?? 'bonus',
  };
}

function chargedMeters({ meters, cards }: Partial<CustomerCatalog>): string[] {
  const charged = new Set<string>();
  for (const { prices } of cards ?? []) {
    for (const { meter, model } of prices) if (model !== 'free') charged.add(meter);
  }
  return (meters ?? []).map(({ id }) => id).filter((id) => charged.has(id));
}

function sentenceCase(id: string): string {
  const words = id.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
