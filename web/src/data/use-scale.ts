import type { Balance } from '@fuelgauge/sdk';
import { useMemo } from 'react';
import type { AmountScale } from '../figures/amount-scale.ts';
import { balanceFigures } from '../figures/balance-figures.ts';
import { unitOf } from '../figures/catalog-words.ts';
import { bootAnswer, overviewThatCame } from './boot.ts';
import { useClient } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';
import { useResource } from './use-resource.ts';

/** What an answer of usage says of its unit. */
export interface Counted {
  readonly unit: string;
  readonly currency: string | null;
}

const MONEY_DECIMALS = 2;

/** How the amounts of an answer are read and shown: the cycle's total as the balance shows it. */
export function useScale(answer: Counted | undefined): AmountScale {
  const client = useClient();
  const { customer, words } = useShownCustomer();
  const unit = unitOf(words, customer);
  const id = customer.customer;
  const balance = useResource({
    key: ['balance', id],
    load: (signal) => client.balance.get(id, {}, { signal }),
    isLive: true,
    known: balanceThatCame(id),
  }).value;
  const currency = answer?.unit === 'money' ? answer.currency : null;
  return useMemo(() => {
    if (currency !== null) {
      return { unit: { id: 'money', decimals: MONEY_DECIMALS, currency }, isValued: true };
    }
    if (unit.currency !== null || !balance) return { unit };
    return { unit, used: balanceFigures(balance, unit).used };
  }, [currency, unit, balance]);
}

/** The balance of the current cycle, where it came with the page. */
function balanceThatCame(customer: string): Balance | undefined {
  const isCurrent = !new URLSearchParams(bootAnswer('query')).has('period');
  return isCurrent ? overviewThatCame(customer)?.balance : undefined;
}
