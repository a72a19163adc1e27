import { createHash, type Hash } from 'node:crypto';
import type { Queries } from '../../store/database.ts';
import { listEntriesBetween } from '../../store/entries.ts';
import { findLedger, type LockedLedger } from '../../store/ledgers.ts';
import { findSchemaNumber } from '../../store/migrate.ts';
import { listTables, readLines, readSequences, type TableShape } from '../../store/table-rows.ts';
import type { Context } from '../context.ts';
import { namedCustomers } from '../named-customers.ts';
import { customerLine, entryLine } from '../verify/digest-lines.ts';
import { BACKUP_FORMAT, type BackupEnd, type BackupHead } from './backup-format.ts';
import { type Blocks, openBlocks } from './open-blocks.ts';
import { productVersion } from './product-version.ts';

export interface BackupRequest {
  /** Takes the next bytes; the backup goes on when it resolves. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onProgress?: (progress: BackupProgress) => void;
}

/** How far a backup is. */
export interface BackupProgress {
  readonly customer: string;
  readonly rows: number;
}

/**
 * Writes everything there is, while others go on writing. Customers share no invariant, so each is taken as of one moment of
 * its own: a snapshot gives what changes in place and how far history had come; history up to there never changes and is
 * read after it, a page at a time. No writer waits for it, except that the embedded engine does one thing at a time. What a
 * customer's changing rows compress to is held in memory.
 *
 * Contains all that was acknowledged before it began. Catalogs and keys come last, so that no event names a version of a
 * catalog that is not there. Answers what the last line says.
 */
export async function takeBackup(context: Context, request: BackupRequest): Promise<BackupEnd> {
  const { database } = context;
  const tables = await listTables(database);
  const run: Run = { context, request, blocks: openBlocks(), rows: 0, events: 0 };
  const head: BackupHead = {
    format: BACKUP_FORMAT,
    schema: await findSchemaNumber(database),
    version: productVersion(),
    engine: database.engine,
    taken_at: new Date().toISOString(),
    tables: Object.fromEntries(
      tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
    ),
  };
  await say(run, head);
  const digest = createHash('sha256');
  const ofCustomer = tables.filter((table) => table.isOfCustomer);
  let customers = 0;
  for await (const { key, customerId } of namedCustomers(context, { customers: 'all' })) {
    if (customerId === null) continue;
    const taken = await takeCustomer(run, { key, customerId, tables: ofCustomer });
    if (taken === null) continue;
    customers += 1;
    digest.update(customerLine(key, taken));
    request.onProgress?.({ customer: key, rows: run.rows });
  }
  await takeRest(
    run,
    tables.filter((table) => !table.isOfCustomer),
  );
  await run.blocks.flush();
  const { rows, events } = run;
  const sums = { customers, events, rows, digest: digest.digest('hex') };
  const end: BackupEnd = { end: true, ...sums, sha256: run.blocks.sha256() };
  await say(run, end);
  await run.blocks.flush();
  await send(run);
  return end;
}

interface Run {
  readonly context: Context;
  readonly request: BackupRequest;
  readonly blocks: Blocks;
  rows: number;
  events: number;
}

interface CustomerTables {
  readonly key: string;
  readonly customerId: bigint;
  readonly tables: readonly TableShape[];
}

/** Few rows, because on the embedded engine everybody waits for a page. */
const PAGE_ROWS = 500;

/** Answers the digest of the customer's entries; null when there is a key but no customer: a creation under way. */
async function takeCustomer(
  run: Run,
  { key, customerId, tables }: CustomerTables,
): Promise<string | null> {
  const { context, blocks } = run;
  const snapshot = {
    customer: customerId,
    readOnly: true,
    isSnapshot: true,
    statementTimeoutMs: 0,
  };
  const ledger = await context.database.transaction(snapshot, async (tx) => {
    const found = await findLedger(tx, customerId);
    if (!found) return undefined;
    await blocks.add([JSON.stringify({ customer: key, id: String(customerId) })]);
    for (const table of tables) {
      if (table.counter === null) await takeTable(run, table, { customerId, read: only(tx) });
    }
    return found;
  });
  if (!ledger) return null;
  await send(run);
  const page = { customer: customerId, readOnly: true, statementTimeoutMs: 0 } as const;
  const read: Read = (work) => context.database.transaction(page, work);
  for (const table of tables) {
    if (table.counter === null) continue;
    await takeTable(run, table, { customerId, read, upTo: countOf(ledger, table.counter) });
  }
  const digest = createHash('sha256');
  await digestEntries(read, { customerId, to: ledger.head.seq, digest });
  const taken = digest.digest('hex');
  await say(run, { complete: key, digest: taken });
  return taken;
}

/** What belongs to no customer. */
async function takeRest(run: Run, tables: readonly TableShape[]): Promise<void> {
  const { database } = run.context;
  await say(run, { everyone: true });
  for (const table of tables) {
    await takeTable(run, table, { customerId: null, read: only(database) });
  }
  // Last: a number given out meanwhile is never given out again.
  await say(run, { sequences: await readSequences(database) });
}

/** Runs work on one page, in a transaction of its own or in one that is under way. */
type Read = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;

function only(queries: Queries): Read {
  return (work) => work(queries);
}

interface Rows {
  readonly customerId: bigint | null;
  readonly read: Read;
  /** For history: how far it had come. Its pages are sent as they come. */
  readonly upTo?: bigint;
}

async function takeTable(
  run: Run,
  table: TableShape,
  { customerId, read, upTo }: Rows,
): Promise<void> {
  const limit = PAGE_ROWS;
  for (let after: string | null = null; ; ) {
    const page = { customerId, after, upTo: upTo ?? null, limit };
    const lines: string[] = await read((queries) => readLines(queries, table, page));
    if (lines.length > 0 && after === null) {
      await run.blocks.add([JSON.stringify({ table: table.name })]);
    }
    await run.blocks.add(lines);
    run.rows += lines.length;
    if (table.name === 'event') run.events += lines.length;
    if (upTo !== undefined) await send(run);
    if (lines.length < limit) return;
    after = lines.at(-1) ?? null;
  }
}

function countOf(
  { head, operations, acts }: LockedLedger,
  counter: NonNullable<TableShape['counter']>,
): bigint {
  return { seq: BigInt(head.seq), operations, acts }[counter];
}

async function digestEntries(
  read: Read,
  { customerId, to, digest }: { customerId: bigint; to: number; digest: Hash },
): Promise<void> {
  for (let from = 1; from <= to; from += PAGE_ROWS) {
    const range = { from, to: Math.min(to, from + PAGE_ROWS - 1) };
    const entries = await read((queries) => listEntriesBetween(queries, customerId, range));
    for (const entry of entries) digest.update(entryLine(entry));
  }
}

/** One line that says something. */
async function say(run: Run, said: object): Promise<void> {
  await run.blocks.add([JSON.stringify(said)]);
}

/** Hands on what is ready: never inside a transaction, because the reader may be slow. */
async function send({ blocks, request }: Run): Promise<void> {
  for (const bytes of blocks.drain()) await request.write(bytes);
}
