import type { Catalog, DirectoryKind, Permission } from '@fuelgauge/core';
import type { Queries } from '../store/database.ts';
import { listChildren } from '../store/directory.ts';
import type { FilterClause, UsageFilter } from './usage-filter.ts';

/** What of one customer a person may see. */
export interface Sight {
  readonly permissions: ReadonlySet<Permission>;
  /** The directory's id of the person; null for who is none of its members. */
  readonly member: string | null;
  /** Sees only usage within this scope and those below it; null: all. */
  readonly scope: string | null;
  /** Sees only usage of these groups; null: all. */
  readonly groups: readonly string[] | null;
}

/** Whether somebody sees less of a customer's usage than all of it. */
export function isBound({ permissions, scope, groups }: Sight): boolean {
  return !permissions.has('usage.read') || scope !== null || groups !== null;
}

/** Whether somebody sees what the customer as a whole has left. */
export function seesBalance(sight: Sight | null): boolean {
  return sight === null || (sight.permissions.has('usage.read') && sight.scope === null);
}

/** Whether somebody sees prices and what was paid. */
export function seesMoney(sight: Sight | null): boolean {
  return sight === null || sight.permissions.has('billing.read');
}

/** The part of a directory that a sight shows: entries of these ids, and entries that hang directly below these. */
export interface VisibleEntries {
  readonly ids: readonly string[];
  readonly parents: readonly string[];
}

/** A sight as the directory stands: the clauses that all usage shown must pass, and the entries shown. */
export interface Bounds {
  readonly filter: UsageFilter;
  readonly entriesOf: (kind: DirectoryKind) => VisibleEntries;
}

/** What a sight comes to for a customer; null when everything is seen. */
export async function boundsOf(
  tx: Queries,
  customerId: bigint,
  { catalog, sight }: { readonly catalog: Catalog; readonly sight: Sight | null },
): Promise<Bounds | null> {
  if (sight === null || !isBound(sight)) return null;
  const { member, permissions } = sight;
  const seesOthers = permissions.has('usage.read');
  const groups = seesOthers ? (sight.groups ?? []) : [];
  const [scopes, members] = await Promise.all([
    sight.scope === null ? [] : withAllBelow(tx, customerId, sight.scope),
    listChildren(tx, customerId, { kind: 'members', parents: groups }),
  ]);
  const self = member === null ? [] : [member];
  const clauses = [
    ...(seesOthers ? [] : [clauseOn(catalog, 'members', self)]),
    ...(sight.scope === null ? [] : [clauseOn(catalog, 'scopes', scopes)]),
    ...(seesOthers && sight.groups !== null ? [ofGroups(catalog, { groups, members })] : []),
  ];
  const entries: Readonly<Record<DirectoryKind, VisibleEntries>> = {
    members: { ids: self, parents: groups },
    groups: { ids: groups, parents: [] },
    scopes: { ids: scopes, parents: [] },
    agents: { ids: [], parents: scopes },
    'api-keys': { ids: [], parents: scopes },
  };
  return {
    filter: { clauses, dimensions: [...new Set(clauses.flatMap(({ names }) => names))] },
    entriesOf: (kind) => entries[kind],
  };
}

/** Usage that any dimension of this part of the directory attributes to one of the values; none when there is no such dimension. */
function clauseOn(catalog: Catalog, kind: DirectoryKind, values: readonly string[]): FilterClause {
  const dimensions = [...catalog.dimensions.values()];
  const names = dimensions.filter(({ directory }) => directory === kind).map(({ id }) => id);
  return { names, isIn: true, values: new Set(values) };
}

/** By the group usage had when it happened; where the catalog keeps none, by the members who are in the groups. */
function ofGroups(
  catalog: Catalog,
  { groups, members }: { readonly groups: readonly string[]; readonly members: readonly string[] },
): FilterClause {
  const byGroup = clauseOn(catalog, 'groups', groups);
  return byGroup.names.length > 0 ? byGroup : clauseOn(catalog, 'members', members);
}

/** A scope and all below it, level by level; a circle ends where it closes. */
async function withAllBelow(tx: Queries, customerId: bigint, scope: string): Promise<string[]> {
  const found = new Set([scope]);
  for (let level = [scope]; level.length > 0; ) {
    const below = await listChildren(tx, customerId, { kind: 'scopes', parents: level });
    level = below.filter((id) => !found.has(id));
    for (const id of level) found.add(id);
  }
  return [...found];
}
