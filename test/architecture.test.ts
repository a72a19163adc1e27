import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const RULES = join(ROOT, '.dependency-cruiser.cjs');

/** One bad import for each rule, or for each way around it: the rule, the file, its text. */
const CANARIES: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['core-imports-only-core', 'core/src/node.ts', "import 'node:fs/promises';"],
  ['core-imports-only-core', 'core/src/package.ts', "import 'zod';"],
  ['core-imports-only-core', 'core/src/neighbour.ts', "import '@fuelgauge/sdk';"],
  ['core-imports-only-core', 'core/src/climb.ts', "import '../../server/src/bounds.ts';"],
  ['core-base-imports-no-folder', 'core/src/cycle.ts', "import './ledger/draw.ts';"],
  ['core-folders-are-strangers', 'core/src/pricing/price.ts', "import '../ledger/draw.ts';"],
  ['core-folders-are-strangers', 'core/src/ledger/up.ts', "import '../recording/record.ts';"],
  ['core-index-is-the-door-out', 'core/src/metering/meter.ts', "import '../index.ts';"],
  ['sdk-imports-only-sdk', 'sdk/src/client.ts', "import '@fuelgauge/core';"],
  ['sdk-imports-only-sdk', 'sdk/src/types.ts', "import type {} from '@fuelgauge/core';"],
  ['web-never-imports-server', 'web/src/Api.tsx', "import type { A } from '@fuelgauge/server';"],
  ['drivers-only-in-store', 'server/src/http/pool.ts', "import 'pg';"],
  ['drivers-only-in-store', 'server/src/http/row.ts', "import type {} from 'pg';"],
  ['drivers-only-in-store', 'server/src/jobs/lite.ts', "import '@electric-sql/pglite';"],
  ['store-knows-only-rows', 'server/src/store/a.ts', "import '../operations/record.ts';"],
  ['store-knows-only-rows', 'server/src/store/b.ts', "import '../catalog/read.ts';"],
  ['catalog-is-pure', 'server/src/catalog/file.ts', "import 'node:fs';"],
  ['catalog-is-pure', 'server/src/catalog/row.ts', "import '../store/rows.ts';"],
  ['sign-in-library-only-in-identity', 'server/src/http/c.ts', "import 'better-auth';"],
  ['mailer-only-in-mail', 'server/src/identity/c.ts', "import 'nodemailer';"],
  ['identity-and-mail-know-no-caller', 'server/src/identity/d.ts', "import '../http/app.ts';"],
  ['operations-know-no-caller', 'server/src/operations/e.ts', "import '../identity/f.ts';"],
  ['operations-know-no-caller', 'server/src/operations/a.ts', "import '../http/app.ts';"],
  ['operations-know-no-caller', 'server/src/recording/lane.ts', "import '../index.ts';"],
  ['http-and-jobs-go-through-operations', 'server/src/http/a.ts', "import '../store/rows.ts';"],
  ['http-and-jobs-go-through-operations', 'server/src/jobs/a.ts', "import '../store/rows.ts';"],
  ['http-and-jobs-are-strangers', 'server/src/http/b.ts', "import '../jobs/sweep.ts';"],
  ['http-and-jobs-are-strangers', 'server/src/jobs/b.ts', "import '../http/app.ts';"],
  ['cli-goes-through-the-index', 'server/src/cli/verify.ts', "import '../store/rows.ts';"],
  [
    'demo-is-made-of-core-and-catalogs',
    'server/src/demo/a.ts',
    "import '../operations/record.ts';",
  ],
  ['pages-are-strangers', 'web/src/pages/usage/Usage.tsx', "import '../grants/Grants.tsx';"],
  ['ui-knows-no-data', 'web/src/ui/Bar.tsx', "import '../data/queries.ts';"],
  ['workspaces-meet-at-their-index', 'web/src/Deep.tsx', "import '../../core/src/credits.ts';"],
  ['workspaces-meet-at-their-index', 'server/src/deep.ts', "import '../../core/src/credits.ts';"],
  ['nothing-imports-tests-or-tools', 'server/src/a.ts', "import '../../test/plant.ts';"],
  ['nothing-imports-tests-or-tools', 'core/src/b.ts', "import './credits.test.ts';"],
  ['no-cycles', 'core/src/ledger/egg.ts', "import type { Hen } from './hen.ts';"],
  ['imports-resolve', 'core/src/gone.ts', "import './nowhere.ts';"],
];

/** Imports that every rule allows: the cruiser must stay silent on them. */
const ALLOWED: Readonly<Record<string, string>> = {
  'core/src/index.ts': "export * from './credits.ts';\nexport * from './ledger/draw.ts';",
  'core/src/credits.ts': 'export const zero = 0n;',
  'core/src/credits.test.ts': "import 'vitest';\nimport { zero } from './index.ts';\nzero;",
  'core/src/ledger/draw.ts': "export { zero as draw } from '../credits.ts';",
  'core/src/recording/record.ts': "export { draw } from '../ledger/draw.ts';",
  'sdk/src/index.ts': 'export {};',
  'server/src/index.ts':
    "import './http/app.ts';\nimport './jobs/sweep.ts';\nimport './store/rows.ts';",
  'server/src/bounds.ts': 'export const rows = 1;',
  'server/src/store/rows.ts': "import 'pg';\nimport '@fuelgauge/core';\nimport '../bounds.ts';",
  'server/src/catalog/read.ts': "import 'zod';\nimport '@fuelgauge/core';",
  'server/src/operations/record.ts': "import '../store/rows.ts';\nimport '../catalog/read.ts';",
  'server/src/http/app.ts': "import '../operations/record.ts';\nimport '../identity/f.ts';",
  'server/src/identity/f.ts': "import 'better-auth';\nimport '../mail/mail.ts';",
  'server/src/mail/mail.ts': "import 'nodemailer';",
  'server/src/jobs/sweep.ts': "import '../operations/record.ts';",
  'server/src/cli/main.ts': "import '../index.ts';\nimport '@fuelgauge/sdk';",
  'server/src/demo/make.ts': "import '../catalog/read.ts';\nimport '@fuelgauge/core';",
  'web/src/data/queries.ts': "import '@fuelgauge/sdk';\nimport '@fuelgauge/core';",
  'web/src/pages/grants/Grants.tsx': "import '../../data/queries.ts';",
  'test/plant.ts': "import '../server/src/store/rows.ts';",
};

/** Needed by a canary, and harmless without it. */
const PROPS: Readonly<Record<string, string>> = {
  'core/src/ledger/hen.ts': "import type { Egg } from './egg.ts';",
};

describe('import rules', () => {
  let places: string[] = [];
  let refused: ReadonlySet<string>;

  beforeAll(() => {
    places = [plant({ ...ALLOWED, ...PROPS, ...filesOf(CANARIES) }), plant(ALLOWED)];
    refused = new Set(cruise(places[0] as string).violations);
  });
  afterAll(() => {
    for (const place of places) rmSync(place, { recursive: true });
  });

  it.each(CANARIES)('%s refuses %s', (rule, file) => {
    expect(refused).toContain(`${rule}: ${file}`);
  });

  it('every rule has a canary', () => {
    const { forbidden } = createRequire(RULES)(RULES) as {
      forbidden: readonly { readonly name: string }[];
    };
    const tried = new Set(CANARIES.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('what the architecture allows is not refused', () => {
    const { modules, violations } = cruise(places[1] as string);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThanOrEqual(Object.keys(ALLOWED).length);
  });

  it('the repository itself is read and keeps the rules', () => {
    const { modules, violations, resolved } = cruise(ROOT);
    expect(modules).toBeGreaterThan(0);
    expect(violations).toEqual([]);
    expect(resolved).toContain('core/src/index.ts');
  });
});

interface Cruise {
  /** How many files of ours were read. */
  readonly modules: number;
  /** `rule: file`, once for each. */
  readonly violations: readonly string[];
  /** Paths that some import was followed to. */
  readonly resolved: readonly string[];
}

function cruise(cwd: string): Cruise {
  const folders = ['core', 'sdk', 'server', 'web', 'test'];
  const args = [
    CRUISER,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  ];
  const result = JSON.parse(run(args, cwd)) as {
    modules: { source: string; dependencies: { resolved: string }[] }[];
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  const own = result.modules.filter(({ source }) => !/node_modules|^node:|^[a-z]+$/.test(source));
  return {
    modules: own.length,
    violations: result.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`),
    resolved: own.flatMap(({ dependencies }) => dependencies.map(({ resolved }) => resolved)),
  };
}

/** The JSON report comes out with exit code 0 or the number of violations: only its text matters. */
function run(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 });
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}

function filesOf(canaries: typeof CANARIES): Record<string, string> {
  return Object.fromEntries(canaries.map(([, file, text]) => [file, text]));
}

const PACKAGES = ['pg', 'zod', 'vitest', '@electric-sql/pglite', 'better-auth', 'nodemailer'];

/** Writes a small repository with our rules, our workspaces and stand-ins for the packages. */
function plant(files: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(join(tmpdir(), 'fuelgauge-architecture-'));
  cpSync(RULES, join(place, '.dependency-cruiser.cjs'));
  write(place, 'tsconfig.json', '{}');
  for (const name of PACKAGES) {
    write(place, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(place, `node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(place, 'node_modules/@fuelgauge'));
  for (const name of ['core', 'sdk', 'server', 'web']) {
    cpSync(join(ROOT, name, 'package.json'), join(place, name, 'package.json'));
    symlinkSync(join(place, name), join(place, 'node_modules/@fuelgauge', name));
  }
  for (const [file, text] of Object.entries(files)) write(place, file, `${text}\n`);
  return place;
}

function write(place: string, file: string, text: string): void {
  mkdirSync(dirname(join(place, file)), { recursive: true });
  writeFileSync(join(place, file), text);
}
