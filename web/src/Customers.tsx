import type { Fuelgauge } from '@fuelgauge/sdk';
import { useCallback } from 'react';
import { useBeat } from './data/use-beat.ts';
import { useResource } from './data/use-resource.ts';
import { useView } from './data/use-view.ts';
import { Overview } from './pages/Overview.tsx';
import { DemoLoading } from './panels/DemoLoading.tsx';
import { Failed } from './panels/Failed.tsx';
import { TopBar } from './panels/TopBar.tsx';
import { Empty } from './ui/Empty.tsx';
import { Skeleton } from './ui/Skeleton.tsx';

const REFRESH_MS = 30_000;

export interface CustomersProps {
  readonly client: Fuelgauge;
  /** The server loads its own data: without customers it is at the beginning of that. */
  readonly demo: boolean;
  /** Absent when no key was given. */
  readonly signOut?: () => void;
}

/**
 * The frame of every page of a customer: who is shown, and the page of the one the address names.
 */
export function Customers({ client, demo, signOut }: CustomersProps) {
  const list = useResource(
    useCallback(() => client.customers.list(), [client]),
    useBeat(REFRESH_MS),
  );
  const [view, changeView] = useView();
  const customers = list.value?.data ?? [];
  const chosen = customers.find(({ customer }) => customer === view.customer);
  const shown = view.customer === null ? customers[0] : chosen;

  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <TopBar
        customers={customers}
        chosen={shown?.customer}
        choose={(customer) => changeView.push({ customer })}
        {...(signOut && { signOut })}
      />
      <main id="content" tabIndex={-1}>
        {list.failure && !list.value && (
          <Failed what="the customers" failure={list.failure} retry={list.reload} />
        )}
        {!list.failure && !list.value && <Skeleton />}
        {list.value && customers.length === 0 && demo && <DemoLoading reload={list.reload} />}
        {list.value && customers.length === 0 && !demo && (
          <Empty
            title="No customers yet"
            text="A customer appears here once PUT /v1/customers/{customer} has named it."
            link={{ href: '/docs', text: 'Read the API reference' }}
          />
        )}
        {list.value && customers.length > 0 && !shown && (
          <Empty
            title={`No customer “${view.customer}”`}
            text={`Choose one of the ${customers.length} customers at the top of the page.`}
          />
        )}
        {shown && (
          <Overview
            key={shown.customer}
            client={client}
            customer={shown}
            view={view}
            changeView={changeView}
          />
        )}
      </main>
    </>
  );
}
