import type { Page } from './pager.ts';
import { path } from './path.ts';
import type { Calls } from './people-calls.ts';
import type { CallOptions } from './transport.ts';
import type * as wire from './wire.ts';

type Signal = Pick<CallOptions, 'signal'>;

/** Times from which not all usage was received, as operators say. */
export function ingestionGapCalls(calls: Calls) {
  const at = (id: string) => path`/v1/ingestion/gaps/${id}`;
  return {
    /** Declares a gap, ends it, or changes it otherwise; what is absent stays. */
    put: (id: string, body: wire.IngestionGapBody, options?: Signal) =>
      calls.put<wire.IngestionGap>(at(id), body, options),

    /** Every one of them, the newest first. */
    list: (options?: Signal) => calls.get<Page<wire.IngestionGap>>('/v1/ingestion/gaps', options),

    /** Takes a gap back: its usage has come after all. */
    withdraw: (id: string, { reason, ...options }: Signal & { readonly reason?: string } = {}) =>
      calls.delete<wire.IngestionGap>(at(id), { reason }, options),
  };
}
