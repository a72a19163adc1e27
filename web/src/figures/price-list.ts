import { valueDiff } from './value-diff.ts';

/** A price card of a catalog as the operator looks at it. */
export interface PriceList {
  readonly id: string;
  readonly from: string;
  /** The first day it no longer applies; null while it has no end. */
  readonly to: string | null;
  /** Null: every plan. */
  readonly plans: readonly string[] | null;
  readonly state: 'past' | 'now' | 'coming';
  readonly prices: readonly MeterPrice[];
}

/** How a card prices one meter. */
export interface MeterPrice {
  readonly meter: string;
  readonly model: string;
  /** What the price says beside its rows, as names and values. */
  readonly terms: readonly string[];
  /** One line for each row of values; none where one price is for all. */
  readonly rows: readonly string[];
}

/** The cards of a catalog document, those in force first, then those to come, then past ones, each newest first. */
export function priceLists(document: unknown, today: string): readonly PriceList[] {
  const { rateCards = [], meters = [] } = (document ?? {}) as Document;
  const labels = new Map(meters.map(({ id, label }) => [id, label ?? id]));
  const lists = rateCards.map(
    ({ id, from, to, plans, rates = [] }): PriceList => ({
      id,
      from,
      to: to ?? null,
      plans: plans ?? null,
      state: from > today ? 'coming' : to !== undefined && to <= today ? 'past' : 'now',
      prices: rates.map(({ meter, model, rows = [], ...terms }) => ({
        meter: labels.get(meter) ?? meter,
        model,
        terms: wordsOf(terms),
        rows: rows.map((row) => row.map(cellText).join(' · ')),
      })),
    }),
  );
  const order = ['now', 'coming', 'past'];
  return lists.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.from < b.from ? 1 : -1),
  );
}

interface Document {
  readonly meters?: readonly { readonly id: string; readonly label?: string }[];
  readonly rateCards?: readonly {
    readonly id: string;
    readonly from: string;
    readonly to?: string;
    readonly plans?: readonly string[];
    readonly rates?: readonly {
      readonly meter: string;
      readonly model: string;
      readonly rows?: readonly (readonly unknown[])[];
    }[];
  }[];
}

function wordsOf(terms: object): readonly string[] {
  return valueDiff(undefined, terms)
    .filter(({ path }) => path !== '_')
    .map(({ path, after }) => `${path} ${after}`);
}

function cellText(cell: unknown): string {
  if (typeof cell !== 'object') return `${cell}`;
  return valueDiff(undefined, cell)
    .map(({ path, after }) => `${path.split('/').at(-1)} ${after}`)
    .join(', ');
}
