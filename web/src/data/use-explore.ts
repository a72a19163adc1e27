import type { Breakdown, ReadUsageQuery, Usage } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import { unitOf } from '../figures/catalog-words.ts';
import type { ComparedRange } from '../figures/compared-range.ts';
import {
  type ExploreView,
  exploreView,
  granularityOf,
  modeOf,
  summedGranularity,
  TIME,
} from '../figures/explore-view.ts';
import { type Clause, writeFilter } from '../figures/filter.ts';
import { bootAnswer, overviewThatCame } from './boot.ts';
import { loadPivot, type Pivot } from './load-pivot.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useComparedRange } from './use-compared-range.ts';
import { useOwn } from './use-own.ts';
import { type Resource, useResource } from './use-resource.ts';
import { useView } from './use-view.ts';

/** Groups of the chart that are asked for one by one: more than it has colours. */
const GROUPS_MAX = 12;
const ROWS_MAX = 1000;

/** Everything Explore shows of one customer. */
export interface ExploreData {
  readonly shown: ExploreView;
  readonly usage: Resource<Usage>;
  /** By what the rows are; asked where they are not time. */
  readonly ranked: Resource<Breakdown>;
  readonly pivot: Resource<Pivot>;
  /** What it is compared with; null where it is not. */
  readonly range: ComparedRange | null;
  readonly compared: Resource<Usage>;
  readonly comparedRanked: Resource<Breakdown>;
}

/**
 * Asks for what the address says, again every half minute while updates are not paused. `only` takes the place of the filter
 * of the address.
 */
export function useExplore(only?: readonly Clause[]): ExploreData {
  const client = useClient();
  const own = useOwn();
  const { customer, catalog, words, cycles } = useShownCustomer();
  const period = usePeriod();
  const [view] = useView();
  const shown = useMemo(
    () => exploreView(only ? { ...view, filter: only } : view, catalog),
    [view, catalog, only],
  );
  const { rows, columns, colours } = shown;
  const id = customer.customer;
  const base = unitOf(words, customer);
  const unit = view.unit === 'money' && base.currency === null ? 'money' : base.id;
  const filter = writeFilter(shown.filter) || undefined;
  const { from, to } = period ?? {};
  const chosen = from && to ? granularityOf(view, { from, to }) : 'day';
  const granularity =
    from && to && modeOf(view, period) === 'cumulative'
      ? summedGranularity(chosen, { from, to }, cycles)
      : chosen;
  const asked = from && to ? { from, to, unit, ...own, ...(filter && { filter }) } : undefined;
  const usage = useResource({
    key: ['usage', id, from, to, unit, filter, granularity, colours],
    load:
      asked &&
      ((signal) => {
        const limit = colours === 'meter' || colours === 'category' ? ROWS_MAX : GROUPS_MAX;
        const query = { ...asked, granularity, group_by: colours, limit };
        return client.usage.get(id, query, { signal });
      }),
    isLive: true,
    known: usageThatCame({ id, asked, granularity, colours }),
  });
  const isRanked = rows !== TIME && columns === null;
  const ranked = useResource({
    key: ['breakdown', id, from, to, unit, filter, rows],
    load:
      asked && isRanked
        ? (signal) => client.breakdown.get(id, { ...asked, by: rows, limit: ROWS_MAX }, { signal })
        : undefined,
    isLive: true,
  });
  const pivot = useResource({
    key: ['pivot', id, from, to, unit, filter, rows, columns],
    load:
      asked && rows !== TIME && columns !== null
        ? (signal) => loadPivot(client, { customer: id, asked, rows, columns, signal })
        : undefined,
    isLive: true,
  });
  const range = useComparedRange(usage.value?.as_of, view.compare);
  const askedThen = range && asked ? { ...asked, ...range } : undefined;
  const compared = useResource({
    key: ['usage', id, range?.from, range?.to, unit, filter, granularity],
    load:
      askedThen && ((signal) => client.usage.get(id, { ...askedThen, granularity }, { signal })),
  });
  const comparedRanked = useResource({
    key: ['breakdown', id, range?.from, range?.to, unit, filter, rows],
    load:
      askedThen && isRanked
        ? (signal) =>
            client.breakdown.get(id, { ...askedThen, by: rows, limit: ROWS_MAX }, { signal })
        : undefined,
  });
  return { shown, usage, ranked, pivot, range, compared, comparedRanked };
}

interface AskedUsage {
  readonly id: string;
  readonly asked: ReadUsageQuery | undefined;
  readonly granularity: string;
  readonly colours: string;
}

/** The usage in the overview that came with the page, where it is what would be asked for. */
function usageThatCame({ id, asked, granularity, colours }: AskedUsage): Usage | undefined {
  const came = overviewThatCame(id);
  if (!came || !asked?.from || !asked.to) return undefined;
  const { usage } = came;
  const query = new URLSearchParams(bootAnswer('query'));
  const isSame =
    colours === 'meter' &&
    query.get('group_by') === colours &&
    (query.get('filter') ?? undefined) === asked.filter &&
    usage.unit === asked.unit &&
    usage.granularity === granularity &&
    Date.parse(usage.from) === Date.parse(asked.from) &&
    Date.parse(usage.to) === Date.parse(asked.to);
  return isSame ? usage : undefined;
}
