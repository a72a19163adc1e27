import { instant } from '@fuelgauge/core';
import type { Context } from '../operations/context.ts';
import { deleteAttemptsBefore } from '../store/attempts.ts';
import { deleteExpired } from '../store/people.ts';
import { ATTEMPT_WINDOW_US } from './limit-attempts.ts';
import { nowOf } from './people.ts';

/** Removes sessions, redirects, links and counts that are over. None of them works any more: this only makes room. */
export async function forgetExpired(context: Context): Promise<void> {
  const at = nowOf(context);
  await deleteExpired(context.database, at);
  await deleteAttemptsBefore(context.database, instant(at - ATTEMPT_WINDOW_US));
}
