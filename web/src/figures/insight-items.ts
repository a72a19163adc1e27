import type { CustomerCatalog } from '@fuelgauge/sdk';

/** One small multiple of Insights. */
export type InsightItem =
  | { readonly kind: 'meter'; readonly meter: CustomerCatalog['meters'][number] }
  /** A number of entries of the directory: of a kind, or of one sort of scope. */
  | { readonly kind: 'count'; readonly directory: string; readonly scopeKind: string | null };

/** What the catalog shows in native units; every meter where it says nothing. */
export function insightItems({ views, meters }: CustomerCatalog): readonly InsightItem[] {
  const panels = views.flatMap((view) => view.panels);
  const native = panels.flatMap((panel) => (panel.type === 'insights' ? panel.native : []));
  const names = native.length > 0 ? native : meters.map(({ id }) => id);
  return names.flatMap((name): InsightItem[] => {
    const [, directory, scopeKind = null] = /^directory:([\w-]+)(?:\/(\w+))?$/.exec(name) ?? [];
    if (directory !== undefined) return [{ kind: 'count', directory, scopeKind }];
    const meter = meters.find(({ id }) => id === name);
    return meter ? [{ kind: 'meter', meter }] : [];
  });
}

/** The attributes a meter is shown by: those of few known values that it has. */
export function splitsOf(
  { dimensions }: CustomerCatalog,
  meter: CustomerCatalog['meters'][number],
): readonly CustomerCatalog['dimensions'][number][] {
  return dimensions.filter(({ id, values }) => values.length > 0 && meter.dimensions.includes(id));
}

/** The price in force of a meter that has one rate; null where it is free or has several. */
export function rateOf(
  { cards }: CustomerCatalog,
  meter: string,
): { readonly credits: string; readonly per: string } | null {
  const card = cards.find(({ in_force }) => in_force.includes(meter));
  const price = card?.prices.find((each) => each.meter === meter);
  if (!price || price.credits === null || price.unit !== null) return null;
  return { credits: price.credits, per: price.per ?? '1' };
}

/** Items whose cards are alike stand together: counts, meters, and meters that are split further. */
export function insightRows(
  items: readonly InsightItem[],
  catalog: CustomerCatalog,
): readonly (readonly InsightItem[])[] {
  const isSplit = (item: InsightItem) =>
    item.kind === 'meter' && splitsOf(catalog, item.meter).length > 0;
  const counts = items.filter(({ kind }) => kind === 'count');
  const meters = items.filter((item) => item.kind === 'meter' && !isSplit(item));
  return [counts, meters, items.filter(isSplit)].filter((row) => row.length > 0);
}
