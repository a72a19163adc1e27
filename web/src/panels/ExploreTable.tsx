import { useNavigate } from '@tanstack/react-router';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useAttributeName } from '../data/use-attribute-name.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import { midSentence } from '../figures/catalog-words.ts';
import { OTHER_KEY, TIME } from '../figures/explore-view.ts';
import { type Clause, withClause } from '../figures/filter.ts';
import type { Grid, GridRow } from '../figures/grid.ts';
import type { GridAction } from '../ui/GridLines.tsx';
import { GridCard } from './GridCard.tsx';
import { useAmountWords } from './use-amount-words.ts';
import type { ExploreFigures } from './use-explore-figures.ts';

export interface ExploreTableProps {
  readonly figures: ExploreFigures;
  readonly grid: Grid;
}

const DAYS_FIRST = 31;
const ROWS_FIRST = 10;

/** The table of Explore: time or an attribute by rows, each with what leads on from it. */
export function ExploreTable({ figures, grid }: ExploreTableProps) {
  const { shown, scale } = figures;
  const t = useText('explore');
  const { heading } = useAmountWords(scale.unit);
  const nameOf = useAttributeName();
  const actionsOf = useRowActions(figures);
  const rows = midSentence(grid.heading);
  const columns = shown.columns === null ? null : midSentence(nameOf(shown.columns));
  return (
    <GridCard
      key={`${shown.rows} ${shown.columns}`}
      name="rows"
      title={
        columns === null
          ? t('tableTitle', { unit: heading, rows })
          : t('pivotTitle', { unit: heading, rows, columns })
      }
      grid={grid}
      rowsFirst={shown.rows === TIME ? DAYS_FIRST : ROWS_FIRST}
      nothing={t('nothing')}
      actionsOf={actionsOf}
    />
  );
}

/** A value can be all that is shown, or left out; days and values lead to their entries. */
function useRowActions({ shown }: ExploreFigures): (row: GridRow) => readonly GridAction[] {
  const t = useText('explore');
  const { customer } = useShownCustomer();
  const [view, changeView] = useView();
  const navigate = useNavigate();
  const name = shown.rows === TIME ? shown.colours : shown.rows;
  const open = (changes: Partial<typeof view>) => {
    const { period, zone } = view;
    const there = { ...DEFAULT_VIEW, period, zone, filter: shown.filter, ...changes };
    void navigate({
      to: '/c/$customer/activity' as never,
      params: { customer: customer.customer } as never,
      search: writeView(there) as never,
    });
  };
  return (row) => {
    const { value, label, days } = row;
    const isValue = value !== null && value !== OTHER_KEY;
    const clause = (isIn: boolean): Clause => ({ name, isIn, values: [value ?? ''] });
    const narrow = (isIn: boolean) =>
      changeView.push({ filter: withClause(shown.filter, clause(isIn)) });
    if (!isValue && !days) return [];
    return [
      ...(isValue
        ? [
            { id: 'only', label: t('onlyThis', { name: label }), run: () => narrow(true) },
            { id: 'exclude', label: t('exclude', { name: label }), run: () => narrow(false) },
          ]
        : []),
      {
        id: 'entries',
        label: t('openEntries'),
        run: () =>
          open({
            ...(days && { period: days }),
            ...(isValue && { filter: withClause(shown.filter, clause(true)) }),
          }),
      },
    ];
  };
}
