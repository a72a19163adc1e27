import { assert } from './assert.ts';
import { formatDecimal } from './decimal.ts';

declare const creditsBrand: unique symbol;

/** An amount in nano-units (1e-9) of its unit: credits, or money of one currency. Never a JavaScript number. */
export type Credits = bigint & { readonly [creditsBrand]: true };

/** Nano-units in one unit. */
export const NANO = 1_000_000_000n;

/** The largest amount one ledger row or running total may hold: 9.2e9 units, so that it fits a `bigint` column. */
export const CREDITS_MAX = 9_200_000_000n * NANO;

export const ZERO = 0n as Credits;

/** Brands a count of nano-units. Asserts nothing: bounds are checked where amounts enter. */
export function nano(amount: bigint): Credits {
  return amount as Credits;
}

const DECIMAL = /^(-?)(\d{1,10})(?:\.(\d{1,9}))?$/;

/** Reads a decimal string such as `"37.602"` or `"-5"` exactly; undefined when it is malformed or beyond {@link CREDITS_MAX}. */
export function parseCredits(text: string): Credits | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction.padEnd(9, '0'));
  if (magnitude > CREDITS_MAX) return undefined;
  return nano(sign === '-' ? -magnitude : magnitude);
}

/** As {@link parseCredits} for text known to be valid, such as our own rows. */
export function credits(text: string): Credits {
  const amount = parseCredits(text);
  assert(amount !== undefined, `"${text}" is an amount`);
  return amount;
}

/** Writes the exact decimal string, without trailing zeros: `"37.602"`, `"0"`, `"-1.5"`. */
export function formatCredits(amount: bigint): string {
  return formatDecimal(amount, 9);
}

export function minCredits(a: bigint, b: bigint): Credits {
  return nano(a < b ? a : b);
}

export function maxCredits(a: bigint, b: bigint): Credits {
  return nano(a > b ? a : b);
}
