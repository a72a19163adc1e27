import { assert } from '@fuelgauge/core';
import { type Database, StoreFault } from '../../store/database.ts';
import { findSchemaNumber, latestSchema, migrate } from '../../store/migrate.ts';
import {
  clearPlace,
  clearRows,
  countCustomers,
  fillingAlone,
  findMark,
  listTableNames,
  markPlace,
  removeMark,
} from '../../store/place-mark.ts';
import { insertLines, listTables, setSequences, type TableShape } from '../../store/table-rows.ts';
import { vacuum } from '../../store/vacuum.ts';
import { type BackupEnd, BackupFault, type BackupHead, type BackupPart } from './backup-format.ts';

export interface FillRequest {
  /** What fills it, for the mark: `fuelgauge restore`. */
  readonly by: string;
  readonly parts: AsyncIterable<BackupPart>;
  readonly onProgress?: (progress: { customer: string; rows: number }) => void;
}

/** What was filled in. */
export interface Filled {
  readonly head: BackupHead;
  readonly end: BackupEnd;
  /** The digest of each customer's entries where they were taken, by its key. */
  readonly digests: ReadonlyMap<string, string>;
}

/**
 * Fills an empty database from a backup: makes the schema that the backup was taken at, loads the rows, and brings it to
 * this program's schema. Until all that is done the database is marked, and no program works with it; a second attempt
 * starts over. Throws a {@link StoreFault} when there is something already, saying what.
 */
export function fillPlace(database: Database, request: FillRequest): Promise<Filled> {
  return fillingAlone(database, async () => {
    await makeEmpty(database);
    await markPlace(database, { kind: 'filling', by: request.by });
    const filled = await load(database, request);
    await migrate(database, { isFilling: true });
    // What the planner knows of the tables does not come with their rows.
    await vacuum(database);
    await removeMark(database);
    return filled;
  });
}

/** Throws a {@link StoreFault} when a database holds anything but what an earlier attempt left half done. */
export async function assertFillable(database: Database): Promise<void> {
  const mark = await findMark(database);
  if (mark?.kind === 'filling') return;
  const names = await listTableNames(database);
  if (names.length === 0) return;
  throw new StoreFault('setup', `The target is not empty: ${await holds(database, names)}.`);
}

async function makeEmpty(database: Database): Promise<void> {
  await assertFillable(database);
  await clearPlace(database);
}

async function holds(database: Database, names: readonly string[]): Promise<string> {
  const schema = await findSchemaNumber(database);
  if (names.includes('customer_key')) {
    const count = await countCustomers(database);
    return `it holds ${count} ${count === 1 ? 'customer' : 'customers'} of Fuelgauge (schema ${schema}). Name another, or remove it first`;
  }
  const some = names.slice(0, 3).join(', ');
  const others = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `it holds the tables ${some}${others}. Name another`;
}

/** Statements under way at a time: while the database inserts, the next lines are read. */
const CONCURRENT_INSERTS = 3;

async function load(database: Database, { parts, onProgress }: FillRequest): Promise<Filled> {
  let target: Target | undefined;
  let end: BackupEnd | undefined;
  let rows = 0;
  const digests = new Map<string, string>();
  const inserts = openInserts(CONCURRENT_INSERTS);
  for await (const part of parts) {
    if (part.kind === 'head') {
      target = await makeSchema(database, part.head);
      continue;
    }
    assert(target, 'a backup begins with its head');
    if (part.kind === 'rows') {
      await inserts.add(insertRows(database, target, part));
      rows += part.lines.length;
    } else if (part.kind === 'complete') {
      digests.set(part.key, part.digest);
      onProgress?.({ customer: part.key, rows });
    } else if (part.kind === 'sequences') {
      await setSequences(database, part.next);
    } else if (part.kind === 'end') end = part.end;
  }
  await inserts.done();
  assert(target && end, 'a backup that was read has an end');
  return { head: target.head, end, digests };
}

interface Target {
  readonly head: BackupHead;
  /** By the table's name, its columns in the order of the backup's lines. */
  readonly columns: ReadonlyMap<string, TableShape['columns']>;
}

/** The schema of the backup, without a row. */
async function makeSchema(database: Database, head: BackupHead): Promise<Target> {
  assertKnownSchema(head);
  await migrate(database, { to: head.schema, isFilling: true });
  const shapes = new Map((await listTables(database)).map((shape) => [shape.name, shape]));
  await clearRows(database, [...shapes.keys()]);
  const columns = Object.entries(head.tables).map(
    ([table, names]) => [table, columnsOf(shapes.get(table), table, names)] as const,
  );
  return { head, columns: new Map(columns) };
}

/** Throws a {@link BackupFault} when a backup is of a schema that only a later program knows. */
export function assertKnownSchema({ schema, version }: BackupHead): void {
  const known = latestSchema();
  if (schema <= known) return;
  throw new BackupFault(
    `This backup was taken by Fuelgauge ${version} at schema ${schema} and this one knows ${known}: restore it with that program or a later one.`,
  );
}

function columnsOf(
  shape: TableShape | undefined,
  table: string,
  names: readonly string[],
): TableShape['columns'] {
  return names.map((name) => {
    const column = shape?.columns.find((each) => each.name === name);
    if (column) return column;
    throw new BackupFault(
      `This backup has a column ${table}.${name} that its schema does not have: another program made it.`,
    );
  });
}

async function insertRows(
  database: Database,
  { columns }: Target,
  { table, customerId, lines }: Extract<BackupPart, { kind: 'rows' }>,
): Promise<void> {
  const into = columns.get(table);
  if (!into) throw new BackupFault(`This backup has a table ${table} that its head does not name.`);
  const scope =
    customerId === null
      ? ({ owner: true } as const)
      : ({ customer: customerId, statementTimeoutMs: 0 } as const);
  await database.transaction(scope, (tx) => insertLines(tx, into, { table, lines }));
}

/** Lets a few promises run at a time; the first that fails makes the next call fail. */
function openInserts(limit: number) {
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  return {
    async add(insert: Promise<void>): Promise<void> {
      const settled: Promise<void> = insert
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => underWay.delete(settled));
      underWay.add(settled);
      if (underWay.size >= limit) await Promise.race(underWay);
      if (failure) throw failure.error;
    },
    async done(): Promise<void> {
      await Promise.all(underWay);
      if (failure) throw failure.error;
    },
  };
}
