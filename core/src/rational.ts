import { assert } from './assert.ts';

/** An exact fraction. The denominator is positive; not necessarily in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function rational(numerator: bigint, denominator: bigint = 1n): Rational {
  assert(denominator > 0n, 'a denominator is positive');
  return { numerator, denominator };
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/** Reads a plain decimal string such as `"0.30"` exactly; undefined when malformed. */
export function parseRational(text: string): Rational | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction);
  return rational(sign === '-' ? -magnitude : magnitude, 10n ** BigInt(fraction.length));
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function plus(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

export function over(a: Rational, b: Rational): Rational {
  assert(b.numerator > 0n, 'a divisor is positive');
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Rounds to the nearest integer, ties to the even one. */
export function roundHalfEven({ numerator, denominator }: Rational): bigint {
  const floor = floorOf(numerator, denominator);
  const twice = (numerator - floor * denominator) * 2n;
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

export function ceiling({ numerator, denominator }: Rational): bigint {
  return -floorOf(-numerator, denominator);
}

export function floor({ numerator, denominator }: Rational): bigint {
  return floorOf(numerator, denominator);
}

function floorOf(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && numerator % denominator !== 0n ? quotient - 1n : quotient;
}
