// `npm run snapshot` writes the generated files that are committed, so that a reviewer sees what a
// change does; with --check it only says which are stale.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogJsonSchema } from '../server/src/catalog/catalog-json-schema.ts';
import { errorsDocument } from '../server/src/http/errors-document.ts';
import { openApiDocument } from '../server/src/http/openapi.ts';
import { routes } from '../server/src/http/routes.ts';
import { dumpSchema } from '../server/src/store/dump-schema.ts';
import { migrate } from '../server/src/store/migrate.ts';
import { openPglite } from '../server/src/store/pglite.ts';
import { type OpenApi, sdkTypes } from './generate-sdk-types.ts';
import { ROOT } from './run-step.ts';

interface Snapshot {
  /** From the root. SQL and TypeScript also stand in `GENERATED` of read-repository.ts. */
  readonly path: string;
  readonly make: () => Promise<string> | string;
}

const SNAPSHOTS: readonly Snapshot[] = [
  { path: 'catalogs/catalog.schema.json', make: () => jsonText(catalogJsonSchema()) },
  { path: 'server/src/store/schema.sql', make: migratedSchema },
  { path: 'sdk/openapi.json', make: () => jsonText(openApiDocument(routes)) },
  { path: 'sdk/src/wire.ts', make: wireTypes },
  { path: 'docs/errors.md', make: errorsDocument },
];

const isCheck = process.argv.includes('--check');
for (const { path, make } of SNAPSHOTS) {
  const file = join(ROOT, path);
  const text = await make();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) {
    console.log(`${path} is stale: run npm run snapshot and read the difference`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path} written`);
  }
}

/** The schema that all migrations leave behind, in an embedded database without a directory. */
async function migratedSchema(): Promise<string> {
  const database = await openPglite();
  try {
    await migrate(database);
    return await dumpSchema(database);
  } finally {
    await database.close();
  }
}

/** Types of what stands in `sdk/openapi.json`, as the formatter leaves them. */
function wireTypes(): string {
  const text = sdkTypes(openApiDocument(routes) as unknown as OpenApi);
  const args = ['format', '--stdin-file-path=sdk/src/wire.ts'];
  return execFileSync(join(ROOT, 'node_modules/.bin/biome'), args, {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
