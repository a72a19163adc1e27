import type { LiveMessage } from './read-live.ts';
import { isBound, type Sight, seesBalance, seesMoney } from './sight.ts';

/**
 * A message as a follower may see it; null for one that is not for them. Whoever is bound to a part of a customer is told
 * that something was used, not what: it may be another's, and their own is read anew.
 */
export function liveFor(message: LiveMessage, sight: Sight | null): LiveMessage | null {
  if (sight === null) return message;
  switch (message.kind) {
    case 'start':
    case 'gaps':
      return message;
    case 'usage':
      return isBound(sight) ? { ...message, meters: [] } : message;
    case 'balance': {
      if (!seesBalance(sight)) return null;
      if (seesMoney(sight)) return message;
      const grants = message.balance.grants.map((grant) => ({ ...grant, price_paid: null }));
      return { ...message, balance: { ...message.balance, grants } };
    }
    case 'customer':
      return seesMoney(sight)
        ? message
        : { ...message, customer: { ...message.customer, price_per_credit: null } };
  }
}
