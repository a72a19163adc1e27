import { type Catalog, propertiesRead, type Scalar, type UsageEvent } from '@fuelgauge/core';

/** The event with only those properties of `data` that the catalog reads or keeps: nothing else is stored. */
export function keepRead(catalog: Catalog, event: UsageEvent): UsageEvent {
  const read = readNames(catalog).get(event.type);
  const isKept = (name: string) => read?.has(name) || catalog.keep.has(name);
  if (Object.keys(event.data).every(isKept)) return event;
  const data: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(event.data)) if (isKept(name)) data[name] = value;
  return { ...event, data };
}

const namesByCatalog = new WeakMap<Catalog, ReadonlyMap<string, ReadonlySet<string>>>();

function readNames(catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const names = namesByCatalog.get(catalog) ?? propertiesRead(catalog);
  namesByCatalog.set(catalog, names);
  return names;
}
