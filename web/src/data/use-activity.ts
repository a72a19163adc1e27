import type { ListActivityQuery, LogPage, LogSummary } from '@fuelgauge/sdk';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ActivityRow, activityRow } from '../figures/activity-row.ts';
import { writeFilter } from '../figures/filter.ts';
import { bootAnswer, bootAt, overviewThatCame } from './boot.ts';
import { type Failure, failureOf } from './failure.ts';
import { useFreshness } from './freshness.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';
import { useView } from './use-view.ts';

/** The activity log as far as it is loaded. */
export interface Activity {
  readonly rows: readonly ActivityRow[];
  /** What was asked, as the server takes it. */
  readonly asked: ListActivityQuery;
  /** The first page: its range, and the moment it is of. */
  readonly head: LogPage | undefined;
  /** What all matches come to, loaded or not. Not asked where only some kinds of rows are listed. */
  readonly summary: Resource<LogSummary>;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Recorded since the first row was loaded; they come in when `reload` is called. */
  readonly fresh: number;
}

/** What is filtered by the kind of row; the other clauses are about usage. */
export const KIND_CLAUSE = 'kind';

/** In the address: all entries are wanted, also where nothing is read before somebody asks. */
export const ASKED = 'entries';

/** Rows of a page: enough that a fast reader rarely waits, few enough to be read at once. */
const PAGE = 200;
const REFRESH_MS = 30_000;
const MOMENT_MS = 60_000;

/** Asks for what the address says, page by page. Nothing is asked while `isAsked` is false. */
export function useActivity(isAsked: boolean): Activity {
  const client = useClient();
  const queries = useQueryClient();
  const { customer } = useShownCustomer();
  const { isPaused, following } = useFreshness();
  const id = customer.customer;
  const { range, query, kind } = useAsked();
  const { from, to } = range ?? {};
  const key = [id, from, to, query.filter, query.q, kind] as const;
  const isOn = isAsked && range !== undefined;
  const ask = (cursor: string | null, signal: AbortSignal) => {
    const page = { limit: PAGE, ...(cursor !== null && { cursor }) };
    const asked = { ...range, ...query, ...(kind && { kind }), ...page };
    return client.activity.list(id, asked, { signal }) as Promise<LogPage>;
  };
  const log = useInfiniteQuery({
    queryKey: ['activity', ...key],
    enabled: isOn,
    ...(isOn && entriesThatCame(id, { range, query, kind })),
    // What is loaded stays as it is: rows that move under a reader are worse than rows that are old.
    staleTime: Number.POSITIVE_INFINITY,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    getNextPageParam: (page) => page.next_cursor,
  });
  const pages = log.data?.pages;
  const head = pages?.[0];
  const newest = useQuery({
    queryKey: ['activity-newest', ...key],
    enabled: isOn && head !== undefined && !isPaused,
    // The first page itself, until it is older than an answer may be.
    ...(head && { initialData: head, initialDataUpdatedAt: log.dataUpdatedAt }),
    refetchInterval: following === 'live' ? false : REFRESH_MS,
    queryFn: ({ signal }) => ask(null, signal),
  });
  const summary = useResource({
    // Of the same moment as the rows: what comes later is counted when they are loaded anew.
    key: ['activity-summary', ...key, head?.as_of],
    load:
      isOn && head && kind === undefined
        ? (signal) => client.activity.summary(id, { ...range, ...query }, { signal })
        : undefined,
  });
  const rows = useMemo(() => (pages ?? []).flatMap(({ data }) => data.map(activityRow)), [pages]);
  return {
    rows,
    asked: { ...range, ...query, ...(kind && { kind }) },
    head,
    summary,
    failure: log.error ? failureOf(log.error) : undefined,
    busy: log.isFetching,
    hasMore: log.hasNextPage,
    loadMore: () => {
      if (log.hasNextPage && !log.isFetching && !log.error) void log.fetchNextPage();
    },
    reload: () => {
      // Later pages begin where the first one ended: they are asked for anew when they are reached.
      queries.setQueryData<InfiniteData<LogPage>>(
        ['activity', ...key],
        (loaded) =>
          loaded && { pages: loaded.pages.slice(0, 1), pageParams: loaded.pageParams.slice(0, 1) },
      );
      void log.refetch();
    },
    fresh: freshIn(head, newest.data),
  };
}

interface Asked {
  readonly range: { readonly from: string; readonly to: string } | undefined;
  readonly query: ListActivityQuery;
  /** Kinds of rows, as the server takes them. */
  readonly kind: string | undefined;
}

/** The address in the words of the server. */
function useAsked(): Asked {
  const { from, to } = usePeriod() ?? {};
  const own = useOwn();
  const [{ filter, search }] = useView();
  const usage = filter.filter(({ name }) => name !== KIND_CLAUSE);
  const kinds = filter.find(({ name, isIn }) => name === KIND_CLAUSE && isIn)?.values;
  return {
    range: from && to ? { from, to } : undefined,
    query: {
      ...own,
      ...(usage.length > 0 && { filter: writeFilter(usage) }),
      ...(search && { q: search }),
    },
    kind: kinds?.join(','),
  };
}

/** The first entries as what is known at first, where they came with the page a moment ago and are what would be asked for. */
function entriesThatCame(id: string, { range, query, kind }: Asked) {
  const came = bootAnswer('activity');
  const isWhole = Object.keys(query).length === 0 && kind === undefined;
  if (!came || !range || !isWhole || Date.now() - bootAt > MOMENT_MS) return {};
  const isSame =
    overviewThatCame(id) !== undefined &&
    Date.parse(came.from) === Date.parse(range.from) &&
    Date.parse(came.to) === Date.parse(range.to);
  if (!isSame) return {};
  return { initialData: { pages: [came], pageParams: [null] }, initialDataUpdatedAt: bootAt };
}

/** Rows of the newer page that the older one did not have, as far as the newer one goes. */
function freshIn(head: LogPage | undefined, newest: LogPage | undefined): number {
  if (!head || !newest) return 0;
  const known = Math.max(0, ...head.data.map(({ seq }) => seq));
  return newest.data.filter(({ seq }) => seq > known).length;
}
