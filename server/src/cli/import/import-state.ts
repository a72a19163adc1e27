import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { CommandFault, EXIT } from '../command.ts';

/** How far one file was acknowledged. */
export interface FileState {
  /** The line that the last acknowledged row begins on. */
  readonly line: number;
  readonly accepted: number;
  readonly refused: number;
}

/** What an interrupted import goes on from. */
export interface ImportState {
  readonly of: (file: string) => FileState | undefined;
  /** To be called once a batch is acknowledged. */
  readonly note: (file: string, state: FileState) => void;
}

/** Opens the state in a file, made when missing; without a file nothing is remembered. */
export function openImportState(stateFile: string | undefined): ImportState {
  if (stateFile === undefined) return { of: () => undefined, note: () => {} };
  const states = read(stateFile);
  return {
    of: (file) => states[keyOf(file)],
    note(file, state) {
      states[keyOf(file)] = state;
      fs.writeFileSync(`${stateFile}.new`, `${JSON.stringify(states)}\n`, { flush: true });
      fs.renameSync(`${stateFile}.new`, stateFile);
    },
  };
}

/** A file by what it begins with: it may be moved and may grow, and another of its name is another. */
function keyOf(file: string): string {
  if (file === '-') return 'stdin';
  const head = Buffer.alloc(HEAD_BYTES);
  const opened = fs.openSync(file, 'r');
  const length = fs.readSync(opened, head);
  fs.closeSync(opened);
  const digest = createHash('sha256').update(head.subarray(0, length)).digest('hex').slice(0, 16);
  return `${path.basename(file)} ${digest}`;
}

const HEAD_BYTES = 4096;

function read(stateFile: string): Record<string, FileState> {
  if (!fs.existsSync(stateFile)) return {};
  try {
    return JSON.parse(fs.readFileSync(stateFile, 'utf8')) as Record<string, FileState>;
  } catch {
    const message = `${stateFile} is no state of an import: name another file, or remove it to begin anew.`;
    throw new CommandFault(message, EXIT.usage);
  }
}
