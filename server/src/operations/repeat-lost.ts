import { bounds } from '../bounds.ts';
import { isRetryable } from '../store/database.ts';
import type { Context, Patience } from './context.ts';

/**
 * Runs a transaction, and again when it lost to another one: a bounded number of times within a bounded time. Anything
 * else that is thrown comes through, for then it may have been committed.
 */
export async function repeatLost<T>(
  { tallies, patience = PATIENCE }: Pick<Context, 'tallies' | 'patience'>,
  run: () => Promise<T>,
): Promise<T> {
  const begin = patience.nowMs();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const isLast =
        attempt >= bounds.transactionAttempts || patience.nowMs() - begin > bounds.transactionMs;
      if (!isRetryable(error) || isLast) throw error;
      tallies.retries += 1;
      await patience.pause(attempt);
    }
  }
}

const PATIENCE: Patience = {
  nowMs: () => performance.now(),
  pause: (attempt) =>
    new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random()))),
};
