import { bounds } from '../bounds.ts';
import { refused } from './answer.ts';

/** How much of a list is asked for, as it comes in a query. */
export interface PageQuery {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
}

/** A page of a list. */
export interface PageJson<Row> {
  readonly data: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next_cursor: string | null;
}

const DEFAULT_ROWS = 100;

/** Reads `limit` (1 to 1,000; 100 when absent). */
export function limitOf({ limit }: PageQuery): number | ReturnType<typeof refused> {
  if (limit === undefined) return DEFAULT_ROWS;
  const rows = Number(limit);
  if (/^\d{1,4}$/.test(limit) && rows >= 1 && rows <= bounds.pageRows) return rows;
  return refused(
    'query_invalid',
    `limit must be a whole number from 1 to ${bounds.pageRows}.`,
    '/limit',
  );
}

/** Makes an opaque cursor of the position a page ended at. */
export function cursorOf(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** What a part of a position may be: no forged cursor reaches a statement with anything else. */
const PARTS = {
  text: (part: unknown) =>
    typeof part === 'string' && part.length <= 2000 && part.isWellFormed() && !part.includes('\0'),
  integer: (part: unknown) => typeof part === 'string' && /^-?\d{1,30}$/.test(part),
  seq: (part: unknown) => Number.isSafeInteger(part) && (part as number) >= 0,
  part: (part: unknown) =>
    Number.isSafeInteger(part) && (part as number) >= 0 && (part as number) <= 2 ** 31 - 1,
  /** Microseconds from 1970 to 2199. */
  instant: (part: unknown) =>
    Number.isSafeInteger(part) && (part as number) >= 0 && (part as number) < 7.258e15,
} as const;

/**
 * Reads a cursor whose position has parts of these kinds; undefined when there is none, a refusal when it is not one of
 * ours.
 */
export function positionOf(
  { cursor }: PageQuery,
  kinds: readonly (keyof typeof PARTS)[],
): (string | number)[] | undefined | ReturnType<typeof refused> {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isOurs =
      Array.isArray(position) &&
      position.length === kinds.length &&
      kinds.every((kind, index) => PARTS[kind](position[index]));
    if (isOurs) return position;
  } catch {
    // Not JSON: refused below like any other text that is no cursor.
  }
  return refused('query_invalid', 'cursor must be the next_cursor of the page before.', '/cursor');
}

/** Cuts one row more than the page down to the page, and says where the next begins. */
export function pageOf<Row, Json>(
  rows: readonly Row[],
  limit: number,
  about: { json: (row: Row) => Json; position: (row: Row) => readonly (string | number)[] },
): PageJson<Json> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next_cursor =
    rows.length > limit && last !== undefined ? cursorOf(about.position(last)) : null;
  return { data: shown.map(about.json), next_cursor };
}
