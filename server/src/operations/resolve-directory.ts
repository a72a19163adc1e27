import {
  type Catalog,
  type Directory,
  type DirectoryKind,
  type Instant,
  type UsageEvent,
  valuesSent,
} from '@fuelgauge/core';
import type { Queries } from '../store/database.ts';
import { type DirectoryRecord, findDirectory } from '../store/directory.ts';

export interface Named {
  readonly kind: DirectoryKind;
  readonly id: string;
}

/** The directory entries that events name through dimensions of the catalog, each once. */
export function namedIn(catalog: Catalog, events: readonly UsageEvent[]): Named[] {
  const named = new Map<string, Named>();
  for (const { id: dimension, directory } of catalog.dimensions.values()) {
    if (directory === null) continue;
    for (const event of events) {
      for (const id of valuesSent(event, dimension))
        named.set(`${directory} ${id}`, { kind: directory, id });
    }
  }
  return [...named.values()];
}

/** What a batch knows of the directory: the entries named, and for trees of themselves all their ancestors. */
export async function readDirectory(
  tx: Queries,
  customerId: bigint,
  { catalog, named }: { catalog: Catalog; named: readonly Named[] },
): Promise<{ directory: Directory; known: ReadonlyMap<string, DirectoryRecord> }> {
  const known = new Map<string, DirectoryRecord>();
  const kindOf = new Map(
    [...catalog.dimensions.values()].map(({ id, directory }) => [id, directory]),
  );
  let wanted = named;
  // A tree is climbed level by level; ids that were asked for before are not asked for again, so a circle ends it.
  const asked = new Set<string>();
  while (wanted.length > 0) {
    for (const { kind, id } of wanted) asked.add(`${kind} ${id}`);
    const records = await findDirectory(tx, customerId, wanted);
    for (const record of records) known.set(`${record.kind} ${record.id}`, record);
    wanted = records
      .flatMap(({ kind, parents }) => parentsToAsk(catalog, kind, parents))
      .filter(({ kind, id }) => !asked.has(`${kind} ${id}`));
  }
  const directory: Directory = {
    parentOf(dimension, value, at) {
      const kind = kindOf.get(dimension);
      const record = kind ? known.get(`${kind} ${value}`) : undefined;
      return record && parentAt(record, at);
    },
  };
  return { directory, known };
}

/** The parent that holds at a moment; the first one also holds before it was stated. */
function parentAt({ parents }: DirectoryRecord, at: Instant): string | null {
  return (parents.findLast(({ from }) => from <= at) ?? parents[0])?.parent ?? null;
}

/** Only trees of themselves are climbed, from their own values and from those that hang in them, as API keys do in folders. */
function parentsToAsk(
  catalog: Catalog,
  kind: DirectoryKind,
  parents: DirectoryRecord['parents'],
): Named[] {
  const dimensions = [...catalog.dimensions.values()];
  const own = dimensions.filter(({ directory }) => directory === kind).map(({ id }) => id);
  const above = dimensions.filter(
    (each) =>
      each.kind === 'tree' &&
      each.parent === null &&
      [each.id, ...each.from].some((id) => own.includes(id)),
  );
  const kinds = new Set(above.flatMap(({ directory }) => (directory === null ? [] : [directory])));
  return parents.flatMap(({ parent }) =>
    parent === null ? [] : [...kinds].map((each) => ({ kind: each, id: parent })),
  );
}
