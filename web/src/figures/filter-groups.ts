import type { CustomerCatalog } from '@fuelgauge/sdk';

/** Names of filters that exclude each other, as the catalog's views say (`api_key|folder`). */
export function exclusiveGroups({ views }: CustomerCatalog): readonly (readonly string[])[] {
  const filters = views.flatMap(({ panels }) =>
    panels.flatMap((panel) => (panel.type === 'timeseries' ? (panel.filters ?? []) : [])),
  );
  return filters.filter((filter) => filter.includes('|')).map((filter) => filter.split('|'));
}
