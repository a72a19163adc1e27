import { readConfig } from '../config.ts';
import type { BackupEnd } from '../operations/backup/backup-format.ts';
import { CLIENT_OPTIONS, explained, openClient } from './client.ts';
import { type Command, EXIT, type Given } from './command.ts';
import { openProgress } from './copy-report.ts';

/** `fuelgauge backup`. */
export const backup: Command = {
  name: 'backup',
  summary: 'Write everything there is to one file, while the server goes on',
  words: '<file>',
  count: { least: 1, most: 1 },
  options: CLIENT_OPTIONS,
  notes: [
    'It opens the database of FUELGAUGE_DATA_DIR or DATABASE_URL. When a server holds the data directory, or --url\n' +
      'is given, it asks that server, which needs a key with the scope "backup". The file has all that was\n' +
      'acknowledged before it began, restores on either database, and is read back before the command ends. It\n' +
      'holds names, mail addresses and hashes of keys: only you may read it.',
  ],
  examples: ['fuelgauge backup fuelgauge-2026-11-20.zst'],
  async run(given) {
    const [file = ''] = given.words;
    const { checkBackup, writeWhole } = await import('../backup-file.ts');
    const started = performance.now();
    const size = await writeWhole(file, (write) => fill(given, write));
    const { end } = await checkBackup(file);
    const seconds = (performance.now() - started) / 1000;
    console.log(summary(file, { end, size, seconds }));
    return EXIT.done;
  },
};

type Write = (bytes: Uint8Array) => Promise<void>;

async function fill(given: Given, write: Write): Promise<void> {
  if (given.text('url') !== undefined) return askServer(given, write);
  const { openCurrentStore } = await import('../index.ts');
  const opened = await openCurrentStore(readConfig(process.env));
  if (opened.isHeld) {
    console.error(`${opened.reason} Asking that server.`);
    return askServer(given, write);
  }
  const { takeBackup } = await import('../operations/backup/take-backup.ts');
  const progress = openProgress();
  try {
    await takeBackup(opened.context, { write, onProgress: progress.show });
  } finally {
    progress.end();
    await opened.context.database.close();
  }
}

async function askServer(given: Given, write: Write): Promise<void> {
  try {
    for await (const bytes of await openClient(given).backup()) await write(bytes);
  } catch (error) {
    throw explained(given, error);
  }
}

function summary(
  file: string,
  { end, size, seconds }: { end: BackupEnd; size: number; seconds: number },
): string {
  const count = (value: number) => value.toLocaleString('en-US');
  const what = `${count(end.customers)} ${end.customers === 1 ? 'customer' : 'customers'}, ${count(end.events)} events`;
  return `${file}: ${what}, ${count(size)} bytes, ${seconds.toFixed(1)} s, read back and whole, digest ${end.digest}`;
}
