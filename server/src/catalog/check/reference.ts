import type { CatalogFault } from '../catalog-fault.ts';
import type { ListSection, Reading } from './reading.ts';

const NOUNS = {
  units: 'unit',
  displayModes: 'display mode',
  billingModes: 'billing mode',
  dimensions: 'dimension',
  categories: 'category',
  meters: 'meter',
  rateCards: 'price card',
  grantTypes: 'grant kind',
  plans: 'plan',
  packs: 'pack',
  autoRecharge: 'top-up',
  addOns: 'add-on',
  costItems: 'cost item',
  quotas: 'quota',
  cycles: 'cycle series',
  limits: 'limit',
  alerts: 'alert',
  reports: 'report',
  views: 'view',
  roles: 'role',
} as const satisfies Record<ListSection | 'roles', string>;

/** What an item of a section is called in a sentence. */
export function nounOf(section: ListSection | 'roles'): string {
  return NOUNS[section];
}

/** A fault where an id that is referred to is declared nowhere in the section; none when it is, or when there is no id. */
export function reference(
  reading: Reading,
  section: ListSection | 'roles',
  { pointer, id }: { pointer: string; id: string | null | undefined },
): CatalogFault[] {
  const known = reading.ids(section);
  if (id === undefined || id === null || known === undefined || known.has(id)) return [];
  const choices = [...known].slice(0, 20).map((text) => `"${text}"`);
  const use = choices.length === 0 ? 'leave it out' : `use ${choices.join(', ')}`;
  return [
    {
      pointer,
      message: `There is no ${NOUNS[section]} "${id}": declare it under "${section}", or ${use}.`,
    },
  ];
}

/** As {@link reference} for each id of a list, which stands at `pointer`. */
export function references(
  reading: Reading,
  section: ListSection | 'roles',
  { pointer, ids }: { pointer: string; ids: readonly string[] | undefined },
): CatalogFault[] {
  return (ids ?? []).flatMap((id, index) =>
    reference(reading, section, { pointer: `${pointer}/${index}`, id }),
  );
}
