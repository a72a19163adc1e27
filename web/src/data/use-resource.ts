import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { bootAt } from './boot.ts';
import { type Failure, failureOf } from './failure.ts';
import { useFreshness } from './freshness.ts';

/** An answer of the server. The last one stays while the next is on its way or has failed. */
export interface Resource<Value> {
  readonly value: Value | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly reload: () => void;
}

export interface Question<Value> {
  /** What is asked: equal keys share one answer. The first part is what live updates name. */
  readonly key: readonly unknown[];
  /** Undefined asks nothing yet. */
  readonly load: ((signal: AbortSignal) => Promise<Value>) | undefined;
  /** Asks again every half minute while the page is looked at, not paused and not told what happens. */
  readonly isLive?: boolean;
  /** The answer that came with the page. */
  readonly known?: Value | undefined;
}

const REFRESH_MS = 30_000;

/** Asks once for each key, and again as the question says. */
export function useResource<Value>({
  key,
  load,
  isLive = false,
  known,
}: Question<Value>): Resource<Value> {
  const { isPaused, following } = useFreshness();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => load?.(signal) as Promise<Value>,
    enabled: load !== undefined,
    placeholderData: keepPreviousData,
    ...(known !== undefined && { initialData: known as never, initialDataUpdatedAt: bootAt }),
    refetchInterval: isLive && !isPaused && following !== 'live' ? REFRESH_MS : false,
  });
  const { refetch } = query;
  const reload = useCallback(() => void refetch(), [refetch]);
  return {
    value: query.data,
    failure: query.error ? failureOf(query.error) : undefined,
    busy: query.isFetching,
    reload,
  };
}
