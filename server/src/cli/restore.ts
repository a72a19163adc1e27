import { readConfig } from '../config.ts';
import type { Command, Given } from './command.ts';
import { openProgress, proveCopy } from './copy-report.ts';

/** `fuelgauge restore`. */
export const restore: Command = {
  name: 'restore',
  summary: 'Fill an empty place from a backup, then prove it',
  words: '<file>',
  count: { least: 1, most: 1 },
  options: [],
  notes: [
    'The place is FUELGAUGE_DATA_DIR or DATABASE_URL, and must be empty. The whole file is checked before anything is\n' +
      'loaded. Until the end no server starts on the place; cut off, the same command starts over.',
    'Exit codes: 0 proved and the same as the backup, 1 refused or different, 3 the place cannot be reached.',
  ],
  examples: [
    'FUELGAUGE_DATA_DIR=restored fuelgauge restore fuelgauge-2026-11-20.zst',
    'DATABASE_URL=postgres://fuelgauge@db.example.com/restored fuelgauge restore fuelgauge-2026-11-20.zst',
  ],
  run: run,
};

async function run(given: Given): Promise<number> {
  const [file = ''] = given.words;
  const { restoreStore } = await import('../restore-store.ts');
  const progress = openProgress();
  const started = performance.now();
  const { context, filled } = await restoreStore(readConfig(process.env), file, {
    onChecked: ({ head }) =>
      console.log(
        `${file} is whole: taken at ${head.taken_at} by Fuelgauge ${head.version}, schema ${head.schema}.`,
      ),
    onProgress: progress.show,
  });
  try {
    progress.end();
    const { end } = filled;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${end.customers.toLocaleString('en-US')} customers and ${end.events.toLocaleString('en-US')} events are restored, ${seconds} s.`,
    );
    return await proveCopy(context, filled, 'the backup');
  } finally {
    await context.database.close();
  }
}
