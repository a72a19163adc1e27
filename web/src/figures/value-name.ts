import type { CustomerCatalog, DirectoryEntry } from '@fuelgauge/sdk';

/** The directory as far as it is loaded, by kind and id. */
type Directory = ReadonlyMap<string, ReadonlyMap<string, Pick<DirectoryEntry, 'name'>>>;

/** What a value of a dimension is called: as the directory says, else the catalog; its id where neither does. */
export function valueName(
  dimension: CustomerCatalog['dimensions'][number] | undefined,
  value: string,
  directory: Directory,
): string {
  if (!dimension) return value;
  if (value === '') return dimension.unattributed;
  const kind = dimension.directory;
  const entry = kind === null ? undefined : directory.get(kind)?.get(value);
  return entry?.name || (dimension.value_labels[value] ?? value);
}
