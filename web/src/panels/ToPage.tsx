import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useView } from '../data/use-view.ts';
import { DEFAULT_VIEW, writeView } from '../data/view.ts';

export interface ToPageProps {
  /** Below the customer's address, such as `/balance`. */
  readonly path: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Leads to another page of the customer; period and zone stay. */
export function ToPage({ path, className, children }: ToPageProps) {
  const { customer } = useShownCustomer();
  const [{ period, zone }] = useView();
  return (
    <Link
      to={`/c/$customer${path}` as never}
      params={{ customer: customer.customer } as never}
      search={writeView({ ...DEFAULT_VIEW, period, zone }) as never}
      {...(className && { className })}
    >
      {children}
    </Link>
  );
}
