import { readConfig } from '../config.ts';
import { type Command, EXIT } from './command.ts';
import { count, openDemoReport } from './demo-report.ts';

/** `fuelgauge demo`. */
export const demo: Command = {
  name: 'demo',
  summary: 'Load the example customers into an empty data directory, without serving',
  options: [],
  notes: [
    'Into FUELGAUGE_DATA_DIR (.fuelgauge), which must be empty or hold a demo that was interrupted. Never into\n' +
      'DATABASE_URL.',
  ],
  examples: ['FUELGAUGE_DATA_DIR=/tmp/demo fuelgauge demo'],
  async run() {
    const config = readConfig(process.env, true);
    const { loadDemoOnly } = await import('../index.ts');
    const report = openDemoReport();
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const isComplete = await loadDemoOnly(config, {
      onProgress: report.onProgress,
      signal: stopping.signal,
    });
    report.end();
    const { events, seconds } = report.total();
    console.log(`Demo data: ${count(events)} events in ${seconds.toFixed(1)} s.`);
    if (!isComplete) console.error('Not complete: run it again to go on.');
    return isComplete ? EXIT.done : EXIT.refused;
  },
};
