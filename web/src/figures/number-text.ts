import { formatCredits, PICO, parseQuantity } from '@fuelgauge/core';
import { numberFormatter } from './formatters.ts';
import { roundHalfUp } from './rounding.ts';

/** An amount and what is shown for it; they differ by less than the last place. */
export interface Shown {
  readonly exact: bigint;
  readonly rounded: bigint;
}

/** What amounts count, and how they are written. */
export interface AmountUnit {
  /** What the server is asked for: `credits`, or the id of a money unit of the catalog. */
  readonly id: string;
  /** Decimals shown. */
  readonly decimals: number;
  /** ISO 4217 code of a money unit; null for credits. */
  readonly currency: string | null;
}

/**
 * Grouped digits with a true minus sign, money with its sign and every decimal. What is not zero
 * never reads as zero: `<1`, `<0.1`, `<$0.01`.
 */
export function amountText({ exact, rounded }: Shown, unit: AmountUnit): string {
  const { decimals, currency } = unit;
  if (rounded === 0n && exact !== 0n) {
    return `<${decimalText(smallest(decimals), { ...inCurrency(unit), maximum: decimals })}`;
  }
  return decimalText(formatCredits(rounded), {
    ...inCurrency(unit),
    maximum: decimals,
    minimum: currency === null ? 0 : decimals,
  });
}

/** As {@link amountText} with every decimal written, so that a column of them lines up. */
export function columnText(shown: Shown, unit: AmountUnit): string {
  if (shown.rounded === 0n) return amountText(shown, unit);
  const { decimals } = unit;
  return decimalText(formatCredits(shown.rounded), {
    ...inCurrency(unit),
    maximum: decimals,
    minimum: decimals,
  });
}

/** Short form for an axis, such as `1.5K`. */
export function axisText(amount: bigint, unit: AmountUnit): string {
  return format(formatCredits(amount), {
    ...inCurrency(unit),
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 4,
  });
}

/** Tenths of a percent as `60.4 %`; a part that is not zero is at least `<0.1 %`. */
export function percentText(tenths: bigint, isZero: boolean): string {
  if (isZero) return '0\u00a0%';
  if (tenths === 0n) return '<0.1\u00a0%';
  return `${decimalText(`${tenths / 10n}.${tenths % 10n}`, { maximum: 1, minimum: 1 })}\u00a0%`;
}

/** A whole number of things, such as days or rows. */
export function countText(count: number): string {
  return format(`${count}`, {});
}

/** A quantity with its unit, at most two decimals: `1,204 requests`, `12.5 GB`, `1 GB-hour`. */
export function quantityText(quantity: string, unit: string): string {
  const exact = parseQuantity(quantity);
  if (exact === undefined) return `${quantity} ${unit}`;
  const rounded = roundHalfUp(exact, PICO / 100n);
  const number =
    rounded === 0n && exact !== 0n
      ? `<${smallest(2)}`
      : format(`${rounded / (PICO / 100n)}e-2`, { maximumFractionDigits: 2 });
  return `${number} ${exact === PICO ? unit : pluralOf(unit)}`;
}

/** A quantity without its unit, at most two decimals. */
export function wholeQuantityText(quantity: string): string {
  return quantityText(quantity, '').trim();
}

/** `GB-hour` becomes `GB-hours`; symbols such as `GB`, `ms` and `USD` have no plural. */
export function pluralOf(unit: string): string {
  const word = unit.split('-').at(-1) ?? unit;
  if (!/^[a-z]{3,}$/.test(word)) return unit;
  if (/(s|x|ch|sh)$/.test(word)) return `${unit}es`;
  if (/[^aeiou]y$/.test(word)) return `${unit.slice(0, -1)}ies`;
  return `${unit}s`;
}

function smallest(decimals: number): string {
  return decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
}

function inCurrency({ currency }: AmountUnit) {
  return currency === null ? {} : ({ style: 'currency', currency } as const);
}

function decimalText(text: string, { maximum, minimum = 0, ...style }: Decimals): string {
  return format(text, {
    ...style,
    maximumFractionDigits: maximum,
    minimumFractionDigits: minimum,
  });
}

interface Decimals extends Pick<Intl.NumberFormatOptions, 'style' | 'currency'> {
  readonly maximum: number;
  readonly minimum?: number;
}

// A decimal string is formatted digit by digit: no amount passes through a float.
function format(text: string, options: Intl.NumberFormatOptions): string {
  const formatted = numberFormatter(options).format(text as Intl.StringNumericLiteral);
  return formatted.replace('-', '\u2212');
}
