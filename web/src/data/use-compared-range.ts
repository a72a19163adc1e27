import { useMemo } from 'react';
import { type ComparedRange, comparedRange } from '../figures/compared-range.ts';
import { usePeriod, useShownCustomer } from './shown-customer.ts';
import { useView } from './use-view.ts';

/** What the period is compared with, once it is known how far the period goes. */
export function useComparedRange(
  asOf: string | undefined,
  compare: 'none' | 'prev' | 'year',
): ComparedRange | null {
  const { customer, cycles } = useShownCustomer();
  const period = usePeriod();
  const [{ weekdays }] = useView();
  const timeZone = customer.time_zone;
  return useMemo(() => {
    if (compare === 'none' || !period || !asOf) return null;
    return comparedRange({ period, cycles, asOf, compare, weekdays, timeZone });
  }, [compare, weekdays, period, cycles, asOf, timeZone]);
}
