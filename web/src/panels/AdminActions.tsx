import type { Act } from '@fuelgauge/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { failureOf } from '../data/failure.ts';
import { useClient } from '../data/session.ts';
import { useShownCustomer, useShownZone } from '../data/shown-customer.ts';
import { useText } from '../data/use-text.ts';
import { clockText, dateText } from '../figures/time-text.ts';
import { Failed } from './Failed.tsx';

const PAGE = 50;

/** Who changed what of this customer, when and why. */
export function AdminActions() {
  const t = useText('activity');
  const client = useClient();
  const { customer } = useShownCustomer();
  const id = customer.customer;
  const log = useInfiniteQuery({
    queryKey: ['acts', id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) };
      return client.audit.list({ customer: id, ...page }, { signal }) as Promise<ActPage>;
    },
    getNextPageParam: (page) => page.next_cursor,
  });
  const acts = log.data?.pages.flatMap(({ data }) => data);
  if (!acts && log.error) {
    return (
      <section className="card">
        <Failed what="theLog" failure={failureOf(log.error)} retry={() => void log.refetch()} />
      </section>
    );
  }
  if (!acts) return <section className="card skeleton" data-height="table" aria-busy="true" />;
  if (acts.length === 0) {
    return (
      <section className="card">
        <p className="nothing">{t('noActs')}</p>
      </section>
    );
  }
  return (
    <section className="card">
      <ActsTable acts={acts} />
      {log.hasNextPage && (
        <button type="button" className="more" onClick={() => void log.fetchNextPage()}>
          {t('showMore')}
        </button>
      )}
    </section>
  );
}

function ActsTable({ acts }: { readonly acts: readonly Act[] }) {
  const t = useText('activity');
  const zone = useShownZone();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the arrow keys.
    <section className="table-scroll" aria-label={t('acts')} tabIndex={0}>
      <table className="data acts">
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            <th scope="col">{t('actor')}</th>
            <th scope="col">{t('act')}</th>
            <th scope="col">{t('subject')}</th>
            <th scope="col">{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {acts.map((act) => (
            <tr key={act.number}>
              <td>
                <time dateTime={act.at}>
                  {dateText(new Date(act.at), zone)} {clockText(new Date(act.at), zone)}
                </time>
              </td>
              <td>{act.actor}</td>
              <td>
                <code>{act.act}</code>
              </td>
              <td>
                <code>{act.subject}</code>
              </td>
              <td>{act.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ActPage {
  readonly data: readonly Act[];
  readonly next_cursor: string | null;
}
