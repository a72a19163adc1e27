/** A line of the server's log. It never holds what customers sent. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly [field: string]: unknown;
}

export type Log = (line: LogLine) => void;
