// Loaded by durability.test.ts before everything else, in every thread: notes each successful fsync
// of a file or folder.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const fsync = fs.fsyncSync;
const noteFile = process.env['SYNC_NOTES'] ?? '';
const failFile = process.env['SYNC_FAILS'] ?? '';

fs.fsyncSync = (descriptor) => {
  if (fs.existsSync(failFile)) throw Object.assign(new Error('disk error'), { code: 'EIO' });
  fsync(descriptor);
  fs.appendFileSync(noteFile, 's');
};
syncBuiltinESMExports();
