import { z } from 'zod';
import { bounds } from '../../bounds.ts';

/** The parts of a directory, as they stand in paths. */
export const DIRECTORY_KINDS = ['members', 'groups', 'scopes', 'agents', 'api-keys'] as const;

/** An id: 1–255 well-formed characters, none of them a control character. */
export const id = z
  .string()
  .min(1, { error: 'it must not be empty' })
  .max(bounds.idCharacters, { error: `it may have ${bounds.idCharacters} characters` })
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
    error: 'it must not hold control characters or half of a surrogate pair',
  })
  .describe('1 to 255 characters without control characters.');

/** An amount of credits or money. */
export const amount = z.string().max(40).describe('A decimal string, such as "9" or "0.002212".');

/** A quantity of a meter. */
export const quantity = z.string().describe('A decimal string with at most 12 decimals.');

/** An instant that is answered. */
export const instantOut = z.string().describe('RFC 3339 with an offset.');

/** The mark of a customer whose ledger is not trusted. */
export const readOnly = z
  .strictObject({ since: instantOut, reason: z.string() })
  .nullable()
  .describe('Set while the ledger is not trusted: it can be read, and every write is refused.');

/** An instant that is sent, or a calendar date. */
export const instantIn = z
  .string()
  .max(64)
  .describe(
    'RFC 3339 with an offset, or a date (YYYY-MM-DD) that begins in the billing time zone.',
  );

/** A text for people. */
export const text = z.string().max(1024);

/** Why it is done, for the audit. */
export const reason = text.min(1).describe('Why, for the audit.');

/** Money, with the currency it is in. */
export const money = z.strictObject({
  amount: amount.refine((text) => !text.startsWith('-'), { error: 'it must not be negative' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'it must be a code of three capitals, such as "EUR"' }),
});

/** What a list takes. */
export const pageQuery = {
  limit: z.string().optional().describe('Rows of a page, 1 to 1,000; 100 when absent.'),
  cursor: z.string().optional().describe('The `next_cursor` of the page before.'),
};

/** A page of a list. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    data: z.array(row),
    next_cursor: z.string().nullable().describe('Where the next page begins; null at the end.'),
  });
}

export const customerParams = z.strictObject({ customer: id.describe("The customer's key.") });

/** A half-open stretch of time. */
export const rangeQuery = {
  from: z
    .string()
    .optional()
    .describe("Instant, or date in the billing time zone; the current cycle's start when absent."),
  to: z
    .string()
    .optional()
    .describe(
      "The first moment that is not part of the range; the current cycle's end when absent.",
    ),
};

/** Which usage is meant. */
export const filterQuery = z
  .string()
  .optional()
  .describe(
    '`name:in:a,b` or `name:ex:a,b`, several with `;` between; a name is `meter`, `category` or a dimension.',
  );

/** What is asked of the log of events. */
export const activityQuery = {
  ...rangeQuery,
  filter: filterQuery,
  type: z.string().optional(),
  status: z
    .string()
    .optional()
    .describe(
      'As recorded (`charged`, `late`, `unpriced`, `denied`) or since (`voided`, `amended`, `priced`).',
    ),
  source: z.string().optional(),
  id: z.string().optional(),
  run: z.string().optional(),
  q: z
    .string()
    .optional()
    .describe(
      'Words are parts of an id, a run or a value, in any case; `name:value` (quoted where it has spaces) asks for a field: `id`, `run`, `source`, `type`, `status`, `meter`, `category` or a dimension, by id or name; `amount:>50`, `amount:10..50`.',
    ),
};

/** Which entries of the ledger are meant. */
export const entriesQuery = {
  from: z
    .string()
    .optional()
    .describe('Booked at or after: an instant, or a date in the billing time zone.'),
  to: z.string().optional().describe('Booked before.'),
  account: z.string().optional().describe('An account such as `used`, or the id of a grant.'),
  kind: z.string().optional().describe('A kind of transfer, such as `draw` or `expire`.'),
  event: z
    .string()
    .optional()
    .describe('The id of an event: its own entries and those of its corrections.'),
  source: z.string().optional().describe('The source of `event`; `api` when absent.'),
  grant: z.string().optional().describe('The id of a grant: the same as naming it as `account`.'),
};

/** How time is divided. */
export const granularityQuery = z.enum(['hour', 'day', 'week', 'month']).optional();

/** What is counted of usage. */
export const measureQuery = {
  filter: filterQuery,
  unit: z
    .string()
    .optional()
    .describe('`credits` (the default), `money`, `quantity`, or a unit of the catalog.'),
};

/** Which usage is meant, and how it is divided. */
export const usageQuery = {
  ...rangeQuery,
  granularity: granularityQuery.describe('`day` when absent.'),
  group_by: z
    .string()
    .optional()
    .describe('`meter`, `category` or a dimension; everything together when absent.'),
  ...measureQuery,
  cumulative: z
    .enum(['true', 'false'])
    .optional()
    .describe('Running totals, which start again with each cycle.'),
  series: z.string().optional().describe('The series of cycles meant; `plan` when absent.'),
  limit: z
    .string()
    .optional()
    .describe('Groups shown one by one, 1 to 1,000; the others are one group together.'),
};
