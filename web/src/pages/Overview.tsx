import type { Customer, Fuelgauge } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { SeriesPatterns } from '../charts/SeriesPatterns.tsx';
import { type OverviewData, useOverview } from '../data/use-overview.ts';
import type { ChangeView } from '../data/use-view.ts';
import type { View } from '../data/view.ts';
import { unitOf } from '../figures/catalog-words.ts';
import { chartSeries, meterTotals } from '../figures/chart-series.ts';
import { countText } from '../figures/number-text.ts';
import { type OverviewFacts, overviewFacts } from '../figures/overview-facts.ts';
import { periodText } from '../figures/time-text.ts';
import { BalanceCard } from '../panels/BalanceCard.tsx';
import { BreakdownCard } from '../panels/BreakdownCard.tsx';
import { Panel } from '../panels/Panel.tsx';
import { UsageChart } from '../panels/UsageChart.tsx';
import { Freshness } from '../ui/Freshness.tsx';
import { MetricCards } from '../ui/MetricCards.tsx';
import { Notices } from '../ui/Notices.tsx';
import { PageHead } from '../ui/PageHead.tsx';

export interface OverviewProps {
  readonly client: Fuelgauge;
  readonly customer: Customer;
  readonly view: View;
  readonly changeView: ChangeView;
}

/** How much is left, which pot it is in, until when, whether it lasts, and where it went. */
export function Overview({ client, customer, view, changeView }: OverviewProps) {
  const data = useOverview({ client, customer, view });
  const { words, balance, usage, paused, setPaused } = data;
  const timeZone = customer.time_zone;
  const facts = useMemo(
    () =>
      overviewFacts({
        customer,
        balance: balance.value,
        words: words.value,
        usage: usage.value,
      }),
    [customer, balance.value, words.value, usage.value],
  );
  const isMoney = words.value !== undefined && unitOf(words.value, customer).currency !== null;
  const sources = [balance, words, ...(isMoney ? [usage] : [])];
  const basics = sources.find(({ failure }) => failure) ?? balance;

  return (
    <>
      <PageHead
        title="Overview"
        customer={customer}
        plan={words.value?.plans.get(customer.plan)?.label ?? customer.plan}
        period={facts && periodText(facts, timeZone)}
      >
        {facts && <Freshness {...facts} {...{ paused, setPaused }} stale={!!balance.failure} />}
      </PageHead>
      {facts && <Notices notices={facts.notices} />}
      <Panel what="the balance" resource={basics} ready={!!facts} height="balance">
        {facts && <BalanceCard {...facts} />}
      </Panel>
      {facts && <MetricCards {...facts} />}
      {/* Without a balance there is no cycle to ask about: its card says so, once. */}
      {(facts || !basics.failure) && <Where {...{ data, facts, view, changeView }} />}
      <footer className="page-foot">
        All times in {timeZone}
        {facts && ` · Ledger #${countText(facts.seq)}`}
      </footer>
    </>
  );
}

interface WhereProps extends Pick<OverviewProps, 'view' | 'changeView'> {
  readonly data: OverviewData;
  readonly facts: OverviewFacts | undefined;
}

function Where({ data, facts, view, changeView }: WhereProps) {
  const { usage, breakdown } = data;
  const counts = (value: { readonly unit: string } | undefined) =>
    facts !== undefined && value?.unit === facts.figures.unit.id;
  const totals = useMemo(
    () => (usage.value && facts ? meterTotals(usage.value, facts.figures) : new Map()),
    [usage.value, facts],
  );
  const series = useMemo(
    () =>
      usage.value &&
      facts &&
      chartSeries({ usage: usage.value, order: facts.words.chargedMeters, totals }),
    [usage.value, facts, totals],
  );
  const slots = new Map(series?.map(({ key, slot }) => [key, slot]));
  return (
    <>
      <SeriesPatterns />
      <Panel
        what="the usage"
        resource={usage}
        ready={!!series && counts(usage.value)}
        height="chart"
      >
        {usage.value && series && facts && (
          <UsageChart
            usage={usage.value}
            figures={facts.figures}
            {...{ series, view, changeView }}
          />
        )}
      </Panel>
      <Panel
        what="the breakdown"
        resource={breakdown}
        ready={counts(breakdown.value)}
        height="table"
      >
        {breakdown.value && facts && (
          <BreakdownCard
            breakdown={breakdown.value}
            figures={facts.figures}
            words={facts.words}
            {...{ totals, slots, view, changeView }}
          />
        )}
      </Panel>
    </>
  );
}
