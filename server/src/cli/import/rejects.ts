import fs from 'node:fs';

/** A row that was not taken, and why. */
export interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly code?: string;
  /** JSON Pointers into the event, or the row's own text where it is none. */
  readonly errors?: readonly unknown[];
  readonly event?: unknown;
  readonly text?: string;
}

/** The rows of a file that were not taken, one JSON a line, in a file made with the first of them. */
export interface Rejects {
  readonly path: string;
  readonly write: (rejects: readonly Reject[]) => void;
}

/** Opens the rejects beside a file. Those of an earlier import are removed, unless this one goes on from there. */
export function openRejects(file: string, isGoingOn: boolean): Rejects {
  const path = `${file === '-' ? 'stdin' : file}.rejected.jsonl`;
  if (!isGoingOn) fs.rmSync(path, { force: true });
  return {
    path,
    write(rejects) {
      if (rejects.length === 0) return;
      fs.appendFileSync(path, rejects.map((each) => `${JSON.stringify(each)}\n`).join(''));
    },
  };
}
