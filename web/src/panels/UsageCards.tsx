import type { Overview } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { categoryLines } from '../figures/category-lines.ts';
import { chartSeries, groupTotals } from '../figures/chart-series.ts';
import { countText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { OverviewLayout } from '../figures/overview-layout.ts';
import { ActivityCards } from './ActivityCards.tsx';
import { BreakdownCard } from './BreakdownCard.tsx';
import { LinksRow } from './LinksRow.tsx';
import { QuotaStrip } from './QuotaStrip.tsx';
import { TopTable } from './TopTable.tsx';
import { UsageChart } from './UsageChart.tsx';

export interface UsageCardsProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: OverviewLayout;
}

/** Where it went: the chart, the breakdown, who used most, and what the plan allows. */
export function UsageCards({ overview, facts, layout }: UsageCardsProps) {
  const t = useText('overview');
  const { catalog, words } = useShownCustomer();
  const [view] = useView();
  const { usage, meters, tables, quotas, cards } = overview;
  const { scale } = facts;
  const by = view.by[0] ?? layout.chart.by;
  const lines = useMemo(() => {
    const { isTree, hidesZero } = layout.breakdown;
    const { categories } = catalog;
    return categoryLines({ meters, categories, scale, isTree, hidesZero });
  }, [meters, catalog, scale, layout]);
  const series = useMemo(() => {
    const totals = by === 'meter' ? lines.known : groupTotals(usage, scale);
    const values = catalog.dimensions.find(({ id }) => id === by)?.values ?? [];
    const order = by === 'meter' ? words.chargedMeters : values;
    const other = (count: number) => t('other', { count: countText(count) });
    return chartSeries({ usage, scale, order, totals, other });
  }, [usage, scale, by, lines, catalog, words, t]);
  const slots = useMemo(
    () => new Map(by === 'meter' ? series.map(({ key, slot }) => [key, slot] as const) : []),
    [series, by],
  );
  const shownQuotas = quotas.filter(({ key }) => layout.quotas.includes(key));
  return (
    <>
      <section className="card">
        <UsageChart {...{ overview, facts, series }} layout={layout.chart} />
      </section>
      {layout.cards.map((group) => (
        <ActivityCards key={group.meters.join()} cards={cards} group={group} />
      ))}
      <section className="card">
        <BreakdownCard {...{ overview, facts, lines, slots }} isTree={layout.breakdown.isTree} />
      </section>
      <div className="side-by-side">
        {layout.tables.map((table) => {
          const found = tables.find(
            ({ view: id, panel }) => id === table.view && panel === table.panel,
          );
          return (
            found && (
              <TopTable
                key={`${table.view} ${table.panel}`}
                breakdown={found.breakdown}
                {...{ facts, table }}
              />
            )
          );
        })}
      </div>
      {shownQuotas.length > 0 && <QuotaStrip quotas={shownQuotas} />}
      <LinksRow />
    </>
  );
}
