import { describe, expect, it } from 'vitest';
import { houseRules } from './house-rules.ts';
import { splitStatements } from './read-schema.ts';

const GLOSSARY =
  '# Glossary\n\n| Term | Meaning | Never |\n| --- | --- | --- |\n| account | x | `wallet`, pool |\n';
const CLEAN = {
  'docs/glossary.md': GLOSSARY,
  'core/src/credits.ts': 'export const zero = 0n;\n',
  'server/src/store/rows.ts': "export const sql = 'select id from grant where customer_id = $1';\n",
  'web/src/ui/Empty.tsx': "export const text = 'Select a plan from the list';\n",
  'README.md':
    '# Readme\n\n[Words](docs/glossary.md#x), [code](core/src), [web](https://example.com)\n',
};
const STORE = 'server/src/store/a.ts';
const MIGRATION = 'server/src/store/migrations/0001-a.sql';
const SCHEMA = 'server/src/store/schema.sql';
const DECISION = 'docs/adr/0001-a.md';
const SECTIONS = ['Status', 'Context', 'Decision', 'Consequences', 'Alternatives']
  .map((section) => `## ${section}\n\nText.\n`)
  .join('\n');
const INVARIANTS = 'docs/invariants.md';
const MATRIX = 'docs/reliability.md';
/** One matrix for each that is given, in which every other row says why it is not shown. */
const matrix = (own = '| E4 | x | Not shown: there is no such thing. |') =>
  [
    '# Reliability\n',
    ...[...Array(14).keys()].map((index) => `| F${index + 1} | x | Not shown: it cannot be. |`),
    ...[...Array(18).keys()].map((index) => `| E${index + 1} | x | Not shown: it cannot be. |`),
  ]
    .map((row) => (row.startsWith('| E4 |') ? own : row))
    .join('\n');
const E4 = 'core/src/e.test.ts';
const SECURE = 'alter table a enable row level security; alter table a force row level security; ';

/** Written in pieces, so that this file keeps the rules it plants breaches of. */
const VENDOR = ['Net', 'lify'].join('');
const MACHINE_PATH = ['', 'work', 'main'].join('/');
const UNOWNED = ['TO', 'DO'].join('');

/** Rule, file, text: one breach each. */
const BREACHES: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['core-is-pure', 'core/src/a.ts', 'export const now = Date.now();'],
  ['core-is-pure', 'core/src/a.ts', 'export const now = new Date();'],
  ['core-is-pure', 'core/src/a.ts', 'export const dice = Math.random();'],
  ['core-is-pure', 'core/src/a.ts', 'export const now = () => Temporal.Now.instant();'],
  ['core-is-pure', 'core/src/a.ts', 'export const later = async () => 1;'],
  ['core-is-pure', 'core/src/a.ts', 'export class Account {}'],
  ['sql-in-store', 'server/src/http/a.ts', 'export const sql = `select $' + '{1} from grant`;'],
  ['sql-in-store', 'server/src/http/a.ts', "export const sql = 'SELECT 1 FROM grant';"],
  ['sql-in-store', 'server/src/jobs/a.ts', "export const sql = 'insert into grant values (1)';"],
  ['sql-in-store', 'server/src/jobs/a.ts', 'export const sql = `\n  update grant set a = 1`;'],
  ['glossary', 'core/src/a.ts', 'export const myWallets = 1;'],
  ['glossary', 'core/src/a.ts', 'export interface A {\n  wallet_id: string;\n}'],
  ['glossary', 'core/src/a.ts', 'export function f(theWallet: string) {\n  return theWallet;\n}'],
  ['glossary', MIGRATION, '-- Each wallet.'],
  ['file-name', 'core/src/utils.ts', 'export const one = 1;'],
  ['file-name', 'server/src/shared/one.ts', 'export const one = 1;'],
  ['file-name', 'server/src/store/wallets.ts', 'export const one = 1;'],
  ['file-name', `catalogs/${VENDOR.toLowerCase()}.json`, '{}'],
  ['vendor', 'docs/a.md', `# A\n\nAs ${VENDOR} does.`],
  ['vendor', 'core/src/a.ts', `export const ${VENDOR.toLowerCase()}Catalog = 1;`],
  ['machine-path', 'docs/a.md', `# A\n\nSee ${MACHINE_PATH}.`],
  ['unowned', 'core/src/a.ts', `// ${UNOWNED}: later\nexport const one = 1;`],
  ['long-file', 'core/src/a.ts', '//\n'.repeat(501)],
  ['long-function', 'core/src/a.ts', `export function f() {${'\n'.repeat(70)}}`],
  ['one-title', 'docs/a.md', 'No title.'],
  ['one-title', 'docs/a.md', '# A\n\n# B'],
  ['link', 'docs/a.md', '# A\n\n[gone](gone.md)'],
  ['decision', 'docs/adr/0002-a.md', `# 0002 A\n\n${SECTIONS}`],
  ['decision', DECISION, `# 0001 A\n\n${SECTIONS.replace('## Status', '## State')}`],
  ['decision', DECISION, `# 0001 A\n\n${SECTIONS}${'\n'.repeat(60)}`],
  ['decision', DECISION, `# A\n\n${SECTIONS}`],
  ['decision', 'docs/adr/first.md', `# 0001 A\n\n${SECTIONS}`],
  ['invariant', INVARIANTS, '# Invariants\n\n## I1 Sums\n\nEnforced by hope.'],
  ['invariant', INVARIANTS, '# Invariants\n\n| I1 | Sums | `core/src/gone.test.ts` |'],
  ['invariant', INVARIANTS, '# Invariants\n\n## I1 Sums\n\n`core/src/credits.ts`: "not there"'],
  ['invariant', INVARIANTS, '# Invariants\n\nNone.'],
  ['matrix', MATRIX, matrix('| E4 | Another row | |')],
  ['matrix', MATRIX, matrix('| E4 | x | Not shown: |')],
  ['matrix', MATRIX, matrix(`| E4 | x | \`${E4}\`: "E4: is not there" |`)],
  ['matrix', MATRIX, matrix('| E4 | x | `core/src/credits.ts`: "zero" |')],
  ['matrix', MATRIX, matrix('')],
  [
    'distributed-schema',
    SCHEMA,
    `create table a (customer_id bigint, id bigint primary key); ${SECURE}`,
  ],
  [
    'distributed-schema',
    SCHEMA,
    `create table a (customer_id bigint, id int, unique (id)); ${SECURE}`,
  ],
  [
    'distributed-schema',
    SCHEMA,
    `create table a (customer_id bigint, id int); ${SECURE}create unique index i on a (id);`,
  ],
  [
    'distributed-schema',
    SCHEMA,
    `create table public.a (customer_id bigint); ${SECURE}alter table only a add constraint k primary key (id);`,
  ],
  [
    'distributed-schema',
    SCHEMA,
    `create table a (customer_id bigint, id int); ${SECURE}create table b (a_id int references a (id));`,
  ],
  [
    'distributed-schema',
    MIGRATION,
    'create table a (customer_id bigint); alter table a force row level security;',
  ],
  [
    'distributed-schema',
    MIGRATION,
    'create table a (customer_id bigint); alter table a enable row level security;',
  ],
  ['distributed-sql', MIGRATION, 'create trigger t before update on a execute function f();'],
  ['distributed-sql', MIGRATION, 'create table b (id bigserial);'],
  ['distributed-sql', MIGRATION, 'create rule r as on delete to a do instead nothing;'],
  ['distributed-sql', MIGRATION, 'alter table b add column c int check (c > 0);'],
  ['distributed-sql', STORE, "export const sql = 'select 1 from customer for update';"],
  ['distributed-sql', STORE, "export const sql = 'update a set customer_id = $1';"],
  ['distributed-sql', STORE, "export const sql = 'update a set at = clock_timestamp()';"],
];

describe('house rules', () => {
  it('a clean repository has no findings', () => {
    expect(found({ [DECISION]: `# 0001 A\n\n${SECTIONS}` })).toEqual([]);
  });

  it.each(BREACHES)('%s refuses a breach in %s (%#)', (rule, file, text) => {
    expect(found({ [file]: `${text}\n` }).map((finding) => finding.rule)).toEqual([rule]);
  });

  it('a test that begins with the id of a row is in that row, and is enough for it', () => {
    const suite = { [E4]: "test('E4: again with other content', () => {});\n" };
    const shown = matrix(`| E4 | x | \`${E4}\`: "E4: again" |`);
    expect(found({ ...suite, [MATRIX]: shown })).toEqual([]);
    expect(found({ ...suite, [MATRIX]: matrix() })).toMatchObject([{ rule: 'matrix', file: E4 }]);
  });

  it('a breach is reported at its line', () => {
    const [finding] = found({
      'core/src/a.ts': '\nexport const a = 1;\nexport const wallet = 2;\n',
    });
    expect(finding).toMatchObject({ file: 'core/src/a.ts', line: 3 });
  });

  it('a customer table keyed by customer, with forced row security, is accepted', () => {
    const table = `create table if not exists a (
      customer_id bigint not null references customer_key (number), -- to a reference table
      id bigint, note text default 'a, b; c' check (note <> ''),
      primary key (customer_id, id), foreign key (customer_id, id) references a (customer_id, id)
    );`;
    expect(found({ [MIGRATION]: `${table}\n${SECURE}\n` })).toEqual([]);
  });

  it('a reference table may know customers without belonging to one', () => {
    const table = 'create table customer_key (key text primary key, customer_id bigint unique);';
    expect(found({ [MIGRATION]: `${table}\n` })).toEqual([]);
  });

  it('tests may hold SQL, clocks and long suites', () => {
    const suite = `describe('a', () => {${'\n'.repeat(80)}new Date();\n});\n`;
    expect(found({ 'core/src/a.test.ts': suite })).toEqual([]);
  });

  it('the loader may say the names of the public catalog format', () => {
    expect(found({ 'server/src/catalog/a.ts': 'export const wallet = 1;\n' })).toEqual([]);
  });

  it('an owned note is accepted', () => {
    expect(found({ 'core/src/a.ts': `// ${UNOWNED}(ada, #12): why\n` })).toEqual([]);
  });
});

describe('splitStatements', () => {
  it('semicolons in quotes, dollar quotes and comments do not end a statement', () => {
    const sql = "select ';'; -- a;\ndo $$ begin; end $$; /* ; */ select 2";
    expect(splitStatements(sql)).toEqual([
      { text: "select ';'", line: 1 },
      { text: 'do $$ begin; end $$', line: 2 },
      { text: 'select 2', line: 2 },
    ]);
  });
});

function found(files: Readonly<Record<string, string>>) {
  return houseRules(new Map(Object.entries({ ...CLEAN, ...files })));
}
