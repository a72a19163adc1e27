import { z } from 'zod';
import { panelSchema } from './panels.ts';
import { flag, id, label, wholeNumber } from './scalar.ts';

/** `views`: the pages of the product and what is on them. */
export const viewSchema = z.strictObject({
  id: id.describe('Id of the view.'),
  label: label.optional().describe('What it is called; its id in words when left out.'),
  embed: flag.optional().describe("It is a part of another product's page."),
  gate: z
    .strictObject({
      roles: z.array(id).min(1).optional().describe('The roles that may see it.'),
      plans: z.array(id).min(1).optional().describe('The plans that have it.'),
    })
    .optional()
    .describe('Who sees it; everyone who sees usage when left out.'),
  panels: z.array(panelSchema).min(1).describe('What is on it, from top to bottom.'),
});

/** Columns of a report beside `by_month:` and `total:` with a dimension. */
const REPORT_WORDS = [
  'group',
  'country',
  'email',
  'status',
  'role',
  'verified_at',
  'disabled_at',
  'last_usage',
  'last_login',
  'grand_total',
] as const;

/** `reports`: files and answers made from usage. */
export const reportSchema = z.strictObject({
  id: id.describe('Id of the report.'),
  label: label.optional().describe('What it is called; its id in words when left out.'),
  format: z.enum(['csv', 'json']).optional().describe('What it is written as.'),
  of: id.optional().describe('For a schedule: the report it sends.'),
  frequency: z
    .array(z.enum(['weekly', 'monthly', 'cycle_end']))
    .min(1)
    .optional()
    .describe('For a schedule: how often it can be sent.'),
  maxRecipients: wholeNumber({ least: 1, most: 100 })
    .optional()
    .describe('For a schedule: how many may get it.'),
  external: flag
    .optional()
    .describe('For a schedule: it may be sent to people who are not members.'),
  rows: id.optional().describe('The dimension whose values are the rows.'),
  groupSubtotals: flag.optional().describe('A row for the sum of each parent.'),
  total: flag.optional().describe('A last row with the total.'),
  unattributedRow: label.optional().describe('What the row of usage without a value is called.'),
  headerRows: wholeNumber({ least: 1, most: 2 })
    .optional()
    .describe('How many rows of headings it has.'),
  months: z
    .literal('cycle')
    .optional()
    .describe('Months are those of the cycle, not of the calendar.'),
  scope: z
    .literal('current_cycle')
    .optional()
    .describe('The time it covers unless asked otherwise.'),
  columns: z
    .array(
      z
        .string()
        .regex(new RegExp(`^(${REPORT_WORDS.join('|')}|(by_month|total):[a-z0-9][a-z0-9_.-]*)$`), {
          error: `Write ${REPORT_WORDS.join(', ')}, or by_month: or total: with a dimension.`,
        }),
    )
    .min(1)
    .optional()
    .describe(
      'A word of the vocabulary, or `by_month:<dimension>` or `total:<dimension>` for a column of each value.',
    ),
  by: z
    .array(id)
    .min(1)
    .optional()
    .describe('What rows are added up by: `meter`, `category`, `api_key_prefix` or a dimension.'),
  start: z
    .enum(['inclusive', 'exclusive'])
    .optional()
    .describe('Whether the first moment asked for belongs to it.'),
  end: z
    .enum(['inclusive', 'exclusive'])
    .optional()
    .describe('Whether the last moment asked for belongs to it.'),
  defaultDays: wholeNumber({ least: 1, most: 366 })
    .optional()
    .describe('Days covered when none are asked for.'),
  rateLimitPerMinute: wholeNumber({ least: 1, most: 10_000 })
    .optional()
    .describe('How often a key may ask in a minute.'),
});

/** `projections`: how forecasts are made and what scenarios offer. */
export const forecastSchema = z.strictObject({
  inline: z
    .strictObject({
      method: z
        .enum(['mean_elapsed', 'trailing_7d'])
        .describe('The rate assumed: the mean of the cycle so far, or of the last 7 days.'),
      to: z.enum(['cycle_end', 'exhaustion']).describe('How far it looks.'),
    })
    .optional()
    .describe('The forecast shown beside usage.'),
  scenario: z
    .strictObject({
      modes: z
        .array(z.enum(['current_rate', 'customize', 'from_scratch']))
        .min(1)
        .describe('Where a scenario starts from.'),
      lengths: z
        .array(z.enum(['cycle_end', 'next_cycle_end', '3_months', '1_year', 'custom']))
        .min(1)
        .describe('How far it can look.'),
      basis: z
        .array(z.enum(['7d', '30d', '90d', 'current_cycle', 'custom']))
        .min(1)
        .describe('The usage its rates can be taken from.'),
      share: z
        .array(z.enum(['member_link', 'public']))
        .min(1)
        .describe('How it can be shared.'),
    })
    .optional()
    .describe('What-if calculations that can be kept.'),
});

const link = z.string().regex(/^(https:\/\/|\/)\S+$/, {
  error: 'Write an address that begins with "https://", or a path that begins with "/".',
});

/** `links`: pages of the company that the product points to. */
export const linksSchema = z.strictObject({
  how_credits_work: link.optional().describe('What credits are.'),
  rates: link.optional().describe('The price list.'),
  support: link.optional().describe('Where to ask.'),
  optimise: link.optional().describe('How to use less.'),
  status: link.optional().describe('Who works on what is disturbed.'),
  domain_renewal: link.optional().describe('How domains renew and expire.'),
});
