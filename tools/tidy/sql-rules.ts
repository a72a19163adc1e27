import ts from 'typescript';
import { isTest, isTypeScript, type Repository } from '../read-repository.ts';
import { type Finding, lineOf } from './finding.ts';
import { readSchema, type Statement, splitStatements, type Table } from './read-schema.ts';
import { nodesOf, stringText } from './source-rules.ts';

const STORE = 'server/src/store/';
const SCHEMA = `${STORE}schema.sql`;
const MIGRATION = /^server\/src\/store\/migrations\/.+\.sql$/;

/**
 * What the SQL may not do, so that it runs on one server and, distributed by `customer_id`, on
 * many (ADR 0007). Citus itself is not needed to see any of it.
 */
const FORBIDDEN: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^create (or replace )?(constraint )?trigger\b/i, 'no triggers: they do not run on shards'],
  [/^create (or replace )?rule\b/i, 'no rules: workers go around them'],
  [/\b(small|big)?serial\b/i, 'no serial: a worker hands out its own numbers'],
  [/\badd column\b[^,]*\bcheck\b/i, 'add the column, then the CHECK by a statement of its own'],
  [/^set (session )?lock_timeout/i, 'SET LOCAL: a session setting does not reach the shards'],
  [/\bset customer_id\b/i, 'a row never moves to another customer'],
  [
    /^update\b.*\b(clock_timestamp|random|gen_random_uuid)\(/i,
    'no volatile function in an UPDATE: pass the value',
  ],
  [
    /\bdo update\b.*\b(clock_timestamp|random|gen_random_uuid)\(/i,
    'no volatile function in DO UPDATE: pass the value',
  ],
];

const LOCKING = /\bfor (no key )?(update|share)\b/i;

/** Whole on every server, though they have the column: they find a customer not yet known. */
const REFERENCE_TABLES: ReadonlySet<string> = new Set(['customer_key']);

/** Rules about the schema, the migrations and the statements of the store. */
export function sqlRules(repository: Repository): Finding[] {
  const migrations = [...repository].filter(([file]) => MIGRATION.test(file)).toSorted();
  return [
    ...(repository.has(SCHEMA) ? schemaRules([[SCHEMA, repository.get(SCHEMA) as string]]) : []),
    ...(repository.has(SCHEMA) ? [] : schemaRules(migrations)),
    ...migrations.flatMap(([file, text]) => statementRules(file, splitStatements(text))),
    ...[...repository]
      .filter(([file]) => file.startsWith(STORE) && isTypeScript(file) && !isTest(file))
      .flatMap(([file, text]) => statementRules(file, statementsIn(file, text))),
  ];
}

/** Keys, foreign keys and row security of every table that belongs to customers. */
function schemaRules(files: readonly (readonly [file: string, text: string])[]): Finding[] {
  const file = files[0]?.[0] ?? SCHEMA;
  const tables = readSchema(files.flatMap(([, text]) => splitStatements(text)));
  return [...tables.values()].flatMap((table) =>
    tableBreaches(table, tables).map(({ line, message }) => ({
      rule: 'distributed-schema',
      file: files.length === 1 ? file : `${STORE}migrations`,
      line: files.length === 1 ? line : 1,
      message: `${table.name}: ${message}`,
    })),
  );
}

type Breach = Pick<Finding, 'line' | 'message'>;

function tableBreaches(table: Table, tables: ReadonlyMap<string, Table>): Breach[] {
  const foreign = table.foreignKeys
    .filter(({ target }) => belongsToCustomers(tables.get(target)))
    .filter(({ columns }) => !namesCustomer(columns))
    .map(({ line, target }) => ({ line, message: `its key to ${target} lacks customer_id` }));
  if (!belongsToCustomers(table)) return foreign;
  const keys = table.keys
    .filter(({ columns }) => !namesCustomer(columns))
    .map(({ line, columns }) => ({ line, message: `the key ${columns} lacks customer_id` }));
  const unforced = (['enable', 'force'] as const)
    .filter((step) => !table.rowSecurity.has(step))
    .map((step) => ({ line: table.line, message: `${step} row level security is missing` }));
  return [...foreign, ...keys, ...unforced];
}

function belongsToCustomers(table: Table | undefined): boolean {
  return table?.columns.has('customer_id') === true && !REFERENCE_TABLES.has(table.name);
}

function namesCustomer(columns: string): boolean {
  return /\bcustomer_id\b/.test(columns);
}

function statementRules(file: string, statements: readonly Statement[]): Finding[] {
  return statements.flatMap(({ text, line }) => {
    const messages = FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(([, why]) => why);
    if (LOCKING.test(text) && /\bfrom\b/i.test(text) && !namesCustomer(text)) {
      messages.push('a row lock names its customer_id');
    }
    return messages.map((message) => ({ rule: 'distributed-sql', file, line, message }));
  });
}

/** The statements written in a TypeScript file: every string or template that has SQL in it. */
function statementsIn(file: string, text: string): Statement[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return [...nodesOf(source)].flatMap((node) => {
    const sql = stringText(node);
    if (sql === undefined) return [];
    const line = lineOf(text, node.getStart()) - 1;
    return splitStatements(sql).map((one) => ({ ...one, line: line + one.line }));
  });
}
