import type { Answer } from '../operations/answer.ts';
import { csvLine } from './csv-line.ts';
import type { Reply, RouteContext } from './route.ts';
import { streamedResponse } from './streamed-response.ts';

type Cells = readonly (string | number | null)[];

/** A part of a table, and how to get the next. */
export interface CsvPart {
  readonly rows: readonly Cells[];
  readonly next_cursor: string | null;
}

export interface CsvFile<Part extends CsvPart> {
  /** Machine names, which stay. */
  readonly columns: (first: Part) => readonly string[];
  /** Its parts, one after the other; without a cursor the first. */
  readonly read: (cursor: string | undefined) => Promise<Answer<Part>>;
  /** `acme`, `usage`, `2026-11-01` … */
  readonly name: (first: Part) => readonly string[];
  /** Begin with a byte order mark, by which some spreadsheets know UTF-8. */
  readonly hasMark: boolean;
}

/**
 * A table as CSV, read and sent part by part for as long as the reader takes. What is refused is refused before it begins; a
 * fault on the way breaks it off without an end, so that half a file is noticed.
 */
export async function csvResponse<Part extends CsvPart>(
  on: RouteContext,
  { columns, read, name, hasMark }: CsvFile<Part>,
): Promise<Reply> {
  const first = await read(undefined);
  if (!first.ok) return first;
  const file = name(first.body).map((part) => part.replaceAll(/[^\w.-]+/g, '-'));
  return streamedResponse(on, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${file.join('_')}.csv"`,
    },
    failure: 'An export failed.',
    async produce(write) {
      const encoder = new TextEncoder();
      await write(encoder.encode(`${hasMark ? '\ufeff' : ''}${csvLine(columns(first.body))}`));
      for (let part: Part = first.body; ; ) {
        if (part.rows.length > 0) await write(encoder.encode(part.rows.map(csvLine).join('')));
        if (part.next_cursor === null) return;
        const next = await read(part.next_cursor);
        if (!next.ok) throw new Error(`an export was refused on its way: ${next.refusal.detail}`);
        part = next.body;
      }
    },
  });
}
