import { parseCredits, parseDate } from '@fuelgauge/core';
import { z } from 'zod';

// The scalars of the file format. Amounts are decimal strings, so that no reader rounds them.

/** The id of something the catalog declares. */
export const id = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, {
  error:
    'This is no id: write 1 to 63 lower-case letters, digits, "_", "-" or ".", beginning with a letter or a digit.',
});

/** The type of an event, as it is sent. */
export const eventType = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,126}$/, {
  error:
    'This is no event type: write 1 to 127 letters, digits, "_", "-", ".", ":" or "/", without blanks.',
});

/** A name that is looked up in an event's `data`, then in its dimensions, then in the directory. */
export const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,62}$/, {
  error:
    'This is no name: write 1 to 63 letters, digits, "_", "-" or ".", beginning with a letter.',
});

/** One name or several. */
export const names = z.union([name, z.array(name).min(1)], {
  error: 'Write one name, or a list of names.',
});

/** A value a name is compared with; `""` stands for absent. */
export const matchedValues = z.union([z.string(), z.array(z.string()).min(1)], {
  error:
    'Write one text, or a list of texts; "" stands for absent, true and false are "true" and "false".',
});

/** Text people read. */
export const label = z
  .string()
  .min(1, { error: 'This text is empty: write one, or leave the key out.' })
  .max(500, { error: 'This text is longer than 500 characters: shorten it.' });

/** A decimal of 0 or more. */
export const decimal = z.string().regex(/^\d{1,18}(\.\d{1,12})?$/, {
  error:
    'This is no amount: write a plain decimal of 0 or more in quotes, such as "0.30", with at most 18 digits before the point and 12 after it.',
});

/** A decimal above 0. */
export const positiveDecimal = z.string().regex(/^(?=.*[1-9])\d{1,18}(\.\d{1,12})?$/, {
  error: 'This must be above 0: write a plain decimal in quotes, such as "1000000".',
});

/** An amount of credits the ledger can hold. */
export const creditAmount = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,9})?$/, { error: creditAmountRule(), abort: true })
  .refine((text) => parseCredits(text) !== undefined, { error: creditAmountRule() });

function creditAmountRule(): string {
  return 'This is no amount of credits: write a decimal in quotes from "0" to "9200000000", with at most 9 digits after the point.';
}

/** A calendar date; where it bounds something, its first moment in the catalog's time zone. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: dateRule(), abort: true })
  .refine((text) => parseDate(text) !== undefined, { error: dateRule() });

function dateRule(): string {
  return "This is no date: write a day of the calendar as YYYY-MM-DD, without a time; it begins at midnight in the catalog's time zone.";
}

/** A currency, as ISO 4217 writes it. */
export const currency = z.string().regex(/^[A-Z]{3}$/, {
  error: 'This is no currency: write its three capital letters, such as "USD".',
});

export const flag = z.boolean({ error: 'Write true or false, without quotes.' });

export function wholeNumber({ least, most }: { least: number; most: number }) {
  const error = `Write a whole number from ${least} to ${most}, without quotes.`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}
