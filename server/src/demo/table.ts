/** The fields of each row under the header. The demo data quotes nothing. */
export function readTable(text: string): string[][] {
  const lines = text.trimEnd().split('\n');
  return lines.slice(1).map((line) => line.split(','));
}

/** A reading of a series; `marked` when the experts who published it called it an anomaly. */
export interface Reading {
  readonly value: number;
  readonly marked: boolean;
}

/** The readings of one named series of a file of series; throws when there is none of that name. */
export function readSeries(text: string, name: string): Reading[] {
  const row = readTable(text).find(([series]) => series === name);
  if (!row) throw new Error(`the demo data has no series ${name}`);
  return (row[1] ?? '').split(' ').map((reading) => ({
    value: Number.parseFloat(reading),
    marked: reading.endsWith('!'),
  }));
}

/** The element at a position of a list that goes round and round. */
export function around<T>(list: readonly T[], position: number): T {
  const element = list[position % list.length];
  if (element === undefined) throw new Error('an empty list has no element');
  return element;
}
