import { readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { consoleLog } from './console-log.ts';
import { runUntilStopped } from './run-server.ts';
import { SETTINGS_NOTE } from './settings.ts';

/** `fuelgauge serve`. */
export const serve: Command = {
  name: 'serve',
  summary: 'Serve the API and the page',
  options: [],
  notes: [
    'It brings the database to its schema, publishes FUELGAUGE_CATALOG and listens. It never loads demo data.\n' +
      'SIGTERM finishes what is under way and ends it within 10 seconds.',
    SETTINGS_NOTE,
  ],
  examples: [
    'FUELGAUGE_CATALOG=hosting FUELGAUGE_OPERATOR_KEY="$(openssl rand -base64 32)" fuelgauge serve',
    'DATABASE_URL=postgres://fuelgauge@db.example.com/fuelgauge fuelgauge serve',
  ],
  async run() {
    const config = readConfig(process.env);
    const { openServer } = await import('../index.ts');
    const log = consoleLog();
    return runUntilStopped(async () => {
      const server = await openServer(config, { log });
      const store = config.databaseUrl === null ? config.dataDirectory : 'PostgreSQL';
      log({ level: 'info', message: 'Listening.', url: server.url, pid: process.pid, store });
      return server;
    });
  },
};
