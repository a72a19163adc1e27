import { membershipOf } from '../data/permissions.ts';
import { useAccess } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { GateText } from './GateText.tsx';

/** What it takes to see the usage of the customer as a whole, for whom it is not shown. */
export function NotShown() {
  const t = useText('me');
  const { session } = useAccess();
  const { customer } = useShownCustomer();
  const membership = membershipOf(session, customer.customer);
  if (!membership) return null;
  const seesAll = membership.permissions.includes('usage.read');
  const needs = seesAll ? membership.gate : ['usage.read'];
  if (needs === null) return null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('notShown')}</h2>
      </div>
      <p>{t('notShownText', { customer: customer.name })}</p>
      <GateText needs={needs} membership={membership} />
    </section>
  );
}
