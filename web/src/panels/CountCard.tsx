import { useClient } from '../data/session.ts';
import { useShownCustomer } from '../data/shown-customer.ts';
import { useResource } from '../data/use-resource.ts';
import { useText } from '../data/use-text.ts';
import type { InsightItem } from '../figures/insight-items.ts';
import { countText } from '../figures/number-text.ts';
import { Failed } from './Failed.tsx';

export interface CountCardProps {
  readonly item: Extract<InsightItem, { readonly kind: 'count' }>;
}

/** How many entries of a kind there are now, deleted ones left out. */
export function CountCard({ item }: CountCardProps) {
  const { directory, scopeKind } = item;
  const t = useText('insights');
  const client = useClient();
  const { customer } = useShownCustomer();
  const id = customer.customer;
  const counts = useResource({
    key: ['directory-counts', id],
    load: (signal) => client.directoryCounts(id, { signal }),
  });
  const found = counts.value?.data.filter(
    ({ kind, scope_kind, status }) =>
      kind === directory && status !== 'deleted' && isOfKind(scope_kind, scopeKind),
  );
  const count = found?.reduce((sum, { entries }) => sum + entries, 0);
  const name = t('count', { kind: scopeKind ?? directory });
  return (
    <section className="card insight" aria-label={name}>
      <h2>{name}</h2>
      {count === undefined && counts.failure ? (
        <Failed what="theCount" failure={counts.failure} retry={counts.reload} />
      ) : (
        <>
          <p className="insight-value">{count === undefined ? '—' : countText(count)}</p>
          <p className="mute">{t('now')}</p>
        </>
      )}
    </section>
  );
}

/** Scopes nobody told the sort of count as any. */
function isOfKind(scopeKind: string | null, wanted: string | null): boolean {
  return wanted === null || scopeKind === null || scopeKind === wanted;
}
