import type { Dimension, Meter } from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import { valueLabels } from './value-labels.ts';

/** Maps a dimension of the document. */
export function toDimension(dimension: CatalogDocument['dimensions'][number]): Dimension {
  return {
    id: dimension.id,
    label: dimension.label,
    kind: dimension.kind,
    parent: dimension.parent ?? null,
    values: dimension.values ?? [],
    valueLabels: new Map(Object.entries(valueLabels(dimension))),
    unattributed: dimension.unattributed,
    directory: dimension.directory ?? null,
    from: dimension.from ?? [],
    hourly: dimension.hourly ?? false,
  };
}

/** Maps a meter of the document. */
export function toMeter(meter: CatalogDocument['meters'][number]): Meter {
  return {
    id: meter.id,
    label: meter.label,
    category: meter.category,
    eventType: meter.event,
    aggregation: meter.aggregation,
    value: meter.value ?? null,
    values: meter.values
      ? { dimension: meter.values.dimension, from: new Map(Object.entries(meter.values.from)) }
      : null,
    unit: meter.unit,
    dimensions: meter.dims,
    where: valuesByName(meter.where),
  };
}

/** One text or several by name, as lists. */
export function valuesByName(
  texts: Readonly<Record<string, string | readonly string[]>> | undefined,
): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(texts ?? {}).map(([name, text]) => [name, [text].flat()]));
}
