/** What a catalog calls things, as the page needs it. */
export interface CatalogWords {
  /** Decimals of a credit shown. */
  readonly decimals: number;
  readonly kinds: ReadonlyMap<string, GrantKindWords>;
  readonly plans: ReadonlyMap<string, string>;
  /** Meters in the catalog's order, those that are never charged left out. */
  readonly chargedMeters: readonly string[];
  /** What usage can be broken down by, meter first. */
  readonly breakdowns: readonly { readonly id: string; readonly label: string }[];
}

export interface GrantKindWords {
  readonly label: string;
  readonly look: GrantLook;
}

/** How a grant kind is drawn, by its category. */
export type GrantLook = 'monthly' | 'addon' | 'bonus' | 'overage';

const LOOKS: Record<string, GrantLook> = {
  included: 'monthly',
  prepaid: 'addon',
  overage: 'overage',
};
const LABELS: Record<string, string> = { addon: 'Add-on', on_demand: 'On-demand' };
const DECIMALS_MAX = 9;

/** Reads the words of a catalog document; an absent part becomes the plainest reading. */
export function catalogWords(document: unknown): CatalogWords {
  const catalog = (document ?? {}) as CatalogDocument;
  const credit = catalog.units?.find(({ kind }) => kind === 'credit');
  const dimensions = catalog.dimensions ?? [];
  const categories = catalog.categories ?? [];
  return {
    decimals: Math.min(credit?.decimals ?? 0, DECIMALS_MAX),
    kinds: new Map(catalog.grantTypes?.map((kind) => [kind.id, kindWords(kind)])),
    plans: new Map(catalog.plans?.map(({ id, label }) => [id, label ?? sentenceCase(id)])),
    chargedMeters: chargedMeters(catalog),
    breakdowns: [
      { id: 'meter', label: 'Meter' },
      ...(categories.length > 1 ? [{ id: 'category', label: 'Category' }] : []),
      ...dimensions.map(({ id, label }) => ({ id, label: label ?? sentenceCase(id) })),
    ],
  };
}

/** The words of a grant kind the catalog does not name, such as one made for a correction. */
export function otherKindWords(id: string): GrantKindWords {
  return kindWords({ id });
}

interface CatalogDocument {
  readonly units?: readonly { readonly kind: string; readonly decimals?: number }[];
  readonly grantTypes?: readonly Named[];
  readonly plans?: readonly Named[];
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

function kindWords({ id, label, category }: Named): GrantKindWords {
  return {
    label: label ?? LABELS[id] ?? sentenceCase(id),
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
