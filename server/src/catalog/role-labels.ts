import type { CatalogDocument } from './catalog-document.ts';
import { labelOf } from './label-of.ts';

/** What the roles of a catalog are called: as it says, else by their ids in words. */
export function roleLabels({
  roles = {},
  roleLabels: said = {},
}: Pick<CatalogDocument, 'roles' | 'roleLabels'>): Readonly<Record<string, string>> {
  const named = Object.keys(roles).map((id) => [id, labelOf(id)]);
  return { ...Object.fromEntries(named), ...said };
}
