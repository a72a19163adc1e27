import type { Breakdown, Pivot, Usage } from '@fuelgauge/sdk';
import { unitOf } from '../figures/catalog-words.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useComparedRange } from './use-compared-range.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';

export interface RankingQuestion {
  /** The dimension whose values are the rows. */
  readonly by: string;
  /** Dimensions whose values are columns. */
  readonly columns: readonly string[];
  /** With entries that used nothing, or with deleted ones too. */
  readonly include: 'all' | 'deleted';
  readonly hasRuns?: boolean;
}

/** Who used how much: amounts as the customer is counted, and what the directory says of each. */
export interface Ranking {
  readonly breakdown: Resource<Breakdown>;
  readonly pivot: Resource<Pivot>;
  /** As much of the period before as has passed of this one. */
  readonly before: Resource<Breakdown>;
  /** By day or so; undefined until it is there. */
  readonly trends: Usage | undefined;
}

const ROWS_MAX = 1000;
/** Lines drawn in a table; the rows below them are small. */
const TRENDS_MAX = 200;

/** Asks who used how much in the period of the address. */
export function useRanking({ by, columns, include, hasRuns }: RankingQuestion): Ranking {
  const client = useClient();
  const own = useOwn();
  const { customer, words } = useShownCustomer();
  const { from, to } = usePeriod() ?? {};
  const id = customer.customer;
  const unit = unitOf(words, customer).id;
  const range = from && to ? { from, to, ...own } : undefined;
  const breakdown = useResource({
    key: ['breakdown', id, from, to, unit, undefined, by],
    load:
      range &&
      ((signal) => client.breakdown.get(id, { ...range, unit, by, limit: ROWS_MAX }, { signal })),
    isLive: true,
  });
  const across = columns.join(',');
  const pivot = useResource({
    key: ['usage-pivot', id, from, to, by, across, include],
    load:
      range &&
      ((signal) => {
        const asked = { ...range, rows: by, include, ...(across && { columns: across }) };
        return client.usage.pivot(id, { ...asked, ...(hasRuns && { runs: true }) }, { signal });
      }),
    isLive: true,
  });
  const then = useComparedRange(breakdown.value?.as_of, 'prev');
  const before = useResource({
    key: ['breakdown', id, then?.from, then?.to, unit, undefined, by],
    load:
      then === null
        ? undefined
        : (signal) => {
            const asked = { ...then, ...own, unit, by, limit: ROWS_MAX };
            return client.breakdown.get(id, asked, { signal });
          },
  });
  const trends = useResource({
    key: ['usage', id, from, to, unit, 'trends', by],
    load:
      range && hasRuns
        ? (signal) =>
            client.usage.get(
              id,
              { ...range, unit, group_by: by, granularity: 'day', limit: TRENDS_MAX },
              { signal },
            )
        : undefined,
  }).value;
  return { breakdown, pivot, before, trends };
}
