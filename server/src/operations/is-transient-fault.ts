import {
  isConnectionFault,
  isRetryable,
  isShortage,
  isStoreFull,
  StoreFault,
  sqlState,
} from '../store/database.ts';

/** Whether the store failed in a way that passes: the same request may succeed after a while. */
export function isTransientFault(error: unknown): boolean {
  const state = sqlState(error);
  if (isConnectionFault(error) || isShortage(error) || isRetryable(error)) return true;
  return state === STATEMENT_TIMEOUT || EXHAUSTED.has(systemCode(error));
}

/** Whether it passes once somebody makes space on the disk of the store. */
export const isFullFault: (error: unknown) => boolean = isStoreFull;

const STATEMENT_TIMEOUT = '57014';

// This process has all the files or the memory that it may have.
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS']);

function systemCode(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
}

/**
 * What a log may say of an error: its kind and where it happened. Its message, which may quote data, only when it is the
 * store's own sentence.
 */
export function describeFault(error: unknown): {
  readonly name: string;
  readonly state: string | null;
  readonly reason?: string;
  readonly frames: readonly string[];
} {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const reason = error instanceof StoreFault ? { reason: error.message } : {};
  return { name, state: sqlState(error) ?? null, ...reason, frames: frames.slice(0, 12) };
}
