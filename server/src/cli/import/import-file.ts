import type { EventInput, EventResult, Fuelgauge } from '@fuelgauge/sdk';
import { CommandFault, EXIT } from '../command.ts';
import { eventOfCsv, eventOfJson, isField, type Mapping, type ReadRow } from './event-of-row.ts';
import type { ImportState } from './import-state.ts';
import { openSource, type Source } from './open-source.ts';
import { openProgressBar } from './progress-bar.ts';
import { readCsv, readLines } from './read-rows.ts';
import { openRejects, type Reject } from './rejects.ts';

/** What became of the rows of a file. */
export interface ImportTally {
  accepted: number;
  /** Of the accepted: recorded by an earlier import. */
  known: number;
  refused: number;
  /** Acknowledged in an earlier run, and left out of this one. */
  skipped: number;
}

export interface ImportFile {
  readonly file: string;
  /** By the file's ending when absent. */
  readonly format: 'csv' | 'jsonl' | undefined;
  readonly from: ReadonlyMap<string, string>;
  readonly defaults: ReadonlyMap<string, string>;
  readonly state: ImportState;
  readonly isBackfill: boolean;
}

const BATCH_EVENTS = 500;

/**
 * Sends a file's events in order, in batches, each after the one before was acknowledged. Rows that cannot be events, and
 * events that the server refuses, are written to the file of rejects.
 */
export async function importFile(client: Fuelgauge, asked: ImportFile): Promise<ImportTally> {
  const { file, state, isBackfill } = asked;
  const before = state.of(file);
  const source = await openSource(file);
  const rejects = openRejects(file, before !== undefined);
  const tally: ImportTally = { accepted: 0, known: 0, refused: 0, skipped: 0 };
  const { size, name } = source;
  const bar = openProgressBar();
  const show = (): void => {
    const share = size ? Math.min(1, source.bytesRead() / size) : null;
    bar.show({ name, accepted: tally.accepted, refused: tally.refused, share });
  };
  try {
    for await (const { rows, skipped } of batchesOf(rowsOf(source, asked), before?.line ?? 0)) {
      tally.skipped += skipped;
      show();
      if (rows.length === 0) continue;
      const refused = await sendRows(client, rows, { isBackfill, tally });
      rejects.write(refused);
      state.note(file, {
        line: rows.at(-1)?.line ?? 0,
        accepted: (before?.accepted ?? 0) + tally.accepted,
        refused: (before?.refused ?? 0) + tally.refused,
      });
    }
  } finally {
    bar.end();
  }
  if (tally.refused > 0) console.error(`${tally.refused} refused, see ${rejects.path}`);
  return tally;
}

/** The rows of a source as events. */
async function* rowsOf(source: Source, asked: ImportFile): AsyncGenerator<ReadRow> {
  const { from, defaults, file } = asked;
  const mapping: Mapping = { from, defaults, name: source.name };
  const format = asked.format ?? source.format;
  if (format === null) {
    const message = `What ${file} holds is not plain by its name: say --format jsonl or --format csv.`;
    throw new CommandFault(message, EXIT.usage);
  }
  if (format === 'jsonl') {
    for await (const { line, content } of readLines(source.text)) {
      yield timed(eventOfJson(content, line, mapping));
    }
    return;
  }
  let columns: readonly string[] | undefined;
  for await (const { line, content } of readCsv(source.text)) {
    if (columns) yield timed(eventOfCsv(content, columns, { line, mapping }));
    else columns = checkedColumns(content, asked);
  }
}

/** Without a time of its own an event would be recorded as of now. */
function timed(row: ReadRow): ReadRow {
  if (!row.ok || row.event.occurred_at !== undefined) return row;
  const { line, event } = row;
  const reason = 'occurred_at is missing: name its column with --map occurred_at=….';
  return { ok: false, line, reason, text: JSON.stringify(event) };
}

function checkedColumns(
  columns: readonly string[],
  { from, file }: Pick<ImportFile, 'from' | 'file'>,
): readonly string[] {
  const named = columns.map((column) => column.trim());
  const missing = [...from.values()].filter((column) => !named.includes(column));
  if (missing.length > 0) {
    const message = `${file} has no column ${missing.map(quoted).join(', ')}. It has: ${named.join(', ')}.`;
    throw new CommandFault(message, EXIT.usage);
  }
  const used = new Set(from.values());
  const ignored = named.filter((column) => !used.has(column) && !isField(column));
  if (ignored.length > 0) {
    console.error(`Columns of ${file} that no field takes: ${ignored.join(', ')}.`);
  }
  return named;
}

function quoted(text: string): string {
  return `"${text}"`;
}

interface RowBatch {
  readonly rows: readonly ReadRow[];
  /** Rows left out before these. */
  readonly skipped: number;
}

async function* batchesOf(
  all: AsyncIterable<ReadRow>,
  afterLine: number,
): AsyncGenerator<RowBatch> {
  let rows: ReadRow[] = [];
  let skipped = 0;
  for await (const row of all) {
    if (row.line <= afterLine) {
      skipped += 1;
      continue;
    }
    rows.push(row);
    if (rows.length < BATCH_EVENTS) continue;
    yield { rows, skipped };
    rows = [];
    skipped = 0;
  }
  yield { rows, skipped };
}

interface Sending {
  readonly isBackfill: boolean;
  readonly tally: ImportTally;
}

/** Records a batch and counts what became of it; answers what was refused, in order of the lines. */
async function sendRows(
  client: Fuelgauge,
  rows: readonly ReadRow[],
  { isBackfill, tally }: Sending,
): Promise<Reject[]> {
  const good = rows.filter((row) => row.ok);
  const rejects = rows.flatMap((row): Reject[] => (row.ok ? [] : [rejectOf(row)]));
  if (good.length > 0) {
    const events = good.map(({ event }) => event);
    const { results } = await client.events.record(events, { backfill: isBackfill });
    for (const [index, result] of results.entries()) {
      const row = good[index];
      if (!row) break;
      if (REFUSED.has(result.status)) rejects.push(refusedResult(result, row));
      else tally.accepted += 1;
      if (result.status === 'duplicate') tally.known += 1;
    }
  }
  tally.refused += rejects.length;
  return rejects.sort((a, b) => a.line - b.line);
}

const REFUSED: ReadonlySet<EventResult['status']> = new Set([
  'denied',
  'invalid',
  'mismatch',
  'refused',
]);

function rejectOf({ line, reason, text }: Extract<ReadRow, { ok: false }>): Reject {
  return { line, reason, text };
}

function refusedResult(
  { status, problem, denial }: EventResult,
  { line, event }: { readonly line: number; readonly event: EventInput },
): Reject {
  if (denial) {
    const reason = `It needs ${denial.required} credits and ${denial.available} are available.`;
    return { line, code: denial.code, reason, event };
  }
  const errors = problem?.errors?.map(({ pointer, detail }) => ({
    ...(detail !== problem.detail && { detail }),
    // The first part is the place in the batch, which means nothing here.
    ...(pointer !== undefined && { pointer: pointer.replace(/^\/\d+/, '') }),
  }));
  return {
    line,
    code: problem?.code ?? status,
    reason: problem?.detail ?? status,
    ...(errors && errors.length > 0 && { errors }),
    event,
  };
}
