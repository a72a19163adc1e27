import { isGated } from './permissions.ts';
import { useAccess } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';

/** Part of every question about usage: behind a gate the server answers whoever asks for what they used themselves alone. */
export interface Own {
  readonly own?: true;
}

/** Says that own usage is asked for, where the customer's gate keeps the rest closed. */
export function useOwn(): Own {
  const { session } = useAccess();
  const { customer } = useShownCustomer();
  return isGated(session, customer.customer) ? OWN : EVERYTHING;
}

// The same each time: what is asked is compared.
const OWN: Own = { own: true };
const EVERYTHING: Own = {};
