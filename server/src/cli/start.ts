import { type Config, readConfig } from '../config.ts';
import { buildPage } from './build-page.ts';
import type { Command } from './command.ts';
import { consoleLog } from './console-log.ts';
import { count, openDemoReport } from './demo-report.ts';
import { runUntilStopped } from './run-server.ts';

/** `fuelgauge start`. */
export const start: Command = {
  name: 'start',
  summary: 'Try it: serve example customers with real usage, on this machine alone',
  options: [],
  notes: [
    'Demo mode: whoever is on this machine reads without a key. It makes a data directory of its own in\n' +
      'FUELGAUGE_DATA_DIR (.fuelgauge), fills it once with six customers and 150,000 events behind the running\n' +
      'server, and touches no other. To begin anew, stop it and remove the folder. FUELGAUGE_OPERATOR_KEY, any\n' +
      'secret of 32 characters or more, allows writing too.',
  ],
  examples: ['fuelgauge start', 'FUELGAUGE_PORT=8080 fuelgauge start'],
  async run() {
    const config = readConfig(process.env, true);
    await buildPage();
    const { openServer } = await import('../index.ts');
    const report = openDemoReport();
    const log = consoleLog();
    return runUntilStopped(async () => {
      const server = await openServer(config, { log, onDemoProgress: report.onProgress });
      console.log(`Fuelgauge is at ${server.url} (Ctrl+C ends it)`);
      void tellOfDemo(server.demoLoaded, { config, report });
      return server;
    });
  },
};

async function tellOfDemo(
  loaded: Promise<boolean>,
  { config, report }: { config: Config; report: ReturnType<typeof openDemoReport> },
): Promise<void> {
  try {
    const isComplete = await loaded;
    report.end();
    const { events, seconds } = report.total();
    const how = events === 0 ? '' : `${count(events)} events in ${seconds.toFixed(1)} s, `;
    console.log(
      `Demo data: ${how}${isComplete ? 'all there' : 'the rest comes with the next start'}.`,
    );
  } catch (error) {
    report.end();
    const why = error instanceof Error ? error.message : String(error);
    console.error(
      `Demo data: not complete, because of this: ${why}\nStart again to go on, or remove ${config.dataDirectory} to begin anew.`,
    );
  }
}
