import type { CustomerCatalog, Panel } from '@fuelgauge/sdk';

/** What the catalog's pages ask Overview to show; what is on every Overview is not in here. */
export interface OverviewLayout {
  readonly chart: ChartLayout;
  readonly breakdown: { readonly isTree: boolean; readonly hidesZero: boolean };
  readonly tables: readonly TableLayout[];
  /** Meters shown as cards, each group with its heading. */
  readonly cards: readonly { readonly title: string | null; readonly meters: readonly string[] }[];
  /** Quotas beside the four cards. */
  readonly quotaCards: readonly string[];
  /** Quotas in the strip at the end. */
  readonly quotas: readonly string[];
}

export interface ChartLayout {
  /** What usage is split by until the reader chooses. */
  readonly by: string;
  readonly mode: 'cumulative' | 'daily' | null;
  readonly windows: readonly string[];
  readonly isLines: boolean;
}

export interface TableLayout extends TablePlace {
  /** In the address. */
  readonly name: string;
  readonly title: string | null;
  readonly by: string;
  /** A dimension that it offers to filter by. */
  readonly filter: string | null;
}

/** Where a table is among the catalog's pages. */
interface TablePlace {
  readonly view: string;
  readonly panel: number;
}

type PanelOf<Type extends Panel['type']> = Extract<Panel, { readonly type: Type }>;

/** Reads the pages of a catalog, those embedded elsewhere left out. */
export function overviewLayout(catalog: Pick<CustomerCatalog, 'views' | 'quotas'>): OverviewLayout {
  const pages = catalog.views.filter(({ embed }) => !embed);
  const panels = pages.flatMap((page) =>
    page.panels.map((panel, index) => ({ view: page.id, index, panel })),
  );
  const ofType = <Type extends Panel['type']>(type: Type) =>
    panels.map(({ panel }) => panel).filter((panel): panel is PanelOf<Type> => panel.type === type);
  const chart = ofType('timeseries').find(({ series }) => series === undefined);
  const breakdown = ofType('breakdown')[0];
  const tiles = ofType('tiles');
  const quotaItems = tiles.flatMap(({ items }) =>
    items.filter((item) => item.startsWith('quota:')),
  );
  const quotaCards = quotaItems.map((item) => item.slice('quota:'.length));
  const named = ofType('quotas').flatMap(({ items }) => items);
  const others = catalog.quotas.map(({ id }) => id).filter((id) => !quotaCards.includes(id));
  return {
    chart: {
      by: chart?.split ?? 'meter',
      mode: chart?.mode ?? null,
      windows: (chart?.windows ?? []).map(({ id }) => id),
      isLines: chart?.split !== undefined,
    },
    breakdown: {
      isTree: breakdown?.by === 'category>meter',
      hidesZero: breakdown?.hide_zero ?? breakdown === undefined,
    },
    tables: panels.flatMap(({ view, index, panel }) =>
      panel.type === 'table' ? [tableIn(panel, { view, panel: index })] : [],
    ),
    cards: tiles
      .map(({ title, items }) => ({ title: title ?? null, meters: items.filter(isMeter) }))
      .filter(({ meters }) => meters.length > 0),
    quotaCards,
    quotas: named.length > 0 ? named : others,
  };
}

function tableIn({ by, title, filter }: PanelOf<'table'>, place: TablePlace): TableLayout {
  return { ...place, by, name: by, title: title ?? null, filter: filter ?? null };
}

const WORDS = new Set<string>([
  'credits_used',
  'credits_total',
  'credits_remaining',
  'reset_date',
  'days_remaining',
  'days_elapsed',
  'avg_per_day',
  'run_out_in',
]);

function isMeter(item: string): boolean {
  return !WORDS.has(item) && !item.includes(':');
}
