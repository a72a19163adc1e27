import { lineOf } from './finding.ts';

/** One SQL statement without its comments, and the line where it begins. */
export interface Statement {
  readonly text: string;
  readonly line: number;
}

/** The columns a constraint names, as written, and where. */
export interface Key {
  readonly columns: string;
  readonly line: number;
}

export interface ForeignKey extends Key {
  readonly target: string;
}

/** What the rules need of a table: not its types, only who is told apart by which columns. */
export interface Table {
  readonly name: string;
  readonly line: number;
  readonly columns: Set<string>;
  /** Primary keys, unique constraints and unique indexes. */
  readonly keys: Key[];
  readonly foreignKeys: ForeignKey[];
  readonly rowSecurity: Set<'enable' | 'force'>;
}

const NAME = '(?:[\\w"]+\\.)?"?(\\w+)"?';
const CREATE_TABLE = new RegExp(`^create table (?:if not exists )?${NAME}\\s*\\((.*)\\)`, 'i');
const ALTER_TABLE = new RegExp(`^alter table (?:if exists )?(?:only )?${NAME}\\s+(.*)$`, 'i');
const UNIQUE_INDEX = new RegExp(
  `^create unique index .*?\\bon (?:only )?${NAME}\\s*(?:using \\w+\\s*)?(\\(.*)$`,
  'i',
);
const KEY = /^(?:primary key|unique(?: nulls not distinct)?)\s*(\([^)]*\))/i;
const FOREIGN_KEY = new RegExp(`^foreign key\\s*(\\([^)]*\\))\\s*references ${NAME}`, 'i');
const REFERENCES = new RegExp(`\\breferences ${NAME}`, 'i');

/** The tables that a list of statements leaves behind, by name. */
export function readSchema(statements: readonly Statement[]): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  for (const { text, line } of statements) {
    const created = CREATE_TABLE.exec(text);
    const altered = ALTER_TABLE.exec(text);
    const indexed = UNIQUE_INDEX.exec(text);
    if (created) {
      const table = tableNamed(tables, created[1] as string, line);
      for (const item of splitList(created[2] as string)) readItem(table, item, line);
    } else if (altered) {
      const table = tableNamed(tables, altered[1] as string, line);
      for (const action of splitList(altered[2] as string)) readAction(table, action, line);
    } else if (indexed) {
      const table = tableNamed(tables, indexed[1] as string, line);
      table.keys.push({ columns: indexed[2] as string, line });
    }
  }
  return tables;
}

/** Statements of a file: split at semicolons outside quotes, dollar quotes and comments. */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let kept = '';
  let start = 0;
  const tokens = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|(\$\w*\$)[\s\S]*?\1|;|[\s\S]/g;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    if (kept.trim() === '') start = index;
    if (token !== ';') kept += token;
    else {
      if (kept.trim() !== '') statements.push({ text: kept.trim(), line: lineOf(text, start) });
      kept = '';
    }
  }
  if (kept.trim() !== '') statements.push({ text: kept.trim(), line: lineOf(text, start) });
  return statements.map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ') }));
}

function tableNamed(tables: Map<string, Table>, name: string, line: number): Table {
  const known = tables.get(name);
  if (known) return known;
  const table: Table = {
    name,
    line,
    columns: new Set(),
    keys: [],
    foreignKeys: [],
    rowSecurity: new Set(),
  };
  tables.set(name, table);
  return table;
}

function readAction(table: Table, action: string, line: number): void {
  const security = /^(enable|force) row level security/i.exec(action)?.[1]?.toLowerCase();
  if (security) table.rowSecurity.add(security as 'enable' | 'force');
  const added = /^add (?:column )?(?:if not exists )?(.*)$/i.exec(action)?.[1];
  if (added) readItem(table, added, line);
}

/** Reads one column or constraint of a table. */
function readItem(table: Table, item: string, line: number): void {
  const rest = item.replace(/^constraint "?\w+"? /i, '');
  const key = KEY.exec(rest)?.[1];
  const foreign = FOREIGN_KEY.exec(rest);
  if (key) table.keys.push({ columns: key, line });
  else if (foreign) {
    const [, columns, target] = foreign as unknown as [string, string, string];
    table.foreignKeys.push({ columns, target, line });
  } else if (!/^(check|exclude|like)\b/i.test(rest)) readColumn(table, rest, line);
}

function readColumn(table: Table, text: string, line: number): void {
  const name = text.split(/\s/)[0]?.replaceAll('"', '') as string;
  table.columns.add(name);
  if (/\b(primary key|unique)\b/i.test(text)) table.keys.push({ columns: `(${name})`, line });
  const target = REFERENCES.exec(text)?.[1];
  if (target) table.foreignKeys.push({ columns: `(${name})`, target, line });
}

/** Splits at the commas that are inside no parentheses and no quotes. */
function splitList(text: string): string[] {
  const items = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|[\s\S]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) items.push('');
    else items[items.length - 1] += token;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
