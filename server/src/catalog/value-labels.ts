import type { CatalogDocument } from './catalog-document.ts';
import { labelOf } from './label-of.ts';

/** What the values of a dimension are called that the document knows: as it says, else by their ids in words. */
export function valueLabels({
  values = [],
  valueLabels: said = {},
}: CatalogDocument['dimensions'][number]): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(values.map((value) => [value, labelOf(value)])), ...said };
}
