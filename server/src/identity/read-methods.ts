import { type Answer, answered } from '../operations/answer.ts';
import type { People } from './people.ts';

/** How people sign in. */
export interface MethodsJson {
  readonly password: boolean;
  readonly provider: { readonly name: string } | null;
  /** Whether a forgotten password can be set by mail. */
  readonly mail: boolean;
}

/** How people sign in here; not at all where it is not set up. */
export function readMethods(people: People | undefined): Answer<MethodsJson> {
  const { oidc = null } = people ?? {};
  return answered({
    password: people !== undefined,
    provider: oidc && { name: oidc.name },
    mail: people?.mail !== undefined,
  });
}
