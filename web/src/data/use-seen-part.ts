import { useMemo } from 'react';
import { type SeenPart, seenPartOf } from './permissions.ts';
import { useAccess } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';

/** The part of the customer outside of which the reader is shown no usage; null where there is none. */
export function useSeenPart(): SeenPart | null {
  const { session } = useAccess();
  const { customer } = useShownCustomer();
  return useMemo(() => seenPartOf(session, customer.customer), [session, customer.customer]);
}
