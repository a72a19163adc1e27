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
  if (isConnectionFault(error) || isShortage(error) || isRetryable(error)) return true;
  return isTooSlow(error) || EXHAUSTED.has(systemCode(error));
}

/** Whether a statement took longer than it may: the store is there, and what was asked is too much for it now. */
export function isTooSlow(error: unknown): boolean {
  return sqlState(error) === STATEMENT_TIMEOUT;
}

/** Whether it passes once somebody makes space on the disk of the store. */
export const isFullFault: (error: unknown) => boolean = isStoreFull;

/** Whether the system under the database failed it (class 58): no matter of waiting alone. */
export function isDiskFault(error: unknown): boolean {
  return sqlState(error)?.startsWith('58') === true;
}

const STATEMENT_TIMEOUT = '57014';

// This process has all the files or the memory that it may have.
const EXHAUSTED: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS']);

function systemCode(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
}

/**
 * What a log may say of an error: its kind and where it happened. Its message only when it is the store's own sentence, or
 * the database's about itself: what it says of data may quote it.
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
  const state = sqlState(error) ?? null;
  const isOfItself = OF_ITSELF.has(state?.slice(0, 2) ?? '');
  const reason =
    error instanceof StoreFault || (error instanceof Error && isOfItself)
      ? { reason: error.message.slice(0, REASON_CHARACTERS) }
      : {};
  return { name, state, ...reason, frames: frames.slice(0, 12) };
}

/**
 * Classes of SQLSTATE that are about connections, transactions, resources, limits, operators and the system, and whose
 * messages name no value: a value is in class 22, may be in what functions raise, and stands in details, which are never read.
 */
const OF_ITSELF: ReadonlySet<string> = new Set(['08', '25', '40', '53', '54', '55', '57', '58']);

const REASON_CHARACTERS = 300;
