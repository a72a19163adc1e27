/** A column of a table as it is taken along. */
export interface CsvColumn<Row> {
  /** A stable name that programs rely on: `period_start`, `credits`. Never translated. */
  readonly name: string;
  /** Raw: numbers with a point and no grouping, instants in RFC 3339. Null is an empty cell. */
  readonly cell: (row: Row) => string | null;
}

/**
 * What a table shows as a file of RFC 4180: a header, CRLF, quotes where they must be. A cell that a
 * spreadsheet would run as a formula is made text by a `'` before it; numbers stay numbers.
 */
export function tableCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => cellText(name)),
    ...rows.map((row) => columns.map(({ cell }) => cellText(cell(row) ?? ''))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** What a column of amounts is called: credits, or an amount of money. */
export function amountColumn({ currency }: { readonly currency: string | null }): string {
  return currency === null ? 'credits' : 'amount';
}

/** `acme_usage_2026-11-01_2026-11-19_by-feature.csv` of its parts. */
export function fileName(parts: readonly string[], extension: string): string {
  const name = parts.map((part) => part.replace(/[^\p{L}\p{N}.-]+/gu, '-')).join('_');
  return `${name}.${extension}`;
}

/** Hands a file to the browser; its type follows from the extension of its name. */
export function saveFile(name: string, content: string | Blob): void {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
  const url = URL.createObjectURL(
    typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content,
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  svg: 'image/svg+xml',
};

function cellText(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
