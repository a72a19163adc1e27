import type { Catalog } from '@fuelgauge/core';
import { refused } from './answer.ts';

/** The refusal of the first role the catalog has not; null when it has them all. */
export function unknownRole(
  { key, roles: known }: Catalog,
  roles: readonly string[],
): ReturnType<typeof refused> | null {
  const index = roles.findIndex((role) => !known.has(role));
  if (index < 0) return null;
  const has = [...known.keys()].join(', ') || 'none';
  return refused(
    'role_unknown',
    `The catalog ${key} has no role "${roles[index]}". It has: ${has}.`,
    `/roles/${index}`,
  );
}
