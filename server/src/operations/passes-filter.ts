import type { Catalog } from '@fuelgauge/core';
import { passes, type UsageFilter } from './usage-filter.ts';

/** Usage by its meter and its values of some dimensions. */
interface Attributed {
  readonly meter: string;
  readonly values: readonly (string | null)[];
}

/** Whether usage passes a filter; `dimensions` says what its values are of. */
export function passesFilter(
  catalog: Catalog,
  filter: UsageFilter,
  dimensions: readonly string[],
): (usage: Attributed) => boolean {
  return ({ meter, values }) =>
    passes(catalog, filter, {
      meter,
      valueIn: (dimension) => values[dimensions.indexOf(dimension)] ?? null,
    });
}
