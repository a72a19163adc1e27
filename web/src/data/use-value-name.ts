import { useMemo } from 'react';
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
    return (name, value) => {
      if (name === 'meter') return meters.get(value) ?? value;
      if (name === 'category') return categories.get(value) ?? value;
      const dimension = catalog.dimensions.find(({ id }) => id === name);
      if (value === '') return dimension?.unattributed ?? value;
      const kind = dimension?.directory;
      return (kind && directory.get(kind as never)?.get(value)?.name) || value;
    };
  }, [catalog, directory]);
}
