import { useMemo } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { type OverviewData, useOverview } from '../data/use-overview.ts';
import { useText } from '../data/use-text.ts';
import { unitOf } from '../figures/catalog-words.ts';
import { chartSeries, meterTotals } from '../figures/chart-series.ts';
import { type OverviewFacts, overviewFacts } from '../figures/overview-facts.ts';
import { BalanceCard } from '../panels/BalanceCard.tsx';
import { BreakdownCard } from '../panels/BreakdownCard.tsx';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';
import { UsageChart } from '../panels/UsageChart.tsx';
import { MetricCards } from '../ui/MetricCards.tsx';
import { Notices } from '../ui/Notices.tsx';

/** How much is left, which pot it is in, until when, whether it lasts, and where it went. */
export function Overview() {
  const t = useText('shell');
  const { customer, words } = useShownCustomer();
  const data = useOverview();
  const { balance, usage } = data;
  const facts = useMemo(
    () => overviewFacts({ customer, words, balance: balance.value, usage: usage.value }),
    [customer, words, balance.value, usage.value],
  );
  const isMoney = unitOf(words, customer).currency !== null;
  const basics = isMoney && usage.failure ? usage : balance;
  return (
    <PageFrame
      title={t('overview')}
      hasPeriod
      {...(facts && { state: { asOf: facts.asOf, seq: facts.seq, isStale: !!balance.failure } })}
      banner={facts && <Notices notices={facts.notices} />}
    >
      <Panel what="theBalance" resource={basics} ready={!!facts} height="balance">
        {facts && <BalanceCard {...facts} />}
      </Panel>
      {facts && <MetricCards {...facts} />}
      {/* Without a balance there is no cycle to ask about: its card says so, once. */}
      {(facts || !basics.failure) && <Where {...{ data, facts }} />}
    </PageFrame>
  );
}

interface WhereProps {
  readonly data: OverviewData;
  readonly facts: OverviewFacts | undefined;
}

function Where({ data, facts }: WhereProps) {
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
      <Panel
        what="theUsage"
        resource={usage}
        ready={!!series && counts(usage.value)}
        height="chart"
      >
        {usage.value && series && facts && (
          <UsageChart usage={usage.value} figures={facts.figures} series={series} />
        )}
      </Panel>
      <Panel
        what="theBreakdown"
        resource={breakdown}
        ready={counts(breakdown.value)}
        height="table"
      >
        {breakdown.value && facts && (
          <BreakdownCard
            breakdown={breakdown.value}
            figures={facts.figures}
            words={facts.words}
            {...{ totals, slots }}
          />
        )}
      </Panel>
    </>
  );
}
