/** Why a question to the server has no answer. */
export interface Failure {
  /** Null when no answer came at all. */
  readonly status: number | null;
  /** What the server calls it; null when it said nothing. */
  readonly code: string | null;
  readonly message: string;
  /** Finds the request in the server's log. */
  readonly requestId: string | null;
}

/** Reads whatever was thrown. */
export function failureOf(error: unknown): Failure {
  const { status, code, requestId } = (error ?? {}) as Record<string, unknown>;
  return {
    status: typeof status === 'number' ? status : null,
    code: typeof code === 'string' ? code : null,
    message: error instanceof Error ? error.message : 'The server could not be reached.',
    requestId: typeof requestId === 'string' ? requestId : null,
  };
}
