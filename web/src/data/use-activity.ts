import type { EventLog } from '@fuelgauge/sdk';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ActivityRow, activityRow } from '../figures/activity-row.ts';
import { writeFilter } from '../figures/filter.ts';
import { type Failure, failureOf } from './failure.ts';
import { useFreshness } from './freshness.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useView } from './use-view.ts';

/** The activity log as far as it is loaded. */
export interface Activity {
  readonly rows: readonly ActivityRow[];
  /** Of the first page: range, totals, and the moment they are of. */
  readonly head: EventLog | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Recorded since the first row was loaded; they come in when `reload` is called. */
  readonly fresh: number;
}

/** Rows of a page: enough that a fast reader rarely waits, few enough to be read at once. */
const PAGE = 200;
const REFRESH_MS = 30_000;

/** Asks for what the address says, page by page. Nothing is asked while `isAsked` is false. */
export function useActivity(isAsked: boolean): Activity {
  const client = useClient();
  const queries = useQueryClient();
  const { customer } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const [{ filter, search }] = useView();
  const { isPaused } = useFreshness();
  const id = customer.customer;
  const asked = {
    ...(from && { from }),
    ...(to && { to }),
    ...(filter.length > 0 && { filter: writeFilter(filter) }),
    ...(search && { q: search }),
  };
  const key = [id, from, to, asked.filter, search] as const;
  const isOn = isAsked && from !== undefined;
  const log = useInfiniteQuery({
    queryKey: ['activity', ...key],
    enabled: isOn,
    // What is loaded stays as it is: rows that move under a reader are worse than rows that are old.
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...asked, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) };
      return client.events.list(id, query, { signal }) as Promise<EventLog>;
    },
    getNextPageParam: (page) => page.next_cursor,
  });
  const [head] = log.data?.pages ?? [];
  const newest = useQuery({
    queryKey: ['activity-newest', ...key],
    enabled: isOn && head !== undefined && !isPaused,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      client.events.list(id, { ...asked, limit: PAGE }, { signal }) as Promise<EventLog>,
  });
  const pages = log.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap(({ data }) => data.map(activityRow)), [pages]);
  const known = head && Math.max(0, ...head.data.map(({ seq }) => seq));
  const fresh =
    known === undefined || !newest.data
      ? 0
      : newest.data.data.filter(({ seq }) => seq > known).length;
  return {
    rows,
    head,
    failure: log.error ? failureOf(log.error) : undefined,
    busy: log.isFetching,
    hasMore: log.hasNextPage,
    loadMore: () => {
      if (log.hasNextPage && !log.isFetching && !log.error) void log.fetchNextPage();
    },
    reload: () => {
      // Later pages begin where the first one ended: they are asked for anew when they are reached.
      queries.setQueryData<InfiniteData<EventLog>>(
        ['activity', ...key],
        (loaded) =>
          loaded && { pages: loaded.pages.slice(0, 1), pageParams: loaded.pageParams.slice(0, 1) },
      );
      void log.refetch();
    },
    fresh,
  };
}
