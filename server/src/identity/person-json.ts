import type { PersonRecord } from '../store/people.ts';

/** Somebody who signs in, as answers show them. */
export interface PersonJson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly operator: boolean;
  /** Whether a code is asked for beside the password. */
  readonly second_factor: boolean;
}

export function personJson(person: PersonRecord): PersonJson {
  const { personId, name, email, isOperator, hasSecondFactor } = person;
  return { id: personId, name, email, operator: isOperator, second_factor: hasSecondFactor };
}

/** The same of what the library answers of a user. */
export function libraryPersonJson(user: LibraryUser): PersonJson {
  const { id, name, email, isOperator, twoFactorEnabled } = user;
  return {
    id,
    name,
    email,
    operator: isOperator === true,
    second_factor: twoFactorEnabled === true,
  };
}

export interface LibraryUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isOperator?: boolean | null;
  readonly twoFactorEnabled?: boolean | null;
}
