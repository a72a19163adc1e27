import type { CustomerCatalog, Overview } from '@fuelgauge/sdk';
import type { ChartData } from '../charts/chart-data.ts';
import type { CatalogWords } from './catalog-words.ts';
import { type CategoryLines, categoryLines } from './category-lines.ts';
import { chartSeries, groupTotals, type UsageSeries } from './chart-series.ts';
import { countText } from './number-text.ts';
import type { OverviewFacts } from './overview-facts.ts';
import type { OverviewLayout } from './overview-layout.ts';
import { type UsageChartInput, usageChart } from './usage-chart.ts';

export interface UsageFiguresInput {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: OverviewLayout;
  readonly catalog: CustomerCatalog;
  readonly words: CatalogWords;
  /** What usage is split by: `meter`, `category` or a dimension. */
  readonly by: string;
  readonly texts: UsageChartInput['words'] & {
    /** What the smallest of many are called, by how many they are. */
    readonly other: (count: string) => string;
  };
}

/** Where it went, as Overview draws and writes it. */
export interface UsageFigures {
  readonly lines: CategoryLines;
  readonly series: readonly UsageSeries[];
  /** Both readings of the same answer: changing between them asks nothing. */
  readonly charts: { readonly cumulative: ChartData; readonly daily: ChartData };
}

/** Figures of one answer of Overview, all of which add up to the same total. */
export function usageFigures(input: UsageFiguresInput): UsageFigures {
  const { overview, facts, layout, catalog, words, by, texts } = input;
  const { usage, meters } = overview;
  const { scale, estimate, figures, isCycle } = facts;
  const { isTree, hidesZero } = layout.breakdown;
  const { categories } = catalog;
  const lines = categoryLines({ meters, categories, scale, isTree, hidesZero });
  const values = catalog.dimensions.find(({ id }) => id === by)?.values ?? [];
  const series = chartSeries({
    usage,
    scale,
    order: by === 'meter' ? words.chargedMeters : values,
    totals: by === 'meter' ? lines.known : groupTotals(usage, scale),
    other: (count) => texts.other(countText(count)),
  });
  const total = isCycle && !scale.isValued && figures.left ? figures.total : null;
  const drawn = { usage, series, scale, total, estimate, words: texts };
  const charts = {
    cumulative: usageChart({ ...drawn, mode: 'cumulative' }),
    daily: usageChart({ ...drawn, mode: 'daily' }),
  };
  return { lines, series, charts };
}
