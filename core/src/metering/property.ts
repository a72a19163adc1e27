import type { Scalar, UsageEvent } from './event.ts';

/** What a name of the catalog stands for in one event, as canonical text; undefined when absent. */
export type Lookup = (name: string) => string | undefined;

/**
 * The one text of a scalar that names, keys and conditions compare: `true` is `"true"`, a number
 * its shortest decimal without exponent. Null and the empty text are absent, hence undefined.
 */
export function canonicalText(value: Scalar): string | undefined {
  if (value === null || value === '') return undefined;
  return typeof value === 'number' ? plainDecimal(value) : String(value);
}

/**
 * Looks a name up in the event's data, then in the dimensions the client sent, then in the
 * resolved attribution, which also stands for a dimension that was sent with several values.
 */
export function lookupIn(event: UsageEvent, attribution: Readonly<Record<string, string>>): Lookup {
  return (name) => {
    const [only, ...others] = valuesSent(event, name);
    if (only !== undefined && others.length === 0) return only;
    return Object.hasOwn(attribution, name) ? attribution[name] : undefined;
  };
}

/** The lookup of one line: the dimension that splits its meter has the line's value. */
export function lookupWithin(
  lookup: Lookup,
  split: { readonly dimension: string; readonly value: string } | null,
): Lookup {
  if (split === null) return lookup;
  return (name) => (name === split.dimension ? split.value : lookup(name));
}

/** What the client sent under a name, data before dimensions; empty when absent. */
export function valuesSent(event: UsageEvent, name: string): readonly string[] {
  const property = Object.hasOwn(event.data, name) ? event.data[name] : undefined;
  const text = property === undefined ? undefined : canonicalText(property);
  if (text !== undefined) return [text];
  const sent = Object.hasOwn(event.dimensions, name) ? event.dimensions[name] : undefined;
  if (sent === undefined || sent === '') return [];
  if (typeof sent === 'string') return [sent];
  return [...new Set(sent)].filter((value) => value !== '');
}

const EXPONENT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

function plainDecimal(value: number): string {
  const text = String(value);
  const match = EXPONENT.exec(text);
  if (!match) return text;
  const [, sign, whole = '', fraction = '', exponent] = match;
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  // From 1e21 on, where exponents begin, no digit is left behind the point.
  if (point > 0) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}
