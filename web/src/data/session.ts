import type { Fuelgauge, Session } from '@fuelgauge/sdk';
import { createContext, useContext } from 'react';

/** Who is there, and how the server is asked in their name. */
export interface Access {
  readonly client: Fuelgauge;
  /** Asks as the operator who looks at a customer's page; the same as `client` for everybody else. */
  readonly ownClient: Fuelgauge;
  readonly session: Session;
  /** Asks with another operator key from now on. */
  readonly giveKey: (key: string) => void;
  /** Absent where there is nothing to sign out of. */
  readonly signOut?: () => void;
}

/** Given once somebody is there. */
export const AccessContext = createContext<Access | null>(null);

/** Who is there. Only within pages that are shown to somebody. */
export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error('There is no page without somebody who may see it.');
  return access;
}

/** How the server is asked. */
export function useClient(): Fuelgauge {
  return useAccess().client;
}
