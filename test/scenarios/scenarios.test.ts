import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';
import { coreRunner } from './core-runner.ts';
import { runScenario } from './run-scenario.ts';
import { parseScenario } from './scenario.ts';
import { serverRunner } from './server-runner.ts';
import { sideBySide } from './side-by-side.ts';

const HERE = import.meta.dirname;

const scenarios = globSync('*.scenario', { cwd: HERE })
  .sort()
  .map((file) => ({ file, ...parseScenario(readFileSync(join(HERE, file), 'utf8')) }));

describe('by the rules alone', () => {
  it.each(scenarios)('$file: $rule', async (scenario) => {
    await runScenario(scenario, coreRunner(), findCatalog);
  });
});

describe.each(engines)('on %s, entry for entry as by the rules alone', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });

  afterAll(() => database.close());

  it.each(scenarios)('$file: $rule', async (scenario) => {
    const runner = serverRunner(database, scenario.file.replace('.scenario', ''));
    await runScenario(scenario, sideBySide(runner, coreRunner()), findCatalog);
  });
});

/** A small one made for scenarios, or one of those that ship. */
function findCatalog(name: string): Readonly<Record<string, unknown>> {
  const folders = [join(HERE, 'catalogs'), join(HERE, '../../catalogs')];
  const file = folders.map((folder) => join(folder, `${name}.json`)).find(existsSync);
  if (file === undefined) throw new Error(`There is no catalog "${name}".`);
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
}
