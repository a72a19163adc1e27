import { permissionsOf } from '@fuelgauge/core';
import { useMemo } from 'react';
import { isOperator, membershipOf } from './permissions.ts';
import { useAccess } from './session.ts';
import { useShownCustomer } from './shown-customer.ts';

/** A role of the customer's catalog. */
export interface RoleChoice {
  readonly id: string;
  readonly label: string;
  /** What it permits, what that implies included, in the order of the catalog. */
  readonly permissions: readonly string[];
  /** A permission that whoever is there lacks, and so does not give; null when they may give it. */
  readonly beyond: string | null;
}

export interface Administration {
  readonly roles: readonly RoleChoice[];
  /** Whether whoever is there may invite, and give and take roles. */
  readonly mayWrite: boolean;
  /** Bound to a part of the customer: who has access is not theirs to see. */
  readonly isBound: boolean;
  /** Their own id among the members; null for who is none of them. */
  readonly self: string | null;
}

/** What whoever is there may do about who has access to the customer of this page. */
export function useAdministration(): Administration {
  const { session } = useAccess();
  const { customer, catalog } = useShownCustomer();
  return useMemo(() => {
    const membership = membershipOf(session, customer.customer);
    const own: readonly string[] | null = membership?.permissions ?? null;
    const known = new Map(Object.entries(catalog.roles));
    const isPermitted = isOperator(session) || own?.includes('member.write') === true;
    return {
      roles: Object.keys(catalog.roles).map((id) => {
        const permissions = [...permissionsOf({ roles: known as never }, [id])];
        const beyond = permissions.find((each) => own !== null && !own.includes(each)) ?? null;
        return { id, label: catalog.role_labels[id] ?? id, permissions, beyond };
      }),
      mayWrite: isPermitted && !session.read_only,
      isBound: membership !== null && (membership.scope !== null || membership.groups !== null),
      self: membership?.member ?? null,
    };
  }, [session, customer, catalog]);
}
