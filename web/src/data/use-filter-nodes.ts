import { useMemo } from 'react';
import { unitOf } from '../figures/catalog-words.ts';
import type { FilterNode } from '../figures/filter-choice.ts';
import { meterNodes, valueNodes } from '../figures/filter-nodes.ts';
import { useClient } from './session.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useDirectory } from './use-directory.ts';
import { useOwn } from './use-own.ts';
import { useResource } from './use-resource.ts';
import { useScale } from './use-scale.ts';
import { useView } from './use-view.ts';

const ROWS_MAX = 1000;

/** What can be chosen of an attribute: what has usage in the period, and the rest when asked for. */
export function useFilterNodes(
  name: string,
  hasUnused: boolean,
  directly: (label: string) => string,
): readonly FilterNode[] | undefined {
  const client = useClient();
  const own = useOwn();
  const { customer, catalog, words } = useShownCustomer();
  const directory = useDirectory();
  const period = usePeriod();
  const [view] = useView();
  const id = customer.customer;
  const base = unitOf(words, customer);
  const unit = view.unit === 'money' && base.currency === null ? 'money' : base.id;
  const { from, to } = period ?? {};
  const breakdown = useResource({
    key: ['breakdown', id, from, to, unit, undefined, name],
    load:
      from && to
        ? (signal) => {
            const asked = { from, to, unit, by: name, limit: ROWS_MAX, ...own };
            return client.breakdown.get(id, asked, { signal });
          }
        : undefined,
  }).value;
  const scale = useScale(breakdown);
  return useMemo(() => {
    if (breakdown?.by !== name) return undefined;
    if (name === 'meter') return meterNodes({ catalog, breakdown, scale, hasUnused });
    const dimension = catalog.dimensions.find((each) => each.id === name);
    const entries = dimension?.directory
      ? [...(directory.get(dimension.directory as never)?.values() ?? [])]
      : [];
    const unused = [
      ...entries.map((entry) => ({ value: entry.id, label: entry.name ?? entry.id })),
      ...(dimension?.values ?? []).map((value) => ({
        value,
        label: dimension?.value_labels[value] ?? value,
      })),
    ];
    return valueNodes({ breakdown, scale, directly, unused: hasUnused ? unused : [] });
  }, [breakdown, name, catalog, scale, hasUnused, directory, directly]);
}
