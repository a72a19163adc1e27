import type { Balance, Customer, Fuelgauge } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { type OverviewData, useOverview } from '../data/use-overview.ts';
import type { ChangeView } from '../data/use-view.ts';
import type { View } from '../data/view.ts';
import { balanceFigures } from '../figures/balance-figures.ts';
import type { CatalogWords } from '../figures/catalog-words.ts';
import { chartSeries } from '../figures/chart-series.ts';
import { notices } from '../figures/notices.ts';
import { countText } from '../figures/number-text.ts';
import { runway } from '../figures/runway.ts';
import { periodText } from '../figures/time-text.ts';
import { BalanceCard } from '../panels/BalanceCard.tsx';
import { BreakdownCard } from '../panels/BreakdownCard.tsx';
import { Panel } from '../panels/Panel.tsx';
import { UsageChart } from '../panels/UsageChart.tsx';
import { Freshness } from '../ui/Freshness.tsx';
import { MetricCards } from '../ui/MetricCards.tsx';
import { Notices } from '../ui/Notices.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { SeriesPatterns } from '../ui/SeriesPatterns.tsx';

export interface OverviewProps {
  readonly client: Fuelgauge;
  readonly customer: Customer;
  readonly view: View;
  readonly changeView: ChangeView;
}

/** How much is left, which pot it is in, until when, whether it lasts, and where it went. */
export function Overview({ client, customer, view, changeView }: OverviewProps) {
  const data = useOverview({ client, customer, view });
  const { words, balance, paused, setPaused } = data;
  const timeZone = customer.time_zone;
  const facts =
    balance.value &&
    words.value &&
    factsOf({ balance: balance.value, words: words.value, timeZone });
  const basics = balance.failure ? balance : words;

  return (
    <>
      <PageHead
        title="Overview"
        customer={customer}
        plan={words.value?.plans.get(customer.plan) ?? customer.plan}
        period={facts && periodText(facts, timeZone)}
      >
        {facts && <Freshness {...facts} {...{ paused, setPaused }} stale={!!balance.failure} />}
      </PageHead>
      {facts && <Notices notices={facts.notices} />}
      <Panel what="the balance" resource={basics} ready={!!facts} height="balance">
        {facts && <BalanceCard {...facts} />}
      </Panel>
      {facts?.runway && <MetricCards {...facts} runway={facts.runway} />}
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
  readonly facts: Facts | undefined;
}

function Where({ data: { usage, breakdown }, facts, view, changeView }: WhereProps) {
  const series = useMemo(
    () => usage.value && facts && chartSeries(usage.value, facts.words.chargedMeters),
    [usage.value, facts],
  );
  const slots = new Map(series?.map(({ key, slot }) => [key, slot]));
  return (
    <>
      <SeriesPatterns />
      <Panel what="the usage" resource={usage} ready={!!series} height="chart">
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
        ready={!!(breakdown.value && facts)}
        height="table"
      >
        {breakdown.value && facts && (
          <BreakdownCard
            breakdown={breakdown.value}
            figures={facts.figures}
            words={facts.words}
            {...{ slots, view, changeView }}
          />
        )}
      </Panel>
    </>
  );
}

type Facts = ReturnType<typeof factsOf>;

interface FactsInput {
  readonly balance: Balance;
  readonly words: CatalogWords;
  readonly timeZone: string;
}

function factsOf({ balance, words, timeZone }: FactsInput) {
  const figures = balanceFigures(balance, words.decimals);
  const times = {
    start: new Date(balance.cycle.start),
    end: new Date(balance.cycle.end),
    asOf: new Date(balance.as_of),
    resetsAt: new Date(balance.resets_at),
    timeZone,
  };
  const ahead = figures.left
    ? runway({
        ...times,
        used: figures.used.exact,
        total: figures.total.exact,
        available: figures.left.exact,
      })
    : null;
  const facts = { ...times, figures, words, runway: ahead, seq: balance.seq };
  return { ...facts, notices: notices(facts) };
}
