import { hash } from 'node:crypto';
import { type Instant, instant } from '@fuelgauge/core';
import { countAttempt } from '../store/attempts.ts';
import type { Queries } from '../store/database.ts';

/** Longer than a code of an authenticator app is right, in microseconds. */
const CODE_WINDOW_US = 3 * 60 * 1_000_000;

/** A right code of somebody's second factor. */
export interface GivenCode {
  readonly userId: string;
  readonly code: string;
  readonly at: Instant;
}

/** Whether a code is given for the first time, which the question itself is: of several at once one is the first. */
export async function isFirstUse(
  queries: Queries,
  { userId, code, at }: GivenCode,
): Promise<boolean> {
  const key = hash('sha256', `code:${userId}:${code}`, 'hex');
  const since = instant(at - CODE_WINDOW_US);
  return (await countAttempt(queries, key, { at, since })).count === 1;
}
