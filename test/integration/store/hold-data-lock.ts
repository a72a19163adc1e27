// Run by data-lock.test.ts: takes the lock of the directory, says so or why not, and keeps it until
// killed.

import { lockDataDirectory } from '../../../server/src/store/data-lock.ts';

const [directory = ''] = process.argv.slice(2);
try {
  await lockDataDirectory({ directory });
  console.log('locked');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log((error as Error).message);
}
