import type { CatalogDocument } from '../catalog-document.ts';
import { type CatalogFault, pointerOf } from '../catalog-fault.ts';

/** A part of the document and where it stands. */
export interface Placed<T> {
  readonly pointer: string;
  readonly value: T;
}

/** The sections that are lists. */
export type ListSection = {
  [K in keyof CatalogDocument]-?: NonNullable<CatalogDocument[K]> extends readonly object[]
    ? K
    : never;
}[keyof CatalogDocument];

export type ItemOf<K extends ListSection> = NonNullable<CatalogDocument[K]>[number];

type Card = ItemOf<'rateCards'>;
export type Rate = Card['rates'][number];

/**
 * What can be checked of a document that may be faulty in places: its sound parts, and the ids it
 * declares anywhere, so that one fault does not make others out of what refers to it.
 */
export interface Reading {
  /** The items of a list that have no structural fault. */
  list<K extends ListSection>(section: K): Placed<ItemOf<K>>[];
  /** The price cards whose own keys are sound, each with its sound rates. */
  cards(): (Placed<Omit<Card, 'rates'>> & { readonly rates: Placed<Rate>[] })[];
  /** A section that is no list, when it is there and sound. */
  one<K extends Exclude<keyof CatalogDocument, ListSection>>(
    section: K,
  ): CatalogDocument[K] | undefined;
  /** The ids a section declares; undefined when the section itself cannot be read. */
  ids(section: ListSection | 'roles'): ReadonlySet<string> | undefined;
}

/** Reads a document without comments, given its structural faults. */
export function readingOf(document: unknown, faults: readonly CatalogFault[]): Reading {
  const raw = isRecord(document) ? document : {};
  const isSound = (pointer: string) =>
    !faults.some((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));

  return {
    list: (section) =>
      itemsAt(raw[section], [section])
        .filter(({ pointer }) => isSound(pointer))
        .map(({ pointer, value }) => ({ pointer, value: value as ItemOf<typeof section> })),
    cards: () =>
      itemsAt(raw['rateCards'], ['rateCards']).flatMap(({ pointer, value }) => {
        const isOwn = (fault: CatalogFault) =>
          fault.pointer === pointer ||
          (fault.pointer.startsWith(`${pointer}/`) &&
            !fault.pointer.startsWith(`${pointer}/rates/`));
        if (!isRecord(value) || faults.some(isOwn)) return [];
        const rates = itemsAt(value['rates'], [...pointer.slice(1).split('/'), 'rates'])
          .filter((rate) => isSound(rate.pointer))
          .map((rate) => ({ pointer: rate.pointer, value: rate.value as Rate }));
        return [{ pointer, value: value as unknown as Card, rates }];
      }),
    one: (section) =>
      isSound(`/${section}`) ? (raw[section] as CatalogDocument[typeof section]) : undefined,
    ids: (section) => idsOf(raw, section),
  };
}

const OPTIONAL_LISTS = new Set<string>([
  'displayModes',
  'billingModes',
  'packs',
  'autoRecharge',
  'addOns',
  'costItems',
  'quotas',
  'limits',
  'alerts',
  'reports',
  'views',
  'roles',
]);

function idsOf(
  raw: Readonly<Record<string, unknown>>,
  section: string,
): ReadonlySet<string> | undefined {
  const value = raw[section];
  if (value === undefined && OPTIONAL_LISTS.has(section)) return new Set();
  if (section === 'roles') return isRecord(value) ? new Set(Object.keys(value)) : undefined;
  if (!Array.isArray(value)) return undefined;
  const ids = value.map((item) =>
    isRecord(item) ? item[section === 'cycles' ? 'series' : 'id'] : undefined,
  );
  return new Set(ids.filter((id) => typeof id === 'string'));
}

function itemsAt(value: unknown, path: readonly string[]): Placed<unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.map((item, index) => ({ pointer: pointerOf([...path, index]), value: item }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
