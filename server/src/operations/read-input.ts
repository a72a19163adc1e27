import {
  type Credits,
  type Instant,
  isOnCalendar,
  midnight,
  parseCredits,
  parseDate,
  parseInstant,
} from '@fuelgauge/core';
import { refused } from './answer.ts';

type Refused = ReturnType<typeof refused>;

/** Reads a field that holds an instant, or a calendar date that begins at local midnight. */
export function instantField(field: string, text: string, zone: string): Instant | Refused {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  const date = parseDate(text);
  const start = date === undefined ? undefined : midnight(date, zone);
  if (start !== undefined && isOnCalendar(start)) return start;
  const detail = `${field} must be an RFC 3339 date and time with an offset, such as 2026-11-20T09:30:00Z, or a date such as 2026-11-20, of the years 1970 to 2199 of UTC.`;
  return refused('time_invalid', detail, `/${field}`);
}

/** Reads a field that holds an amount of credits or money of 0 or more. */
export function amountField(field: string, text: string): Credits | Refused {
  const amount = parseCredits(text);
  if (amount !== undefined && amount >= 0n) return amount;
  return refused(
    'amount_invalid',
    `${field} must be a decimal string of 0 or more with at most 10 digits before and 9 after the point, such as "250" or "0.5".`,
    `/${field}`,
  );
}

/** Tells a refusal from a value that was read. */
export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}
