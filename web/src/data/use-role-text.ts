import { useCallback } from 'react';
import { useCatalogOf } from './use-catalog-of.ts';

/** Writes what roles of a customer are called, with commas between; by their ids until its catalog is there. Empty for none. */
export function useRoleText(customer: string | undefined): (roles: readonly string[]) => string {
  const labels = useCatalogOf(customer).value?.role_labels;
  return useCallback((roles) => roles.map((role) => labels?.[role] ?? role).join(', '), [labels]);
}
