import { readConfig } from '../config.ts';
import { type Command, CommandFault, EXIT, type Given, usageFault } from './command.ts';
import { openProgress, proveCopy } from './copy-report.ts';

/** `fuelgauge move`. */
export const move: Command = {
  name: 'move',
  summary: 'Copy everything to a PostgreSQL database, prove it there, and leave the old place',
  options: [
    { name: 'to', value: 'url', meaning: 'an empty database: postgres://user:password@host/name' },
    { name: 'undo', meaning: 'use the place of the settings again, as it was left' },
  ],
  notes: [
    'The source is FUELGAUGE_DATA_DIR or DATABASE_URL. Stop its server first: a folder in use is refused, and so is a\n' +
      'database with other connections of Fuelgauge. The source is not changed, only marked when the copy is proved: a\n' +
      'server started there by mistake says where the data are. Cut off before that, the same command starts over.',
    'Exit codes: 0 moved, 1 refused or different, 3 a place cannot be reached.',
  ],
  examples: [
    'fuelgauge move --to postgres://fuelgauge@db.example.com/fuelgauge',
    'fuelgauge move --undo',
  ],
  run: (given) => (given.has('undo') ? undo() : run(given)),
};

async function run(given: Given): Promise<number> {
  const to = given.text('to');
  if (to === undefined) throw usageFault(move, 'Say where with --to.');
  const { moveStore } = await import('../move-store.ts');
  const progress = openProgress();
  const moving = await moveStore(readConfig(process.env), to, progress.show);
  try {
    progress.end();
    const code = await proveCopy(moving.context, moving.filled, 'the source');
    if (code !== EXIT.done) {
      throw new CommandFault(
        'The source stays in use. Find out why with "fuelgauge verify" there, drop the copy, and move again.',
      );
    }
    await moving.leave();
    console.log('Moved. Start the server with DATABASE_URL set to it; the old place is marked.');
    return EXIT.done;
  } finally {
    await moving.close();
  }
}

async function undo(): Promise<number> {
  const { undoMove } = await import('../move-store.ts');
  const where = await undoMove(readConfig(process.env));
  console.log(
    `The data here are in use again, as they were before the move. What was recorded since then is at ${where} alone.`,
  );
  return EXIT.done;
}
