import type { Customer } from '@fuelgauge/sdk';
import type { ReactNode } from 'react';

export interface PageHeadProps {
  readonly title: string;
  readonly customer: Customer;
  readonly plan: string;
  readonly period: string | undefined;
  /** What stands at the far end. */
  readonly children: ReactNode;
}

/** What is shown, of whom, and of when. */
export function PageHead({ title, customer, plan, period, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        <p className="subtitle">
          <strong>{customer.name}</strong>
          <span>{plan} plan</span>
          {period && <span>{period}</span>}
          {customer.test && <span className="tag">Test customer</span>}
        </p>
      </div>
      {children}
    </header>
  );
}
