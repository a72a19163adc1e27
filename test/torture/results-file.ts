import fs from 'node:fs';
import type { PartResult } from './part.ts';

/** Every line that is whole; a process that was killed may have left the beginning of one. No file is no results. */
export function readResults(file: string): PartResult[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as PartResult];
    } catch {
      return [];
    }
  });
}

/** Adds a line, on its own whatever was left before it, and does not return before it is on disk. */
export function appendResult(file: string, result: PartResult): void {
  const isCut = fs.existsSync(file) && !/(?:^|\n)$/.test(fs.readFileSync(file, 'utf8').slice(-1));
  const handle = fs.openSync(file, 'a');
  fs.writeSync(handle, `${isCut ? '\n' : ''}${JSON.stringify(result)}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
