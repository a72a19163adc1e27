import { DEFAULT_VIEW, type View, writeView } from '../data/view.ts';
import type { PageEntry } from './page-table.ts';

export interface PageLinkInput {
  readonly customer: string;
  readonly view: View;
}

/** Where a page is. Pages of a customer keep the period and the filters; what is about one page's tables does not travel. */
export function pageLink(page: PageEntry, { customer, view }: PageLinkInput) {
  const { period, zone, unit, filter } = view;
  const isOperator = page.group === 'operator';
  const below = page.path === '/' ? '' : page.path;
  return {
    to: isOperator ? `/op${below}` : `/c/$customer${below}`,
    params: { customer },
    search: isOperator ? {} : writeView({ ...DEFAULT_VIEW, period, zone, unit, filter }),
  };
}
