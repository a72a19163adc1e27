import { hash } from 'node:crypto';
import { instant } from '@fuelgauge/core';
import { type OperationRefusal, refusedAs } from '../operations/answer.ts';
import type { Context } from '../operations/context.ts';
import { countAttempt, forgetAttempts } from '../store/attempts.ts';
import { nowOf } from './people.ts';

/** How long attempts are remembered, in microseconds. */
export const ATTEMPT_WINDOW_US = 15 * 60 * 1_000_000;

/** How often a password may be wrong within that time. */
export const PASSWORD_ATTEMPTS = 10;

/** What is tried, and on whose account: an address that nobody has is counted alike. */
export interface Attempted {
  readonly what: 'password' | 'reset';
  readonly email: string;
}

/** Counts an attempt before it is made, so that many at once are no way around it. Refuses once there were too many. */
export async function limitAttempts(
  context: Context,
  attempted: Attempted,
  most = PASSWORD_ATTEMPTS,
): Promise<{ ok: false; refusal: OperationRefusal } | null> {
  const at = nowOf(context);
  const since = instant(at - ATTEMPT_WINDOW_US);
  const { count, beganAt } = await countAttempt(context.database, keyOf(attempted), { at, since });
  if (count <= most) return null;
  const seconds = Math.ceil((beganAt + ATTEMPT_WINDOW_US - at) / 1_000_000);
  return refusedAs({
    code: 'attempts_exhausted',
    detail: `That was tried too often. Try again in ${Math.ceil(seconds / 60)} minutes.`,
    retryAfterSeconds: Math.max(seconds, 1),
  });
}

/** Begins counting anew: it has succeeded. */
export async function forgiveAttempts(context: Context, attempted: Attempted): Promise<void> {
  await forgetAttempts(context.database, keyOf(attempted));
}

function keyOf({ what, email }: Attempted): string {
  return hash('sha256', `${what}:${email}`, 'hex');
}
