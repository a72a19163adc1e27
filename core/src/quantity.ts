import { assert } from './assert.ts';
import { formatDecimal } from './decimal.ts';

declare const quantityBrand: unique symbol;

/** A metered quantity in 1e-12 of the meter's unit, exact. On the wire a decimal string with at most 18 integer and 12 fractional digits. */
export type Quantity = bigint & { readonly [quantityBrand]: true };

/** Parts in one whole unit. */
export const PICO = 1_000_000_000_000n;

/** Brands a count of 1e-12 parts. */
export function pico(parts: bigint): Quantity {
  return parts as Quantity;
}

export const NONE = pico(0n);
export const ONE = pico(PICO);

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/;

/** Reads a plain decimal (`"1106"`, `"0.5"`, `"-3"`) exactly; undefined for anything else, exponents and blanks included. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction.padEnd(12, '0'));
  return pico(sign === '-' ? -magnitude : magnitude);
}

/** As {@link parseQuantity} for text known to be valid. */
export function quantity(text: string): Quantity {
  const parts = parseQuantity(text);
  assert(parts !== undefined, `"${text}" is a quantity`);
  return parts;
}

/** Writes the exact decimal string without trailing zeros. */
export function formatQuantity(parts: bigint): string {
  return formatDecimal(parts, 12);
}
