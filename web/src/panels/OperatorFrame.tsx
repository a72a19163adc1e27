import type { ReactNode } from 'react';
import { useText } from '../data/use-text.ts';
import { Stripe } from '../ui/Stripe.tsx';

export interface OperatorFrameProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the operator: the stripe that says so, what is shown, and the page. */
export function OperatorFrame({ title, subtitle, controls, children }: OperatorFrameProps) {
  const t = useText('operator');
  return (
    <>
      <title>{`${title} · Fuelgauge`}</title>
      <Stripe>{t('stripe')}</Stripe>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {subtitle && <p className="subtitle">{subtitle}</p>}
        </div>
        {controls && <div className="page-controls">{controls}</div>}
      </header>
      {children}
    </>
  );
}
