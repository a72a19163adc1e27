import type { CustomerState } from '@fuelgauge/sdk';
import { Link } from '@tanstack/react-router';
import { useClient } from '../data/session.ts';
import { useList } from '../data/use-list.ts';
import { useText } from '../data/use-text.ts';
import { useView } from '../data/use-view.ts';
import { creditsText, unitAmountText } from '../figures/credits-text.ts';
import { countText } from '../figures/number-text.ts';
import { momentText } from '../figures/time-text.ts';
import { ListCard } from '../panels/ListCard.tsx';
import { OperatorFrame } from '../panels/OperatorFrame.tsx';
import { HeadRow } from '../ui/HeadRow.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { TableRegion } from '../ui/TableRegion.tsx';

/** Every customer with how it stands. */
export function Customers() {
  const t = useText('shell');
  const tOperator = useText('operator');
  const client = useClient();
  const [{ search }, changeView] = useView();
  const q = search === '' ? {} : { q: search };
  const list = useList({
    key: ['customer-states', search],
    load: (page, signal) => client.customers.states({ ...page, ...q }, { signal }),
  });
  const nothing = search === '' ? t('noCustomers') : tOperator('noMatch', { text: search });
  return (
    <OperatorFrame title={t('customers')}>
      <ListCard
        what="theCustomers"
        list={list}
        nothing={nothing}
        head={
          <SearchField
            key={search}
            label={tOperator('searchCustomers')}
            submit={tOperator('search')}
            text={search}
            search={(text) => changeView.push({ search: text })}
          />
        }
      >
        <CustomersTable states={list.rows ?? []} />
      </ListCard>
    </OperatorFrame>
  );
}

function CustomersTable({ states }: { readonly states: readonly CustomerState[] }) {
  const t = useText('operator');
  return (
    <TableRegion label={t('customerList')}>
      <HeadRow
        columns={[
          { text: t('customer') },
          { text: t('plan') },
          { text: t('available'), isNumber: true },
          { text: t('used'), isNumber: true },
          { text: t('lastEvent') },
          { text: t('flags') },
        ]}
      />
      <tbody>
        {states.map((state) => (
          <CustomerRow key={state.customer} state={state} />
        ))}
      </tbody>
    </TableRegion>
  );
}

function CustomerRow({ state }: { readonly state: CustomerState }) {
  const t = useText('operator');
  const tShell = useText('shell');
  const { customer, name, plan, catalog, test, unit, available, used, total, used_percent, flags } =
    state;
  const last = state.last_event_at;
  return (
    <tr>
      <th scope="row">
        <Link to="/op/customers/$subject" params={{ subject: customer }} className="strong">
          {name}
        </Link>{' '}
        {test && <span className="tag">{tShell('isTest')}</span>}
        <br />
        <code className="mute">{customer}</code>
      </th>
      <td>
        {plan}
        <br />
        <span className="mute">{catalog}</span>
      </td>
      <td className="number">{available === null ? t('unlimited') : creditsText(available)}</td>
      <td className="number">
        {total === null
          ? unitAmountText(used, unit)
          : t('usedOf', { used: creditsText(used), total: creditsText(total) })}
        {used_percent !== null && (
          <>
            <br />
            <span className="mute">{t('percent', { percent: countText(used_percent) })}</span>
          </>
        )}
      </td>
      <td>
        {last === null ? (
          t('never')
        ) : (
          <time dateTime={last}>{momentText(new Date(last), 'UTC')}</time>
        )}
      </td>
      <td>
        {flags.map((flag) => (
          <span key={flag} className="tag" data-flag={flag}>
            {t(`flag_${flag}`)}
          </span>
        ))}
      </td>
    </tr>
  );
}
