import type { CatalogDocument } from './catalog-document.ts';
import { pointerOf } from './catalog-fault.ts';

/** A part of a catalog that is checked and kept, and has no effect yet. */
export interface PendingSection {
  /** JSON Pointer to it. */
  readonly pointer: string;
  /** Its key. */
  readonly section: string;
  /** What does not happen yet. */
  readonly note: string;
}

const SECTION_NOTES: Readonly<Partial<Record<keyof CatalogDocument, string>>> = {
  grace: 'Late events are taken for 72 hours after a cycle, whatever is said here.',
  packs: 'Credits cannot be bought yet; an operator can issue grants.',
  autoRecharge: 'No top-up happens by itself.',
  referral: 'Referrals earn nothing yet.',
  exhaustion:
    'Nothing is paused or topped up when credits run out; requests are refused under a hard limit.',
  limits: 'No limit refuses.',
  alerts: 'Their levels are shown; no alert is sent.',
  reports: 'No report is made.',
  projections: 'No forecast is made.',
};

type Entry<K extends 'dimensions' | 'plans' | 'cycles' | 'units'> = CatalogDocument[K][number];

const ITEM_NOTES = {
  units: {
    scale: 'Amounts are kept with 9 decimals.',
  } satisfies Partial<Record<keyof Entry<'units'>, string>>,
  dimensions: {
    asOf: 'Usage stays with the parent it had when it happened.',
  } satisfies Partial<Record<keyof Entry<'dimensions'>, string>>,
  plans: {
    channels: 'No alert is sent.',
  } satisfies Partial<Record<keyof Entry<'plans'>, string>>,
  cycles: {
    choices: 'Customers cannot choose the length.',
    anchor: 'Says where the anchor comes from; boundaries follow the anchor the customer is given.',
  } satisfies Partial<Record<keyof Entry<'cycles'>, string>>,
};

/** What a document without comments declares that is not in force yet, in document order. */
export function pendingSections(document: CatalogDocument): PendingSection[] {
  return Object.entries(document).flatMap(([section, value]) => {
    const note = (SECTION_NOTES as Readonly<Record<string, string>>)[section];
    if (note !== undefined)
      return isEmpty(value) ? [] : [{ pointer: `/${section}`, section, note }];
    if (section === 'planChange') return pendingKeys(value, ['planChange'], PLAN_CHANGE_NOTES);
    const notes = (ITEM_NOTES as Readonly<Record<string, Notes>>)[section];
    if (!notes || !Array.isArray(value)) return [];
    return value.flatMap((item, index) => pendingKeys(item, [section, index], notes));
  });
}

type Notes = Readonly<Record<string, string>>;

const PLAN_CHANGE_NOTES: Notes = { addSeats: 'Seats are not counted.' };

function pendingKeys(item: unknown, path: readonly PropertyKey[], notes: Notes): PendingSection[] {
  if (typeof item !== 'object' || item === null) return [];
  return Object.keys(item).flatMap((key) => {
    const note = notes[key];
    if (note === undefined) return [];
    return [{ pointer: pointerOf([...path, key]), section: key, note }];
  });
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
