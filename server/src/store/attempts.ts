// attempt: how often something was tried of late.

import type { Instant } from '@fuelgauge/core';
import type { Queries } from './database.ts';
import { instantOf, timestamp } from './rows.ts';

export interface AttemptCount {
  readonly count: number;
  /** When the first of them was. */
  readonly beganAt: Instant;
}

/** Counts one more, and answers how many there were since `since`, this one included. `key` is a hash in hex. */
export async function countAttempt(
  queries: Queries,
  key: string,
  { at, since }: { at: Instant; since: Instant },
): Promise<AttemptCount> {
  const [row] = await queries.query<{ count: number; began_at: number }>(
    `insert into attempt (key, count, began_at) values (decode($1, 'hex'), 1, $2)
     on conflict (key) do update set
       count = case when attempt.began_at > $3 then attempt.count + 1 else 1 end,
       began_at = case when attempt.began_at > $3 then attempt.began_at else excluded.began_at end
     returning count, began_at`,
    [key, timestamp(at), timestamp(since)],
  );
  return { count: row?.count ?? 1, beganAt: instantOf(row?.began_at ?? at) };
}

/** Forgets what was counted: it has succeeded. */
export async function forgetAttempts(queries: Queries, key: string): Promise<void> {
  await queries.query("delete from attempt where key = decode($1, 'hex')", [key]);
}

/** Removes what nobody asks for any more. */
export async function deleteAttemptsBefore(queries: Queries, before: Instant): Promise<void> {
  await queries.query('delete from attempt where began_at < $1', [timestamp(before)]);
}
