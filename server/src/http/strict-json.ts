// One parser for every body: what JSON leaves open (a name given twice, a number no double holds, half of a character) is
// named with its place instead of being guessed at.

/** Something a parsed document says twice, or says so that it cannot be kept exactly. */
export interface JsonFault {
  readonly code: 'duplicate_key' | 'number_inexact' | 'text_malformed';
  /** JSON Pointer into the document. */
  readonly pointer: string;
  readonly detail: string;
}

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown; readonly faults: readonly JsonFault[] }
  | { readonly ok: false; readonly detail: string };

/** Levels of objects and arrays that a document may have. */
export const DEPTH_MAX = 32;

/** How many faults of one document are named. */
const FAULTS_MAX = 100;

/**
 * Parses a document. Not JSON, or nested too deeply, is refused whole; other faults are listed beside the value, in which
 * the last of two equal names counts. Objects have no prototype to pollute: `__proto__` is a name like any other.
 */
export function parseStrictJson(text: string): ParsedJson {
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) {
    return {
      ok: false,
      detail: 'The document begins with a byte order mark. Send UTF-8 without one.',
    };
  }
  const marks = scan(text);
  if (marks.depth > DEPTH_MAX) return tooDeep();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, detail: `The body is not JSON: ${placeOf(error)}.` };
  }
  const isClean = !marks.isSuspicious && namesIn(value) === marks.names;
  return { ok: true, value, faults: isClean ? [] : faultsIn(text) };
}

const BYTE_ORDER_MARK = 0xfeff;

function tooDeep(): ParsedJson {
  return { ok: false, detail: `The document is nested more than ${DEPTH_MAX} levels deep.` };
}

/** Where the parser stopped, as far as it tells; its message quotes the text, which belongs in no answer. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `unexpected text at character ${position}`;
  return message.includes('end of JSON') ? 'it ends too early' : 'unexpected text';
}

interface Marks {
  /** Names of members, equal ones counted each time. */
  readonly names: number;
  readonly depth: number;
  /** Whether a number or a text has to be looked at closely. */
  readonly isSuspicious: boolean;
}

/** One pass over the text that counts. It trusts nothing and says nothing about whether the text is JSON. */
function scan(text: string): Marks {
  let names = 0;
  let depth = 0;
  let deepest = 0;
  let isSuspicious = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = closingQuote(text, index);
      const after = skipSpace(text, end + 1);
      if (text.charCodeAt(after) === COLON) names += 1;
      index = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
    else if (code === MINUS || isDigit(code)) {
      const end = numberEnd(text, index);
      // Up to 15 characters without an exponent come through a double unchanged.
      if (end - index > 15 || hasExponent(text, index, end)) isSuspicious = true;
      index = end - 1;
    }
  }
  return { names, depth: deepest, isSuspicious: isSuspicious || ESCAPED_TROUBLE.test(text) };
}

/** Surrogates and NUL. They can only come from an escape: the bytes were checked before. */
const ESCAPED_TROUBLE = /\\u(?:[dD][89a-fA-F]|0000)/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const MINUS = 0x2d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** The index of the quote that ends the string begun at `start`; the last index when none does. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let index = start;
  for (let code = text.charCodeAt(index); isSpace(code); code = text.charCodeAt(index)) index += 1;
  return index;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function numberEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isNumberPart(text.charCodeAt(end))) end += 1;
  return end;
}

/** Digits, the point, the signs, `e` and `E`. */
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x2b || code === MINUS || isExponent(code);
}

function isExponent(code: number): boolean {
  return code === 0x65 || code === 0x45;
}

function hasExponent(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if (isExponent(text.charCodeAt(index))) return true;
  }
  return false;
}

/** Members of every object within, each name once. Recursion ends at {@link DEPTH_MAX}. */
function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) names += namesIn(item);
    return names;
  }
  for (const name of Object.keys(value)) {
    names += 1 + namesIn((value as Record<string, unknown>)[name]);
  }
  return names;
}

/** Reads a document that is known to be JSON again, slowly, to say where its faults are. */
function faultsIn(text: string): JsonFault[] {
  const faults: JsonFault[] = [];
  const note = (code: JsonFault['code'], pointer: string, detail: string) => {
    if (faults.length < FAULTS_MAX) faults.push({ code, pointer, detail });
  };
  let index = 0;

  function readString(): string {
    const start = index;
    index = closingQuote(text, start) + 1;
    return JSON.parse(text.slice(start, index)) as string;
  }

  function readText(pointer: string): string {
    const read = readString();
    if (!isKeepable(read)) {
      note(
        'text_malformed',
        pointer,
        'The text has a NUL or half of a surrogate pair, which cannot be stored.',
      );
    }
    return read;
  }

  function readValue(pointer: string): void {
    index = skipSpace(text, index);
    const code = text.charCodeAt(index);
    if (code === QUOTE) readText(pointer);
    else if (code === OPEN_BRACE) readMembers(pointer);
    else if (code === OPEN_BRACKET) readItems(pointer);
    else if (code === MINUS || isDigit(code)) {
      const end = numberEnd(text, index);
      if (!isExact(text.slice(index, end))) note('number_inexact', pointer, INEXACT);
      index = end;
    } else index += code === 0x66 ? 'false'.length : 'true'.length;
  }

  function readMembers(pointer: string): void {
    const seen = new Set<string>();
    index = skipSpace(text, index + 1);
    while (text.charCodeAt(index) !== CLOSE_BRACE) {
      const name = readString();
      const place = `${pointer}/${escaped(name)}`;
      if (!isKeepable(name))
        note('text_malformed', pointer, 'A name here has a NUL or half of a surrogate pair.');
      if (seen.has(name))
        note('duplicate_key', place, 'The name stands twice in one object. Send it once.');
      seen.add(name);
      index = skipSpace(text, index) + 1;
      readValue(place);
      index = nextMember(text, index);
    }
    index += 1;
  }

  function readItems(pointer: string): void {
    index = skipSpace(text, index + 1);
    for (let item = 0; text.charCodeAt(index) !== CLOSE_BRACKET; item += 1) {
      readValue(`${pointer}/${item}`);
      index = nextMember(text, index);
    }
    index += 1;
  }

  readValue('');
  return faults;
}

const INEXACT = 'The number is not held exactly by a double. Send it as a string of decimals.';

function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Past the comma, if there is one, to the next member or the end of the object or array. */
function nextMember(text: string, start: number): number {
  const index = skipSpace(text, start);
  return text[index] === ',' ? skipSpace(text, index + 1) : index;
}

function escaped(name: string): string {
  return name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Whether the decimal number that was written is the one that a double prints again. */
function isExact(token: string): boolean {
  const value = Number(token);
  return Number.isFinite(value) && canonicalDecimal(token) === canonicalDecimal(String(value));
}

/** Digits without leading or trailing zeros, and the power of ten of the last of them. */
function canonicalDecimal(token: string): string {
  const match = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  const [, whole = '', fraction = '', power = '0'] = match ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const exponent = Number(power) - fraction.length + (digits.length - significant.length);
  return `${token.startsWith('-') ? '-' : ''}${significant}e${exponent}`;
}
