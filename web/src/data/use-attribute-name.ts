import { useMemo } from 'react';
import { TIME } from '../figures/explore-view.ts';
import { useShownCustomer } from './shown-customer.ts';
import { useText } from './use-text.ts';

/** What an attribute of usage is called, as the heading of a column. */
export function useAttributeName(): (id: string) => string {
  const t = useText('explore');
  const { words } = useShownCustomer();
  return useMemo(
    () => (id) => {
      if (id === TIME || id === 'meter' || id === 'category') return t(id);
      return words.dimensions.get(id) ?? id;
    },
    [t, words],
  );
}
