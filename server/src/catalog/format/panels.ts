import { z } from 'zod';
import { limitScope } from './controls.ts';
import { flag, id, label } from './scalar.ts';

/** Numbers a tile can show beside meters, quotas and directory counts. */
export const TILE_WORDS = [
  'credits_used',
  'credits_total',
  'credits_remaining',
  'reset_date',
  'days_remaining',
  'days_elapsed',
  'avg_per_day',
  'run_out_in',
] as const;

/** Columns a table can have beside dimensions and meters. */
export const TABLE_WORDS = [
  'credits',
  'usage',
  'used',
  'requests',
  'calls',
  'share',
  'limit',
  'status',
] as const;

/** Columns of the activity log beside dimensions. */
export const LOG_WORDS = ['timestamp', 'meter', 'quantity', 'credits', 'api_key_prefix'] as const;

const title = label.optional().describe('Heading of the panel.');

/** A meter's id, or a count kept elsewhere. */
const countOf = z
  .string()
  .regex(
    /^((quota:)?[a-z0-9][a-z0-9_.-]*|directory:(members|groups|agents|api-keys|scopes\/[a-z0-9][a-z0-9_.-]*))$/,
    {
      error:
        'Write a meter, "quota:" with a quota, or "directory:" with members, groups, agents, api-keys or scopes/<kind>.',
    },
  );

const grain = z.enum(['hour', 'day', 'week', 'month']);

/** A part of a page: `panels` of a view. */
export const panelSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('tiles').describe('Numbers side by side.'),
    title,
    items: z
      .array(z.union([z.enum(TILE_WORDS), countOf], { error: tileRule() }))
      .min(1)
      .describe('A word of the vocabulary, a meter, `quota:<id>` or `directory:<kind>`.'),
  }),
  z.strictObject({
    type: z.literal('balance').describe('What is left of each grant kind.'),
    title,
    grants: z.array(id).min(1).describe('The grant kinds, in the order shown.'),
  }),
  z.strictObject({
    type: z
      .literal('progress')
      .describe('One bar of what is used, with a segment for each grant kind.'),
    title,
    segments: z.array(id).min(1).describe('The grant kinds, in the order shown.'),
  }),
  z.strictObject({
    type: z.literal('breakdown').describe('Credits of the cycle by meter, category or dimension.'),
    title,
    by: id
      .or(z.literal('category>meter'))
      .describe('`meter`, `category`, `category>meter`, or a dimension.'),
    hideZero: flag.optional().describe('Leave out what had no usage.'),
  }),
  z.strictObject({
    type: z.literal('timeseries').describe('Usage over time.'),
    title,
    meter: id.optional().describe('The meter shown; credits of all meters when left out.'),
    series: z
      .array(id)
      .min(1)
      .optional()
      .describe('Meters shown beside each other in their own units.'),
    split: id.optional().describe('The dimension that gives the lines.'),
    mode: z
      .enum(['cumulative', 'daily'])
      .optional()
      .describe('Whether amounts add up within the cycle.'),
    toggle: z
      .literal('cumulative')
      .optional()
      .describe('The reader may switch between cumulative and daily.'),
    bucket: grain.optional().describe('How time is divided.'),
    windows: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(/^[1-9]\d{0,2}[hd]$/, {
              error: 'Write a number of hours or days, such as "24h" or "7d".',
            })
            .describe('Length of the window.'),
          bucket: grain.describe('How the window is divided.'),
        }),
      )
      .min(1)
      .optional()
      .describe('Windows up to now to choose from.'),
    lines: z
      .array(z.enum(['current', 'estimated']))
      .min(1)
      .optional()
      .describe('What was used, and where it is likely to land.'),
    guide: z
      .enum(['available', 'allotment', 'limit'])
      .optional()
      .describe('The level drawn across the chart.'),
    range: z
      .array(z.enum(['plan_cycle', 'flex_cycle', 'custom']))
      .min(1)
      .optional()
      .describe('The ranges to choose from.'),
    filters: z
      .array(
        z.string().regex(/^[a-z0-9][a-z0-9_.-]*([|>][a-z0-9][a-z0-9_.-]*)*$/, {
          error:
            'Write a dimension, dimensions to choose between such as "api_key|folder", or "category>meter".',
        }),
      )
      .min(1)
      .optional()
      .describe(
        'Filters: a dimension, dimensions that exclude each other (`a|b`), or the tree `category>meter`.',
      ),
    display: z.array(id).min(1).optional().describe('The display modes to choose from.'),
  }),
  z.strictObject({
    type: z.literal('table').describe('Usage by the values of a dimension.'),
    title,
    by: id.describe('The dimension whose values are the rows.'),
    columns: z
      .array(
        z.string().regex(/^[a-z0-9][a-z0-9_.-]*(:\*)?$/, {
          error: `Write ${listed(TABLE_WORDS)}, a dimension, a meter, or a dimension with ":*" for a column of each value.`,
        }),
      )
      .min(1)
      .describe(
        'A word of the vocabulary, a dimension, a meter, or `<dimension>:*` for a column of each value.',
      ),
    actions: z
      .array(z.enum(['disable', 'set_limit']))
      .min(1)
      .optional()
      .describe('What can be done with a row.'),
    includeDeleted: z
      .enum(['toggle', 'always', 'never'])
      .optional()
      .describe('Whether rows of deleted entries are shown.'),
    page: z.literal('show_more').optional().describe('Further rows are appended on demand.'),
    filter: id.optional().describe('A dimension to filter by.'),
  }),
  z.strictObject({
    type: z.literal('insights').describe('Usage in its own units.'),
    title,
    native: z.array(countOf).min(1).describe('Meters, `quota:<id>` and `directory:<kind>`.'),
  }),
  z.strictObject({
    type: z.literal('header').describe('The head of the page.'),
    title,
    items: z
      .array(z.enum(['docs_link', 'audit_log_button', 'plan_cycle', 'flex_cycle']))
      .min(1)
      .describe('What it shows.'),
  }),
  z.strictObject({
    type: z.literal('dateRange').describe('A choice of dates.'),
    title,
    within: z.enum(['current_cycle', 'any']).describe('The dates that can be chosen.'),
  }),
  z.strictObject({
    type: z.literal('periodPager').describe('Steps from cycle to cycle.'),
    title,
    series: id.describe('The cycle series.'),
  }),
  z.strictObject({
    type: z.literal('projection').describe('The forecast.'),
    title,
    items: z
      .array(z.enum(['projected_use', 'projected_additional']))
      .min(1)
      .describe('The numbers shown.'),
    scenario: flag.optional().describe('Whether scenarios can be built.'),
  }),
  z.strictObject({
    type: z.literal('quotas').describe('How many of something are in use.'),
    title,
    items: z.array(id).min(1).describe('The quotas.'),
  }),
  z.strictObject({
    type: z.literal('limits').describe('Limits and what is left of them.'),
    title,
    scopes: z.array(limitScope).min(1).describe('The scopes of limits shown.'),
  }),
  z.strictObject({
    type: z.literal('costItems').describe('What costs money by the item.'),
    title,
    kind: id.describe('The kind of cost item.'),
  }),
  z.strictObject({ type: z.literal('addons').describe('Add-ons in use and on offer.'), title }),
  z.strictObject({ type: z.literal('purchase').describe('Credits to buy.'), title }),
  z.strictObject({
    type: z.literal('bar').describe('A small usage bar.'),
    title,
    live: flag.optional().describe('It follows usage as it happens.'),
  }),
  z.strictObject({
    type: z.literal('auditLog').describe('The activity log: every charge.'),
    title,
    columns: z.array(id).min(1).describe(`A word of the vocabulary or a dimension.`),
    requiresSearch: flag.optional().describe('Nothing is listed until a search is made.'),
  }),
]);

function tileRule(): string {
  return `Write ${listed(TILE_WORDS)}, a meter, "quota:" with a quota, or "directory:" with a kind of entry.`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
