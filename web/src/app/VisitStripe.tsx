import type { Session } from '@fuelgauge/sdk';
import { lazy, Suspense, useState } from 'react';
import { keepToken } from '../data/credential.ts';
import { useAccess } from '../data/session.ts';
import { useRoleText } from '../data/use-role-text.ts';
import { useText } from '../data/use-text.ts';
import { Stripe } from '../ui/Stripe.tsx';

const GrantsDrawer = lazy(async () => ({
  default: (await import('../panels/GrantsDrawer.tsx')).GrantsDrawer,
}));

export interface VisitStripeProps {
  readonly visit: NonNullable<Session['visit']>;
}

/** Says that an operator is looking, at whom, as whom and why; and the way out. */
export function VisitStripe({ visit }: VisitStripeProps) {
  const t = useText('operator');
  const { session } = useAccess();
  const [isOpen, setOpen] = useState(false);
  const [seen] = session.customers;
  const roleText = useRoleText(seen?.customer);
  if (!seen) return null;
  const { customer, name, roles } = seen;
  return (
    <Stripe>
      <strong>{t('visiting', { customer: name })}</strong>
      <span>{t('visitingAs', { roles: roleText(roles) })}</span>
      <span>{t('visitReason', { reason: visit.reason })}</span>
      <span>{t('visitReads')}</span>
      <span className="spacer" />
      <button type="button" onClick={() => setOpen(true)}>
        {t('grantsOf')}
      </button>
      <button
        type="button"
        onClick={() => {
          keepToken(undefined);
          // From here on the page is the operator's again: nothing of the visit may stay.
          window.location.assign(`/op/customers/${encodeURIComponent(customer)}`);
        }}
      >
        {t('leave')}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <GrantsDrawer customer={customer} close={() => setOpen(false)} />
        </Suspense>
      )}
    </Stripe>
  );
}
