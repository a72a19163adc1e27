import type { Customer } from '@fuelgauge/sdk';
import { useId, useState } from 'react';
import { keepToken } from '../data/credential.ts';
import { useClient } from '../data/session.ts';
import { useDeed } from '../data/use-deed.ts';
import { useText } from '../data/use-text.ts';
import { ReasonForm } from './ReasonForm.tsx';

export interface VisitFormProps {
  readonly customer: Customer;
  /** What roles of the customer's catalog are called, by id. */
  readonly roles: Readonly<Record<string, string>>;
}

/** Opens a customer's page as the customer sees it, with a reason that the customer's log keeps. */
export function VisitForm({ customer, roles }: VisitFormProps) {
  const t = useText('operator');
  const client = useClient();
  const id = useId();
  const [role, setRole] = useState('');
  const visit = useDeed(
    (reason: string) => {
      const as = role === '' ? {} : { as: { role } };
      return client.visits.begin(customer.customer, { reason, ...as });
    },
    ({ token }) => {
      keepToken(token);
      // The whole page is somebody else's from here on: nothing that was asked before may stay.
      window.location.assign(`/c/${encodeURIComponent(customer.customer)}`);
    },
  );
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>{t('openAs', { customer: customer.name })}</h2>
      </div>
      <ReasonForm submit={t('open')} deed={visit} run={visit.run}>
        <label htmlFor={`${id}-role`}>{t('viewAs')}</label>
        <select id={`${id}-role`} value={role} onChange={({ target }) => setRole(target.value)}>
          <option value="">{t('wholeCustomer')}</option>
          {Object.entries(roles).map(([each, label]) => (
            <option key={each} value={each}>
              {t('asRole', { role: label })}
            </option>
          ))}
        </select>
      </ReasonForm>
    </section>
  );
}
