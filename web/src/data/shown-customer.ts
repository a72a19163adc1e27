import type { Customer, CustomerCatalog, Cycle } from '@fuelgauge/sdk';
import { createContext, useContext, useMemo } from 'react';
import type { CatalogWords } from '../figures/catalog-words.ts';
import { type Period, resolvePeriod } from '../figures/period.ts';
import { useView } from './use-view.ts';

/** The customer a page is about. */
export interface ShownCustomer {
  readonly customer: Customer;
  /** As it applies to the customer's plan today. */
  readonly catalog: CustomerCatalog;
  readonly words: CatalogWords;
  /** Of every series, newest first, as far as they are listed. */
  readonly cycles: readonly Cycle[];
}

/** Given by the frame of a customer's pages, once all of it is known. */
export const ShownCustomerContext = createContext<ShownCustomer | null>(null);

/** The customer of this page. Only within a customer's pages. */
export function useShownCustomer(): ShownCustomer {
  const shown = useContext(ShownCustomerContext);
  if (!shown) throw new Error('This page is about no customer.');
  return shown;
}

/** The period the address names, in the customer's billing zone. Rolling windows end at the minute. */
export function usePeriod(): Period | undefined {
  const { customer, catalog, cycles } = useShownCustomer();
  const [{ period: text }] = useView();
  const timeZone = customer.time_zone;
  const isKept = catalog.dates_within === 'current_cycle';
  return useMemo(() => {
    const now = Temporal.Now.instant().round({ smallestUnit: 'minute', roundingMode: 'ceil' });
    return resolvePeriod({ text, cycles, now, timeZone, isKept });
  }, [text, cycles, timeZone, isKept]);
}

/** The zone moments are written in, as the address says: billing, the device's, or UTC. */
export function useShownZone(): string {
  const { customer } = useShownCustomer();
  const [{ zone }] = useView();
  if (zone === 'utc') return 'UTC';
  return zone === 'local' ? Temporal.Now.timeZoneId() : customer.time_zone;
}
