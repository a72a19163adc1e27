// Loaded by open-or-nothing.test.ts before everything else, in every thread: as long as a note says so, tables can have no
// further file, as when the process has no descriptor left at the first or the second of the two steps that making one takes.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeFileSync, openSync, readFileSync } = fs;
const noteFile = process.env['FILES_WITHHELD'] ?? '';

/** The note is the step, and how many times it is to fail. */
function fail(step: string, file: unknown): void {
  if (!/\/base\/\d+\/\d+_fsm$/.test(String(file)) || !fs.existsSync(noteFile)) return;
  const [which, times] = readFileSync(noteFile, 'utf8').split(' ');
  if (which !== step || Number(times) === 0) return;
  writeFileSync(noteFile, `${which} ${Number(times) - 1}`);
  throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
}

fs.writeFileSync = (...words) => {
  fail('make', words[0]);
  writeFileSync(...words);
};
fs.openSync = (...words) => {
  fail('open', words[0]);
  return openSync(...words);
};
syncBuiltinESMExports();
