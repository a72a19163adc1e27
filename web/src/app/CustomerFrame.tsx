import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { overviewThatCame } from '../data/boot.ts';
import { useAccess } from '../data/session.ts';
import { type ShownCustomer, ShownCustomerContext } from '../data/shown-customer.ts';
import { useCatalogOf } from '../data/use-catalog-of.ts';
import { useLive } from '../data/use-live.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import { catalogWords } from '../figures/catalog-words.ts';
import { Failed } from '../panels/Failed.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Shortcuts } from './Shortcuts.tsx';

const CYCLES_MAX = 100;

/** What every page of a customer needs: who it is, what its catalog calls things, and its cycles. */
export function CustomerFrame() {
  const t = useText('shell');
  const { customer: id = '' } = useParams({ strict: false });
  const { client, session } = useAccess();
  const known = overviewThatCame(id);
  const customer = useResource({
    key: ['customer', id],
    load: (signal) => client.customers.get(id, { signal }),
    ...(known && { known: known.customer }),
  });
  const catalog = useCatalogOf(id);
  const cycles = useResource({
    key: ['cycles', id],
    load: async (signal) => (await client.cycles.list(id, { limit: CYCLES_MAX }, { signal })).data,
    isLive: true,
    ...(known && { known: known.cycles }),
  });
  useLive(id);
  const shown = useMemo((): ShownCustomer | null => {
    // Whoever may see no usage sees no cycles, and still what things cost.
    const listed = cycles.failure?.status === 403 ? [] : cycles.value;
    if (!customer.value || !catalog.value || !listed) return null;
    if (customer.value.customer !== id || catalog.value.customer !== id) return null;
    return {
      customer: customer.value,
      catalog: catalog.value,
      words: catalogWords(catalog.value),
      cycles: listed,
    };
  }, [customer.value, catalog.value, cycles.value, cycles.failure, id]);

  // An operator opens a customer's page for a reason, which is asked for first.
  if (session.kind === 'operator' && session.person) {
    return <Navigate to="/op/customers/$subject" params={{ subject: id }} replace />;
  }
  const failed = [customer, catalog, cycles].find(({ failure }) => failure);
  if (customer.failure?.status === 404) {
    return <Empty title={t('unknownCustomer', { customer: id })} text={t('unknownCustomerText')} />;
  }
  if (!shown && failed?.failure) {
    return (
      <section className="card">
        <Failed what="thePage" failure={failed.failure} retry={failed.reload} />
      </section>
    );
  }
  if (!shown) return <Skeleton />;
  return (
    <ShownCustomerContext value={shown} key={id}>
      <Outlet />
      <Shortcuts />
    </ShownCustomerContext>
  );
}
