import { useShownCustomer } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { unitOf } from '../figures/catalog-words.ts';
import { attributesOf, HOURLY_DAYS_MAX, TIME } from '../figures/explore-view.ts';
import { Choice } from '../ui/Choice.tsx';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ExploreControlsProps {
  readonly figures: ExploreFigures;
  readonly mode: 'cumulative' | 'daily';
}

const DAY_MS = 86_400_000;

/** How the chart and its table are divided and counted. */
export function ExploreControls({ figures, mode }: ExploreControlsProps) {
  const { shown, usage } = figures;
  const t = useText('explore');
  const { catalog } = useShownCustomer();
  const [view, changeView] = useView();
  const attributes = attributesOf(catalog);
  const days = (Date.parse(usage.to) - Date.parse(usage.from)) / DAY_MS;
  const granularities = [
    'auto',
    ...(days <= HOURLY_DAYS_MAX ? ['hour'] : []),
    'day',
    ...(days > 7 ? ['week'] : []),
    ...(days > 27 ? ['month'] : []),
  ] as (typeof view.granularity)[];
  const divide = (rows: string, columns: string | null) => {
    const by = columns === null || columns === rows ? [rows] : [rows, columns];
    const isDefault = by.length === 1 && rows === TIME;
    changeView.push({ by: isDefault ? [] : by, show: new Map(), sort: null });
  };
  return (
    <>
      <Division
        label={t('rows')}
        value={shown.rows}
        options={[TIME, ...attributes]}
        choose={(id) => divide(id, shown.columns)}
      />
      <Division
        label={t('columns')}
        value={shown.columns ?? ''}
        options={['', ...attributes.filter((id) => id !== shown.rows)]}
        choose={(id) => divide(shown.rows, id || null)}
      />
      <label className="field">
        <span>{t('divide')}</span>
        <select
          value={view.granularity}
          onChange={({ target }) => changeView.push({ granularity: target.value as never })}
        >
          {granularities.map((id) => (
            <option key={id} value={id}>
              {id === 'auto' ? t('auto') : t('per', { granularity: id })}
            </option>
          ))}
        </select>
      </label>
      <UnitChoice figures={figures} />
      <Choice
        label={t('amounts')}
        options={[
          { id: 'cumulative', label: t('cumulative') },
          {
            id: 'daily',
            label: t('perEach', { granularity: t('inPer', { granularity: usage.granularity }) }),
          },
        ]}
        value={mode}
        choose={(next) => changeView.replace({ mode: next })}
      />
    </>
  );
}

interface DivisionProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly choose: (id: string) => void;
}

function Division({ label, value, options, choose }: DivisionProps) {
  const t = useText('explore');
  const nameOf = useAttributeName();
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {options.map((id) => (
          <option key={id} value={id}>
            {id === '' ? t('noColumns') : nameOf(id)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Credits, or their value; what is not possible says why. */
function UnitChoice({ figures }: Pick<ExploreControlsProps, 'figures'>) {
  const t = useText('explore');
  const { customer, catalog, words } = useShownCustomer();
  const [, changeView] = useView();
  const { currency } = unitOf(words, customer);
  const price = catalog.price_per_credit;
  const isUnpriced = figures.usage.unit === 'money' && figures.usage.currency === null;
  const noPrice = !price || isUnpriced ? t('noPrice') : undefined;
  const money = {
    id: 'money' as const,
    label: currency ?? price?.currency ?? t('money'),
    reason: currency === null ? noPrice : undefined,
  };
  const inCredits = {
    id: 'credits' as const,
    label: t('credits'),
    reason: currency === null ? undefined : t('countedInMoney', { currency }),
  };
  return (
    <Choice
      label={t('unit')}
      options={[inCredits, money]}
      value={currency !== null || figures.scale.isValued ? 'money' : 'credits'}
      choose={(unit) => changeView.push({ unit: unit === 'money' ? 'money' : undefined })}
    />
  );
}
