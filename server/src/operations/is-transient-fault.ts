import { isConnectionFault, isRetryable, sqlState } from '../store/database.ts';

/** Whether the store failed in a way that passes: the same request may succeed after a while. */
export function isTransientFault(error: unknown): boolean {
  return isConnectionFault(error) || isRetryable(error) || sqlState(error) === STATEMENT_TIMEOUT;
}

const STATEMENT_TIMEOUT = '57014';

/** What a log may say of an error: its kind and where it happened, never its message, which may quote data. */
export function describeFault(error: unknown): {
  readonly name: string;
  readonly state: string | null;
  readonly frames: readonly string[];
} {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return { name, state: sqlState(error) ?? null, frames: frames.slice(0, 12) };
}
