import type { Breakdown } from '@fuelgauge/sdk';

/** The keys of all rows that hang below one, level by level. Rows that are not nested have none. */
export function belowOf({ rows }: Breakdown, key: string | null): readonly string[] {
  if (key === null || !rows.some(({ direct }) => direct)) return [];
  const found = new Set([key]);
  for (let level = [key]; level.length > 0; ) {
    const below = rows.flatMap((row) =>
      row.key !== null && row.parent != null && level.includes(row.parent) ? [row.key] : [],
    );
    level = below.filter((each) => !found.has(each));
    for (const each of level) found.add(each);
  }
  found.delete(key);
  return [...found];
}
