// The rows of any table as lines of text, out of one database and into another. Nothing here names the columns of a
// table: what a later schema adds is carried without a word about it.

import { assert } from '@fuelgauge/core';
import type { Queries, Value } from './database.ts';
import { NOT_DATA } from './place-mark.ts';

/** A table as far as copying it needs. */
export interface TableShape {
  readonly name: string;
  /** Whether each row belongs to one customer; other tables are everyone's. */
  readonly isOfCustomer: boolean;
  readonly columns: readonly Column[];
  /** What rows are read in the order of, beside the customer: the columns of the primary key, or the number of history. */
  readonly order: readonly Column[];
  /** For rows that are written once and never changed: which of the ledger's counters the first column of `order` follows. */
  readonly counter: LedgerCounter | null;
}

interface Column {
  readonly name: string;
  /** As the database writes it, such as `timestamp with time zone`. */
  readonly type: string;
}

type LedgerCounter = 'seq' | 'operations' | 'acts';

/** History: rows numbered without gaps under the customer's lock, so that those up to a number never change. */
const HISTORY: Readonly<Record<string, { order: readonly string[]; counter: LedgerCounter }>> = {
  event: { order: ['seq'], counter: 'seq' },
  correction: { order: ['seq'], counter: 'seq' },
  entry: { order: ['seq', 'part'], counter: 'seq' },
  operation: { order: ['number'], counter: 'operations' },
  audit: { order: ['number'], counter: 'acts' },
};

/** Every table of the product that holds data, in the order of their names. Asserts that each has a primary key. */
export async function listTables(queries: Queries): Promise<TableShape[]> {
  const rows = await queries.query<{
    name: string;
    columns: string[];
    types: string[];
    key: string[] | null;
  }>(
    `select c.relname::text as name,
            array_agg(a.attname::text order by a.attnum) as columns,
            array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types,
            (select array_agg(k.attname::text order by position)
               from pg_index i
               cross join unnest(i.indkey::int2[]) with ordinality as of_key (number, position)
               join pg_attribute k on k.attrelid = c.oid and k.attnum = of_key.number
              where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                          and a.attgenerated = ''
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        and c.relname <> all ($1::text[])
      group by c.oid, c.relname
      order by c.relname collate "C"`,
    [NOT_DATA],
  );
  return rows.map(({ name, columns, types, key }) => {
    assert(key, `the table ${name} has a primary key`);
    const all = columns.map((column, index) => ({ name: column, type: types[index] ?? '' }));
    const order = HISTORY[name]?.order ?? key.filter((column) => column !== 'customer_id');
    return {
      name,
      isOfCustomer: columns.includes('customer_id'),
      columns: all,
      order: order.flatMap((column) => all.filter((each) => each.name === column)),
      counter: HISTORY[name]?.counter ?? null,
    };
  });
}

/** Which rows come next: of one customer, behind the last line read, and of history no further than a number. */
export interface RowPage {
  readonly customerId: bigint | null;
  /** The last line of the page before; null at the beginning. */
  readonly after: string | null;
  readonly upTo: bigint | null;
  readonly limit: number;
}

/** The next rows in order, each as a line: a JSON array of the columns' texts, null for NULL. */
export async function readLines(
  queries: Queries,
  table: TableShape,
  { customerId, after, upTo, limit }: RowPage,
): Promise<string[]> {
  const values: Value[] = [];
  const place = (value: Value, type: string): string => `$${values.push(value)}::${type}`;
  const { order } = table;
  const conditions = [
    ...(customerId === null ? [] : [`customer_id = ${place(customerId, 'bigint')}`]),
    ...(upTo === null ? [] : [`${quoted(order[0])} <= ${place(upTo, 'bigint')}`]),
    ...(after === null
      ? []
      : [
          `(${namesOf(order)}) > (${positionIn(table, after).map(([text, type]) => place(text, type))})`,
        ]),
  ];
  const rows = await queries.query<{ line: string }>(
    `select array_to_json(array[${table.columns.map((column) => `${quoted(column)}::text`)}])::text as line
       from ${quoted(table)}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}
      order by ${namesOf(order) || '1'} limit ${place(limit, 'integer')}`,
    values,
  );
  return rows.map(({ line }) => line);
}

function positionIn({ columns, order }: TableShape, line: string): [text: string, type: string][] {
  const texts = JSON.parse(line) as readonly string[];
  return order.map((column) => [texts[columns.indexOf(column)] ?? '', column.type]);
}

/** Adds rows from lines whose values stand in the order of `columns`, as a table of this name once had them. */
export async function insertLines(
  queries: Queries,
  columns: readonly Column[],
  { table, lines }: { table: string; lines: readonly string[] },
): Promise<void> {
  await queries.query(
    `insert into ${quoted({ name: table })} (${namesOf(columns)}) overriding system value
     select ${columns.map(({ type }, index) => `(line ->> ${index})::${type}`)}
       from jsonb_array_elements($1::jsonb) as line`,
    [`[${lines.join(',')}]`],
  );
}

/** Where each sequence stands, by its name: the next number it gives out. */
export async function readSequences(queries: Queries): Promise<Record<string, string>> {
  const names = await listSequences(queries);
  const next: Record<string, string> = {};
  for (const name of names) {
    const [row] = await queries.query<{ next: bigint }>(
      `select last_value + is_called::int as next from ${quoted({ name })}`,
    );
    if (row) next[name] = String(row.next);
  }
  return next;
}

/** Sets sequences to the next number each is to give out. Names that are not there are passed over. */
export async function setSequences(
  queries: Queries,
  next: Readonly<Record<string, string>>,
): Promise<void> {
  for (const name of await listSequences(queries)) {
    if (next[name] === undefined) continue;
    await queries.query('select setval($1::regclass, $2::bigint, false)', [
      quoted({ name }),
      next[name],
    ]);
  }
}

async function listSequences(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ name: string }>(
    `select c.relname::text as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname collate "C"`,
  );
  return rows.map(({ name }) => name);
}

function namesOf(columns: readonly Column[]): string {
  return columns.map(quoted).join(', ');
}

function quoted(named: { readonly name: string } | undefined): string {
  return `"${(named?.name ?? '').replaceAll('"', '""')}"`;
}
