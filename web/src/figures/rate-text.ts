import { credits, PICO, parseQuantity, quantity } from '@fuelgauge/core';
import type { Price } from '@fuelgauge/sdk';
import { numberFormatter } from './formatters.ts';
import { pluralOf } from './number-text.ts';

/** A decimal string with every digit it has, grouped: rates have more than amounts. */
export function decimalText(text: string): string {
  return numberFormatter({ maximumFractionDigits: DIGITS_MAX }).format(
    text as Intl.StringNumericLiteral,
  );
}

/** A decimal amount of money with its sign and at least its cents. */
export function priceText(text: string, currency: string): string {
  return numberFormatter({
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: DIGITS_MAX,
  }).format(text as Intl.StringNumericLiteral);
}

/** `10,000 requests`, `1 deploy`. */
export function countedText(text: string, unit: string): string {
  return `${decimalText(text)} ${parseQuantity(text) === PICO ? unit : pluralOf(unit)}`;
}

/** A quantity and what it costs at one price, as decimal strings. */
export interface RateExample {
  readonly quantity: string;
  readonly credits: string;
}

/**
 * What a price means in numbers: for packages one that just fits and one that just does not, for
 * minimums the smallest, else a handful. None where it takes a table to say it.
 */
export function rateExamples(price: Price): readonly RateExample[] {
  const { model, credits: rate, per, factor, unit } = price;
  if (unit !== null) return [];
  if (model === 'passthrough' && factor !== null && factor !== '1') {
    return [exampleOf('2.5', factor, '1')];
  }
  if (rate === null) return [];
  const each = per ?? '1';
  if (model === 'package') {
    const next = decimalOf(quantity(each) + PICO);
    const twice = decimalOf(quantityOf(rate) * 2n);
    return price.round === 'up'
      ? [
          { quantity: each, credits: rate },
          { quantity: next, credits: twice },
        ]
      : [{ quantity: next, credits: rate }];
  }
  return model === 'unit' ? [exampleOf(decimalOf(quantity(each) * 3n), rate, each)] : [];
}

const DIGITS_MAX = 12;

function exampleOf(amount: string, rate: string, per: string): RateExample {
  return {
    quantity: amount,
    credits: decimalOf((quantity(amount) * quantity(rate)) / quantity(per)),
  };
}

/** Rates have the digits of credits, which are fewer than those of quantities. */
function quantityOf(rate: string): bigint {
  return credits(rate) * 1000n;
}

function decimalOf(parts: bigint): string {
  const whole = parts / PICO;
  const rest = `${parts % PICO}`.padStart(DIGITS_MAX, '0').replace(/0+$/, '');
  return rest === '' ? `${whole}` : `${whole}.${rest}`;
}
