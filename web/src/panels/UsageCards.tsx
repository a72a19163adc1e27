import type { Overview } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { OverviewLayout } from '../figures/overview-layout.ts';
import type { UsageFigures } from '../figures/usage-figures.ts';
import { ActivityCards } from './ActivityCards.tsx';
import { BreakdownCard } from './BreakdownCard.tsx';
import { LinksRow } from './LinksRow.tsx';
import { QuotaStrip } from './QuotaStrip.tsx';
import { TopTable } from './TopTable.tsx';
import { UsageChart } from './UsageChart.tsx';
import type { UsageTitle } from './use-usage-title.ts';
import { WhatChanged } from './WhatChanged.tsx';

export interface UsageCardsProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: OverviewLayout;
  readonly figures: UsageFigures;
  readonly title: UsageTitle;
}

/** Where it went: the chart, the breakdown, who used most, and what the plan allows. */
export function UsageCards({ overview, facts, layout, figures, title }: UsageCardsProps) {
  const { tables, quotas, cards } = overview;
  const { lines, series } = figures;
  const { by } = title;
  const slots = useMemo(
    () => new Map(by === 'meter' ? series.map(({ key, slot }) => [key, slot] as const) : []),
    [series, by],
  );
  const shownQuotas = quotas.filter(({ key }) => layout.quotas.includes(key));
  return (
    <>
      <WhatChanged changes={facts.changes} />
      <section className="card">
        <UsageChart {...{ overview, facts, figures, title }} layout={layout.chart} />
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
