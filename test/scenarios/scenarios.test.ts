import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { coreRunner } from './core-runner.ts';
import { runScenario } from './run-scenario.ts';
import { parseScenario } from './scenario.ts';

const HERE = import.meta.dirname;
const RUNNERS = { core: coreRunner };

const scenarios = globSync('*.scenario', { cwd: HERE })
  .sort()
  .map((file) => ({ file, ...parseScenario(readFileSync(join(HERE, file), 'utf8')) }));

describe.each(Object.entries(RUNNERS))('on %s', (_, open) => {
  it.each(scenarios)('$file: $rule', async (scenario) => {
    await runScenario(scenario, open(), findCatalog);
  });
});

/** A small one made for scenarios, or one of those that ship. */
function findCatalog(name: string): Readonly<Record<string, unknown>> {
  const folders = [join(HERE, 'catalogs'), join(HERE, '../../catalogs')];
  const file = folders.map((folder) => join(folder, `${name}.json`)).find(existsSync);
  if (file === undefined) throw new Error(`There is no catalog "${name}".`);
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
}
