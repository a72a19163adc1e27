import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';
import type { Clause } from '../figures/filter.ts';

export interface ExploreLinkProps {
  readonly filter: readonly Clause[];
  /** In place of the one in the address: by its name there. */
  readonly period?: string;
  readonly children: ReactNode;
}

/** Leads to Explore with a filter; zone and, where none is given, period stay. */
export function ExploreLink({ filter, period: own, children }: ExploreLinkProps) {
  const { customer } = useShownCustomer();
  const [{ period, zone }] = useView();
  return (
    <Link
      to={'/c/$customer/usage' as never}
      params={{ customer: customer.customer } as never}
      search={writeView({ ...DEFAULT_VIEW, period: own ?? period, zone, filter }) as never}
      className="to-explore"
    >
      {children}
    </Link>
  );
}
