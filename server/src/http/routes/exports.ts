import { localDate, MICROSECOND, parseInstant, shift } from '@fuelgauge/core';
import { z } from 'zod';
import { type Answer, answered } from '../../operations/answer.ts';
import { readCustomerCatalog } from '../../operations/read-customer-catalog.ts';
import { readEntries } from '../../operations/read-entries.ts';
import { readLog } from '../../operations/read-log.ts';
import { readUsage } from '../../operations/read-usage.ts';
import type { EntryJson } from '../../operations/wire/entry-json.ts';
import type { LogRowJson } from '../../operations/wire/log-json.ts';
import type { UsageJson } from '../../operations/wire/usage-json.ts';
import { csvResponse } from '../csv-response.ts';
import { callerOf, type Route, route } from '../route.ts';
import { activityQuery, customerParams, entriesQuery, usageQuery } from '../wire/scalars.ts';

const PART_ROWS = '1000';

const bom = {
  bom: z
    .enum(['true', 'false'])
    .optional()
    .describe('Begin with a byte order mark, by which some spreadsheets know UTF-8.'),
};

const DESCRIPTION =
  'CSV after RFC 4180 in UTF-8, all rows there are: numbers with a decimal point, RFC 3339 with an offset, no formulas. A file ' +
  'that breaks off is not whole.';

const csv = { responseType: 'text/csv', response: z.string(), statuses: [200] } as const;

/** Files of what lists and charts show. */
export const exportsRoutes: readonly Route[] = [
  route({
    operationId: 'exportActivity',
    method: 'GET',
    path: '/v1/customers/{customer}/activity.csv',
    tag: 'Exports',
    summary: 'All that moved credits, as CSV',
    description: `${DESCRIPTION} A row for each line of an event, so that credits add up.`,
    access: 'usage:read',
    person: { any: ['usage.export'], isGated: true },
    params: customerParams,
    query: z.strictObject({
      ...activityQuery,
      kind: z.string().optional().describe('Kinds of rows, with `,` between; all when absent.'),
      ...bom,
    }),
    ...csv,
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    async handle(on, call) {
      const { customer } = call.params;
      const { bom: mark, ...query } = call.query;
      const caller = callerOf(call);
      const catalog = await readCustomerCatalog(on.context, caller, { customer });
      if (!catalog.ok) return catalog;
      const { dimensions, time_zone: zone } = catalog.body;
      const names = dimensions.map(({ id }) => id);
      return csvResponse(on, {
        hasMark: mark === 'true',
        columns: () => [...ACTIVITY_COLUMNS, ...names],
        read: async (cursor) => {
          const page = { ...query, customer, limit: PART_ROWS, cursor };
          const answer = await readLog(on.context, caller, page);
          return withRows(answer, ({ data }) => data.flatMap((row) => activityRows(row, names)));
        },
        name: ({ from, to }) => [customer, 'activity', ...datesOf({ from, to }, zone)],
      });
    },
  }),
  route({
    operationId: 'exportEntries',
    method: 'GET',
    path: '/v1/customers/{customer}/entries.csv',
    tag: 'Exports',
    summary: 'Entries of the ledger in the order they were written, as CSV',
    description: DESCRIPTION,
    access: 'usage:read',
    person: { any: ['usage.export'], isGated: true },
    params: customerParams,
    query: z.strictObject({ ...entriesQuery, ...bom }),
    ...csv,
    refusals: ['customer_unknown', 'grant_unknown', 'query_invalid', 'time_invalid'],
    handle(on, call) {
      const { customer } = call.params;
      const { bom: mark, ...query } = call.query;
      return csvResponse(on, {
        hasMark: mark === 'true',
        columns: () => ENTRY_COLUMNS,
        read: async (cursor) => {
          const page = { ...query, customer, limit: PART_ROWS, cursor };
          const answer = await readEntries(on.context, callerOf(call), page);
          return withRows(answer, ({ data }) => data.map(entryRow));
        },
        name: () => [
          customer,
          'entries',
          ...[query.from, query.to].filter((at) => at !== undefined),
        ],
      });
    },
  }),
  route({
    operationId: 'exportUsage',
    method: 'GET',
    path: '/v1/customers/{customer}/usage.csv',
    tag: 'Exports',
    summary: 'Usage over time, by group, as CSV',
    description: `${DESCRIPTION} A row for each bucket and group, those still to come left out.`,
    access: 'usage:read',
    person: { any: ['usage.export'], isGated: true },
    params: customerParams,
    query: z.strictObject({ ...usageQuery, ...bom }),
    ...csv,
    refusals: ['customer_unknown', 'dimension_unknown', 'query_invalid', 'time_invalid'],
    handle(on, call) {
      const { customer } = call.params;
      const { bom: mark, ...query } = call.query;
      const by = query.group_by ?? 'all';
      return csvResponse(on, {
        hasMark: mark === 'true',
        columns: () => [...USAGE_COLUMNS.slice(0, 2), by, ...USAGE_COLUMNS.slice(2)],
        read: async () => {
          const answer = await readUsage(on.context, callerOf(call), { ...query, customer });
          if (!answer.ok) return answer;
          return answered({ ...answer.body, rows: usageRows(answer.body), next_cursor: null });
        },
        name: ({ from, to, time_zone: zone }) => {
          return [customer, 'usage', ...datesOf({ from, to }, zone), `by-${by}`];
        },
      });
    },
  }),
];

function withRows<Page, Row>(answer: Answer<Page>, rowsOf: (page: Page) => readonly Row[]) {
  return answer.ok ? answered({ ...answer.body, rows: rowsOf(answer.body) }) : answer;
}

/** The first and the last day of a range. */
function datesOf({ from, to }: { from: string; to: string }, zone: string): string[] {
  const [start, end] = [parseInstant(from), parseInstant(to)];
  if (start === undefined || end === undefined) return [];
  return [localDate(start, zone), localDate(shift(end, -MICROSECOND), zone)];
}

const ACTIVITY_COLUMNS = [
  'seq',
  'kind',
  'booked_at',
  'occurred_at',
  'recorded_at',
  'source',
  'event',
  'type',
  'status',
  'run',
  'meter',
  'quantity',
  'quantity_unit',
  'credits',
  'unit',
  'price',
  'balance_after',
  'reason',
  'grant',
] as const;

/** An event has a row for each of its lines; what is no event, or has one line, is one row. Use is negative. */
function activityRows(row: LogRowJson, dimensions: readonly string[]) {
  const { event, correction, grant } = row;
  const attributed = dimensions.map((id) => {
    const value = event?.attribution[id];
    return value === undefined ? null : String(value);
  });
  const lines = row.kind === 'debit' ? (event?.lines ?? []) : [];
  const cells = (line: (typeof lines)[number] | null, credits: string) => [
    row.seq,
    row.kind,
    row.booked_at,
    row.occurred_at,
    row.recorded_at,
    event?.source ?? null,
    event?.id ?? null,
    event?.type ?? null,
    event?.status ?? null,
    event?.run ?? null,
    line?.meter ?? null,
    line?.quantity ?? null,
    line?.unit ?? null,
    credits,
    row.unit,
    line?.price ?? null,
    row.balance_after,
    correction?.reason ?? null,
    grant?.id ?? null,
    ...attributed,
  ];
  if (lines.length === 0) return [cells(null, row.credits)];
  return lines.map((line) => cells(line, negated(line.credits)));
}

function negated(amount: string): string {
  if (amount === '0') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

const ENTRY_COLUMNS = [
  'seq',
  'part',
  'kind',
  'debit',
  'credit',
  'amount',
  'unit',
  'booked_at',
  'recorded_at',
  'balance_after',
  'source',
  'event',
] as const;

function entryRow({ event, ...entry }: EntryJson) {
  return [
    entry.seq,
    entry.part,
    entry.kind,
    entry.debit,
    entry.credit,
    entry.amount,
    entry.unit,
    entry.booked_at,
    entry.recorded_at,
    entry.balance_after,
    event?.source ?? null,
    event?.id ?? null,
  ];
}

const USAGE_COLUMNS = [
  'period_start',
  'period_end',
  'label',
  'credits',
  'list_credits',
  'amount',
  'currency',
  'quantity',
  'quantity_unit',
  'events',
] as const;

function usageRows({ buckets, groups, currency, as_of }: UsageJson) {
  const now = parseInstant(as_of) ?? 0;
  return buckets.flatMap(({ start, end }, index) => {
    if ((parseInstant(start) ?? 0) > now) return [];
    return groups.map((group) => [
      start,
      end,
      group.key,
      group.label,
      group.credits[index] ?? null,
      group.list_credits[index] ?? null,
      group.money?.[index] ?? null,
      group.money ? currency : null,
      group.quantity?.[index] ?? null,
      group.quantity ? group.unit : null,
      group.events[index] ?? null,
    ]);
  });
}
