// How values travel: the text forms of PostgreSQL's protocol, the same for both engines.

import { StoreFault, type Value } from './database.ts';

/**
 * The text PostgreSQL reads a parameter from; null is NULL. Throws a TypeError for what no column
 * should be given.
 */
export function encodeValue(value: Value): string | null {
  return Array.isArray(value) ? encodeArray(value) : encodeScalar(value);
}

/**
 * For pg: the reader of a column by its type's OID. Types not listed arrive as PostgreSQL writes
 * them.
 */
export const columnTypes = {
  getTypeParser: (oid: number, format?: string): ((text: string) => unknown) => {
    if (format === 'binary') throw new StoreFault('value', 'Columns are read in text format only.');
    return readers.get(oid) ?? readText;
  },
};

/**
 * Epoch microseconds of a timestamptz written in UTC and ISO style. Throws a StoreFault for
 * `infinity` and for moments beyond 1684–2255, which a number cannot hold to the microsecond.
 */
export function readInstant(text: string): number {
  const match = TIMESTAMP.exec(text);
  if (!match) throw new StoreFault('value', `The database holds an impossible moment: ${text}.`);
  const [, date = '', clock = '', fraction = ''] = match;
  const milliseconds = Date.parse(`${date}T${clock}Z`);
  const at = milliseconds * 1000 + Number(fraction.padEnd(6, '0'));
  if (Number.isSafeInteger(at)) return at;
  throw new StoreFault('value', `The database holds a moment out of range: ${text}.`);
}

function encodeScalar(value: Value): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
      return value.toString();
    case 'boolean':
      return value ? 't' : 'f';
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw new TypeError(`A parameter cannot be ${value}.`);
    default:
      if (value === null) return null;
      if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
      throw new TypeError(`A parameter cannot be of type ${describe(value)}.`);
  }
}

// JSON writes a list of texts and nulls as an array is written, in one call and several times faster than
// by element, unless something in it was escaped by a letter: a control character, half of a surrogate pair.
function encodeArray(values: readonly Value[]): string {
  if (!values.every(isTextOrNull)) return `{${values.map(encodeElement).join(',')}}`;
  const json = JSON.stringify(values);
  const isAlike = !ESCAPED_BY_LETTER.test(json);
  return `{${isAlike ? json.slice(1, -1) : values.map(encodeElement).join(',')}}`;
}

function isTextOrNull(value: Value): boolean {
  return typeof value === 'string' || value === null;
}

// Also finds an escaped backslash before a letter, which is then only slower.
const ESCAPED_BY_LETTER = /\\[^"\\]/;

// Quoted, unless it is a plain number: an unquoted NULL, a comma or a brace would change the array.
function encodeElement(value: Value): string {
  const text = encodeScalar(value);
  if (text === null) return 'NULL';
  return typeof value === 'bigint' ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function describe(value: unknown): string {
  return value instanceof Object ? value.constructor.name : typeof value;
}

const TIMESTAMP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

const readText = (text: string): unknown => text;
const readBoolean = (text: string): unknown => text === 't';
const readHex = (text: string): unknown => text.slice(2);
const readJson = (text: string): unknown => JSON.parse(text);

/** [reader, OID of the type, OID of its array] for every type that does not stay text. */
const SCALARS: readonly (readonly [(text: string) => unknown, number, number])[] = [
  [readBoolean, 16, 1000],
  [readHex, 17, 1001],
  [BigInt, 20, 1016],
  [Number, 21, 1005],
  [Number, 23, 1007],
  [Number, 26, 1028],
  [Number, 700, 1021],
  [Number, 701, 1022],
  [readJson, 114, 199],
  [readJson, 3802, 3807],
  [readInstant, 1184, 1185],
];

// char, name, text, varchar, bpchar, date, time, timestamp, numeric, uuid.
const TEXT_ARRAYS = [1002, 1003, 1009, 1015, 1014, 1182, 1183, 1115, 1231, 2951];

const readers: ReadonlyMap<number, (text: string) => unknown> = new Map([
  ...SCALARS.map(([read, oid]) => [oid, read] as const),
  ...SCALARS.map(([read, , arrayOid]) => [arrayOid, arrayReader(read)] as const),
  ...TEXT_ARRAYS.map((arrayOid) => [arrayOid, arrayReader(readText)] as const),
]);

function arrayReader(read: (text: string) => unknown): (text: string) => unknown {
  return (text) => readArray(text, read);
}

/**
 * Reads `{a,"b \"c\"",NULL}`, one dimension starting at 1: the only arrays our statements produce.
 */
function readArray(text: string, read: (text: string) => unknown): unknown[] {
  if (!text.startsWith('{') || text.startsWith('{{')) {
    throw new StoreFault('value', 'The database answered an array of more than one dimension.');
  }
  const elements: unknown[] = [];
  for (const [, quoted, bare] of text.slice(1, -1).matchAll(ELEMENT)) {
    if (quoted !== undefined) elements.push(read(quoted.replace(/\\(.)/gs, '$1')));
    else elements.push(bare === 'NULL' ? null : read(bare ?? ''));
  }
  return elements;
}

const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,"]+)/gs;
