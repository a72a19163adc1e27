import { useNavigate } from '@tanstack/react-router';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import type { GridRow } from '../figures/grid.ts';
import type { GridAction } from '../ui/GridLines.tsx';

/** Leads from a row, a value of the dimension, to its usage and its entries. */
export function useValueActions(dimension: string): (row: GridRow) => readonly GridAction[] {
  const t = useText('people');
  const { customer } = useShownCustomer();
  const [{ period, zone, filter }] = useView();
  const navigate = useNavigate();
  return ({ value }) => {
    if (value === null) return [];
    const others = filter.filter(({ name }) => name !== dimension);
    const narrowed = [...others, { name: dimension, isIn: true, values: [value] }];
    const open = (page: string) =>
      void navigate({
        to: `/c/$customer/${page}` as never,
        params: { customer: customer.customer } as never,
        search: writeView({ ...DEFAULT_VIEW, period, zone, filter: narrowed }) as never,
      });
    return [
      { id: 'usage', label: t('openUsage'), run: () => open('usage') },
      { id: 'entries', label: t('openEntries'), run: () => open('activity') },
    ];
  };
}
