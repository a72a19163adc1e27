import { useText } from '../data/use-text.ts';
import { useTopValues } from '../data/use-top-values.ts';
import { useView } from '../data/use-view.ts';
import { withClause } from '../figures/filter.ts';
import { OptionList } from '../ui/OptionList.tsx';
import { Failed } from './Failed.tsx';

export interface TableFilterValuesProps {
  readonly by: string;
  readonly close: () => void;
}

const ALL = '(all)';

/** The values of a dimension that have usage in the period, most first, to choose one of or all. */
export function TableFilterValues({ by, close }: TableFilterValuesProps) {
  const t = useText('overview');
  const [{ filter }, changeView] = useView();
  const { value: found, failure, reload } = useTopValues(by);
  if (!found && failure) return <Failed what="theBreakdown" failure={failure} retry={reload} />;
  if (!found) return null;
  const [chosen = ALL] = filter.find(({ name, isIn }) => name === by && isIn)?.values ?? [];
  const values = found.rows.map(({ key, label }) => ({ id: key ?? '', label }));
  return (
    <OptionList
      options={[{ id: ALL, label: t('allValues') }, ...values]}
      chosen={chosen}
      choose={(id) => {
        const clause = { name: by, isIn: true, values: id === ALL ? [] : [id] };
        changeView.push({ filter: withClause(filter, clause) });
        close();
      }}
    />
  );
}
