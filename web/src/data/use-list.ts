import type { Page, PageQuery } from '@fuelgauge/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Failure, failureOf } from './failure.ts';

/** A list of the server as far as it was asked for. */
export interface List<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  /** Asks for the next page; absent at the end. */
  readonly more: (() => void) | undefined;
  readonly reload: () => void;
}

export interface ListQuestion<Row> {
  /** What is asked: equal keys share one answer. */
  readonly key: readonly unknown[];
  readonly load: (page: PageQuery, signal: AbortSignal) => Promise<Page<Row>>;
}

/** Rows of a page. */
const PAGE = 50;

/** Asks for a list page by page. */
export function useList<Row>({ key, load }: ListQuestion<Row>): List<Row> {
  const list = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      load({ limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    getNextPageParam: (page) => page.next_cursor,
  });
  return {
    rows: list.data?.pages.flatMap(({ data }) => data),
    failure: list.error ? failureOf(list.error) : undefined,
    busy: list.isFetching,
    more: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    reload: () => void list.refetch(),
  };
}
