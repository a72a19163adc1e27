import type { Overview } from '@fuelgauge/sdk';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { countText } from '../figures/number-text.ts';
import type { OverviewFacts } from '../figures/overview-facts.ts';
import type { ChartLayout } from '../figures/overview-layout.ts';
import { Choice } from '../ui/Choice.tsx';

export interface UsageChartControlsProps {
  readonly overview: Overview;
  readonly facts: OverviewFacts;
  readonly layout: ChartLayout;
  readonly mode: 'cumulative' | 'daily';
  readonly by: string;
  /** In words. */
  readonly granularity: string;
}

/** How the chart is grouped, divided and counted, and the windows the catalog offers. */
export function UsageChartControls(props: UsageChartControlsProps) {
  const { facts, layout, mode, by, granularity } = props;
  const t = useText('overview');
  const { words, catalog } = useShownCustomer();
  const [view, changeView] = useView();
  const label = (id: string) => {
    if (id === 'meter' || id === 'category') return t(id);
    return words.dimensions.get(id) ?? id;
  };
  const valued = catalog.display_modes.find(({ is_valued }) => is_valued);
  const price = catalog.price_per_credit;
  const isRatedInCredits = facts.figures.unit.currency === null;
  return (
    <>
      {layout.windows.length > 0 && <Windows layout={layout} />}
      <label className="field">
        <span>{t('groupBy')}</span>
        <select
          value={by}
          onChange={({ target }) =>
            changeView.push({ by: target.value === layout.by ? [] : [target.value] })
          }
        >
          {words.breakdowns.map((id) => (
            <option key={id} value={id}>
              {label(id)}
            </option>
          ))}
        </select>
      </label>
      {valued && price && isRatedInCredits && (
        <Choice
          label={t('unitLabel')}
          options={[
            { id: 'credits', label: t('creditsWord') },
            { id: 'money', label: price.currency },
          ]}
          value={view.unit === 'money' ? 'money' : 'credits'}
          choose={(unit) => changeView.push({ unit: unit === 'money' ? 'money' : undefined })}
        />
      )}
      <Choice
        label={t('amounts')}
        options={[
          { id: 'cumulative', label: t('cumulative') },
          { id: 'daily', label: t('per', { granularity }) },
        ]}
        value={mode}
        choose={(next) => changeView.replace({ mode: next })}
      />
      <Granularity {...props} />
    </>
  );
}

/** Rolling windows up to now beside the cycle. */
function Windows({ layout }: { readonly layout: ChartLayout }) {
  const t = useText('overview');
  const [{ period }, changeView] = useView();
  const name = (id: string) => {
    const count = countText(Number.parseInt(id, 10));
    return id.endsWith('h') ? t('hours', { count }) : t('inDays', { count });
  };
  return (
    <Choice
      label={t('windowLabel')}
      options={[
        ...layout.windows.map((id) => ({ id, label: name(id) })),
        { id: 'current', label: t('cycleWindow') },
      ]}
      value={period}
      choose={(id) => changeView.push({ period: id, selected: null })}
    />
  );
}

const HOUR_MS = 3_600_000;
const LENGTHS = { hour: 1, day: 24, week: 168, month: 720 } as const;
const BUCKETS_MAX = 200;

/** What the period can be divided by: at least two parts, and no more than can be told apart. */
function Granularity({ overview }: UsageChartControlsProps) {
  const t = useText('overview');
  const [, changeView] = useView();
  const { usage } = overview;
  const hours = (Date.parse(usage.to) - Date.parse(usage.from)) / HOUR_MS;
  const fitting = (Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]).filter(
    (id) => hours / LENGTHS[id] >= 2 && hours / LENGTHS[id] <= BUCKETS_MAX,
  );
  if (fitting.length < 2) return null;
  return (
    <label className="field">
      <span className="visually-hidden">{t('granularityLabel')}</span>
      <select
        value={usage.granularity}
        onChange={({ target }) => changeView.push({ granularity: target.value as never })}
      >
        {fitting.map((id) => (
          <option key={id} value={id}>
            {t('granularity', { granularity: id })}
          </option>
        ))}
      </select>
    </label>
  );
}
