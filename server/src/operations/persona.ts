import type { Binding } from './find-membership.ts';

/** Somebody of the demo whom whoever tries it may be, on this machine alone. */
export interface Persona {
  readonly id: string;
  /** What they are to the customer: `admin`, `manager`, `member` or `operator`. */
  readonly part: 'admin' | 'manager' | 'member' | 'operator';
  readonly name: string;
  readonly email: string;
  /** The customer's key; null for who runs the server. */
  readonly customer: string | null;
  readonly binding: Binding | null;
}
