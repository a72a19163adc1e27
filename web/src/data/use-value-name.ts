import { useMemo } from 'react';
import { valueName } from '../figures/value-name.ts';
import { useShownCustomer } from './shown-customer.ts';
import { useDirectory } from './use-directory.ts';

/** What a value of an attribute is called; its id where it has no name. */
export function useValueName(): (name: string, value: string) => string {
  const { catalog } = useShownCustomer();
  const directory = useDirectory();
  return useMemo(() => {
    const labels = (list: readonly { readonly id: string; readonly label: string }[]) =>
      new Map(list.map(({ id, label }) => [id, label]));
    const meters = labels(catalog.meters);
    const categories = labels(catalog.categories);
    return (attribute, value) => {
      if (attribute === 'meter') return meters.get(value) ?? value;
      if (attribute === 'category') return categories.get(value) ?? value;
      const dimension = catalog.dimensions.find(({ id }) => id === attribute);
      return valueName(dimension, value, directory);
    };
  }, [catalog, directory]);
}
