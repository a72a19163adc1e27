import { useShownCustomer } from '../data/shown-customer.ts';
import { useMeters } from '../data/use-meters.ts';
import { useText } from '../data/use-text.ts';
import { type InsightItem, insightItems, insightRows } from '../figures/insight-items.ts';
import { CountCard } from '../panels/CountCard.tsx';
import { InsightCard } from '../panels/InsightCard.tsx';
import { insightExports } from '../panels/insight-exports.ts';
import { PageFrame } from '../panels/PageFrame.tsx';
import { Panel } from '../panels/Panel.tsx';

/** Usage in its own units: one small chart for each thing the catalog counts. */
export function Insights() {
  const t = useText('shell');
  const tInsights = useText('insights');
  const { catalog } = useShownCustomer();
  const meters = useMeters();
  const usage = meters.value;
  return (
    <PageFrame
      title={t('insights')}
      hasPeriod
      exports={usage ? insightExports({ usage, t }) : []}
      {...(usage && {
        state: { asOf: new Date(usage.as_of), seq: usage.seq, isStale: !!meters.failure },
      })}
    >
      <p className="mute">{tInsights('intro')}</p>
      {usage ? (
        insightRows(insightItems(catalog), catalog).map((items) => (
          <div className="insights" key={items.map(idOf).join()}>
            {items.map((item) =>
              item.kind === 'meter' ? (
                <InsightCard key={idOf(item)} meter={item.meter} usage={usage} />
              ) : (
                <CountCard key={idOf(item)} item={item} />
              ),
            )}
          </div>
        ))
      ) : (
        <Panel what="theUsage" resource={meters} ready={false} height="chart">
          {null}
        </Panel>
      )}
    </PageFrame>
  );
}

function idOf(item: InsightItem): string {
  return item.kind === 'meter' ? item.meter.id : `${item.directory} ${item.scopeKind}`;
}
