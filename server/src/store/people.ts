// person, with all that is about one: for everything that the library which signs people in has no word for.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

export interface PersonRecord {
  readonly personId: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly hasSecondFactor: boolean;
  readonly isOperator: boolean;
  readonly createdAt: Instant;
}

interface PersonRow {
  readonly person_id: string;
  readonly name: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly has_second_factor: boolean;
  readonly is_operator: boolean;
  readonly created_at: number;
}

const COLUMNS =
  'person_id, name, email, email_verified, has_second_factor, is_operator, created_at';

/** `email` in lower case. */
export async function findPersonByEmail(
  queries: Queries,
  email: string,
): Promise<PersonRecord | undefined> {
  const [row] = await queries.query<PersonRow>(`select ${COLUMNS} from person where email = $1`, [
    email,
  ]);
  return row && personOf(row);
}

export async function findPerson(
  queries: Queries,
  personId: string,
): Promise<PersonRecord | undefined> {
  const [row] = await queries.query<PersonRow>(
    `select ${COLUMNS} from person where person_id = $1`,
    [personId],
  );
  return row && personOf(row);
}

export async function listOperators(queries: Queries): Promise<PersonRecord[]> {
  const rows = await queries.query<PersonRow>(
    `select ${COLUMNS} from person where is_operator order by created_at, person_id`,
  );
  return rows.map(personOf);
}

/** Makes somebody an operator, or takes it from them. Undefined when there is no such person. */
export async function markOperator(
  queries: Queries,
  personId: string,
  { isOperator, at }: { isOperator: boolean; at: Instant },
): Promise<PersonRecord | undefined> {
  const [row] = await queries.query<PersonRow>(
    `update person set is_operator = $2, updated_at = $3 where person_id = $1 returning ${COLUMNS}`,
    [personId, isOperator, timestamp(at)],
  );
  return row && personOf(row);
}

/** Adds somebody who signs in with a password. False when the address is taken. */
export async function insertPerson(
  queries: Queries,
  person: PersonRecord,
  passwordHash: string,
): Promise<boolean> {
  const { personId, name, email, isEmailVerified, isOperator, createdAt } = person;
  const at = timestamp(createdAt);
  const made = await queries.query(
    `insert into person (person_id, name, email, email_verified, is_operator, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6) on conflict (email) do nothing returning person_id`,
    [personId, name, email, isEmailVerified, isOperator, at],
  );
  if (made.length === 0) return false;
  await queries.query(
    `insert into credential (credential_id, person_id, provider, subject, password_hash, created_at, updated_at)
     values ($1, $1, 'credential', $1, $2, $3, $3)`,
    [personId, passwordHash, at],
  );
  return true;
}

/** Sets a person's password, whether they had one or not. */
export async function putPassword(
  queries: Queries,
  personId: string,
  { passwordHash, at }: { passwordHash: string; at: Instant },
): Promise<void> {
  await queries.query(
    `insert into credential (credential_id, person_id, provider, subject, password_hash, created_at, updated_at)
     values ($1, $1, 'credential', $1, $2, $3, $3)
     on conflict (provider, subject) do update set password_hash = excluded.password_hash, updated_at = excluded.updated_at`,
    [personId, passwordHash, timestamp(at)],
  );
}

/** Notes that the mailbox is theirs. */
export async function markEmailVerified(
  queries: Queries,
  personId: string,
  at: Instant,
): Promise<void> {
  await queries.query(
    'update person set email_verified = true, updated_at = $2 where person_id = $1',
    [personId, timestamp(at)],
  );
}

/** Ends every session of a person, on every server at once. */
export async function deleteSessions(queries: Queries, personId: string): Promise<void> {
  await queries.query('delete from session where person_id = $1', [personId]);
}

/** Takes a person's second factor away. */
export async function deleteSecondFactor(queries: Queries, personId: string): Promise<void> {
  await queries.query('delete from second_factor where person_id = $1', [personId]);
  await queries.query('update person set has_second_factor = false where person_id = $1', [
    personId,
  ]);
}

/** Takes away every way of signing in but the password. */
export async function deleteProviderCredentials(queries: Queries, personId: string): Promise<void> {
  await queries.query("delete from credential where person_id = $1 and provider <> 'credential'", [
    personId,
  ]);
}

/** How somebody may sign in: `credential` is a password. */
export async function listProviders(queries: Queries, personId: string): Promise<string[]> {
  const rows = await queries.query<{ provider: string }>(
    'select provider from credential where person_id = $1 order by provider',
    [personId],
  );
  return rows.map(({ provider }) => provider);
}

/** Removes what was begun or lent and is over by now: sessions, redirects, links, counts of attempts. */
export async function deleteExpired(queries: Queries, at: Instant): Promise<void> {
  for (const table of ['session', 'verification', 'one_time_link'])
    await queries.query(`delete from ${table} where expires_at < $1`, [timestamp(at)]);
}

function personOf(row: PersonRow): PersonRecord {
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    isEmailVerified: row.email_verified,
    hasSecondFactor: row.has_second_factor,
    isOperator: row.is_operator,
    createdAt: instantOf(row.created_at),
  };
}
