import { useNavigate, useParams } from '@tanstack/react-router';
import { useCustomers } from '../data/use-customers.ts';
import { useText } from '../data/use-text.ts';

/** Chooses the customer; the page and its period stay. Not there where there is nothing to switch to. */
export function CustomerSwitcher() {
  const t = useText('shell');
  const { customer } = useParams({ strict: false });
  const navigate = useNavigate();
  const { value, busy } = useCustomers();
  // Its place, until it is known what there is to choose from.
  if (!value && busy) return <div className="customer-field" />;
  const customers = value ?? [];
  if (customers.length < 2 && !(customers.length === 1 && customer === undefined)) return null;
  const isListed = customers.some((each) => each.customer === customer);
  return (
    <label className="field customer-field">
      <span className="visually-hidden">{t('customer')}</span>
      <select
        value={isListed ? customer : ''}
        onChange={({ target }) =>
          void navigate(
            customer === undefined
              ? { to: '/c/$customer', params: { customer: target.value } }
              : ({ to: '.', params: { customer: target.value }, search: keptOf } as never),
          )
        }
      >
        {!isListed && <option value="">{t('chooseCustomer')}</option>}
        {customers.map(({ customer: id, name, test }) => (
          <option key={id} value={id}>
            {test ? t('testCustomer', { name }) : name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Another customer has other dimensions and values: only the time travels along. */
function keptOf({ period, tz }: Readonly<Record<string, string>>) {
  return { ...(period && { period }), ...(tz && { tz }) };
}
