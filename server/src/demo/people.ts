import type { DirectoryEntry } from './demo-customer.ts';
import { around } from './table.ts';

const GIVEN = [
  'Amara',
  'Bastian',
  'Celine',
  'Darius',
  'Elif',
  'Felipe',
  'Greta',
  'Hiro',
  'Ines',
  'Jonas',
  'Kavya',
  'Lorenzo',
  'Mirela',
  'Nadir',
  'Oluchi',
  'Pavel',
  'Quinn',
  'Rosalind',
  'Soren',
  'Tamsin',
];
const FAMILY = [
  'Abernoth',
  'Brackwell',
  'Corvane',
  'Dunmarsh',
  'Ellerby',
  'Farrowin',
  'Grelland',
  'Hathersen',
  'Istrane',
  'Jorvenko',
  'Kestermann',
  'Lindholt',
  'Marwick',
  'Norrevale',
  'Ostrander',
  'Pellinor',
  'Quenby',
  'Ravensholt',
  'Sundermey',
];

/** Members with invented names and addresses under the reserved domain `example`, the same for the same customer. */
export function people(
  customer: string,
  count: number,
  parentOf?: (index: number) => string,
): DirectoryEntry[] {
  const offset = customer.length * 3 + customer.charCodeAt(0);
  return Array.from({ length: count }, (_, index) => {
    const given = around(GIVEN, offset + index);
    const family = around(FAMILY, offset * 2 + index * 3);
    const parent = parentOf?.(index);
    return {
      kind: 'members',
      id: given.toLowerCase(),
      name: `${given} ${family}`,
      email: `${given}.${family}@${customer}.example`.toLowerCase(),
      ...(parent !== undefined && { parent }),
    };
  });
}
