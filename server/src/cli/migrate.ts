import { readConfig } from '../config.ts';
import { type Command, EXIT } from './command.ts';
import { SETTINGS_NOTE } from './settings.ts';

/** `fuelgauge migrate`. */
export const migrate: Command = {
  name: 'migrate',
  summary: "Bring the database to this program's schema",
  options: [],
  notes: [
    'serve does so by itself. On its own, for databases whose server user may not change tables.',
    SETTINGS_NOTE,
  ],
  examples: ['DATABASE_URL=postgres://owner@db.example.com/fuelgauge fuelgauge migrate'],
  async run() {
    const { migrateStore } = await import('../index.ts');
    const { from, to } = await migrateStore(readConfig(process.env));
    console.log(from === to ? `The schema is at ${to} already.` : `Schema ${from} became ${to}.`);
    return EXIT.done;
  },
};
