import { z } from 'zod';
import { answered } from '../../operations/answer.ts';
import { listCustomerStates } from '../../operations/read-customer-states.ts';
import { callerOf, type Route, route } from '../route.ts';
import { amount, instantOut, pageOf, pageQuery } from '../wire/scalars.ts';

const state = z
  .strictObject({
    customer: z.string(),
    name: z.string(),
    catalog: z.string(),
    plan: z.string(),
    test: z.boolean(),
    unit: z.string().describe('What it is rated in now.'),
    available: amount.nullable().describe('Null where nothing limits it.'),
    used: amount.describe('Charged in the current plan cycle in `unit`.'),
    total: amount
      .nullable()
      .describe('What grants of the cycle come to, used or not; null where nothing limits it.'),
    used_percent: z
      .int()
      .nullable()
      .describe(
        'Used of the total, rounded down: more than 100 when more was used; null without a total, or where it is 0.',
      ),
    last_event_at: instantOut.nullable().describe('When the newest event was recorded.'),
    flags: z
      .array(z.enum(['read_only', 'empty', 'overdrawn']))
      .describe('`empty`: nothing is left. `overdrawn`: unbilled use beyond the grants is open.'),
  })
  .meta({ id: 'CustomerState', description: 'How a customer stands by what is booked.' });

const spread = z
  .strictObject({ p50: z.number(), p99: z.number() })
  .nullable()
  .describe('Milliseconds, of the newest 10,000; null before the first.');

const ingestion = z
  .strictObject({
    since: instantOut.describe('When this process began to count.'),
    as_of: instantOut,
    windows: z.array(z.strictObject({ minutes: z.int(), events: z.int(), per_second: z.number() })),
    statuses: z.record(z.string(), z.int()).describe('Events answered since then, by status.'),
    waiting: z.int().describe('Events accepted and not yet recorded.'),
    answered_ms: spread.describe('From taking a request to answering it.'),
    recorded_ms: spread.describe('From when events happened to when they were recorded.'),
    rejected: z.array(
      z.strictObject({
        code: z.string(),
        events: z.int(),
        samples: z
          .array(
            z.strictObject({
              at: instantOut,
              source: z.string().nullable(),
              id: z.string().nullable(),
            }),
          )
          .describe('The newest ones.'),
      }),
    ),
  })
  .meta({ id: 'Ingestion', description: 'How recording goes in the process that answers.' });

/** What operators look at across customers. */
export const consoleRoutes: readonly Route[] = [
  route({
    operationId: 'listCustomerStates',
    method: 'GET',
    path: '/v1/customer-states',
    tag: 'Customers',
    summary: 'List customers by key with how they stand',
    access: 'usage:read',
    query: z.strictObject({
      q: z.string().optional().describe('A part of the key or the name, in any case.'),
      ...pageQuery,
    }),
    response: pageOf(state),
    statuses: [200],
    refusals: ['query_invalid'],
    handle: ({ context }, call) => listCustomerStates(context, callerOf(call), call.query),
  }),
  route({
    operationId: 'readIngestion',
    method: 'GET',
    path: '/v1/ingestion',
    tag: 'Server',
    summary: 'How recording goes in this process',
    description:
      'Kept in memory: it begins anew with the process, and each process has its own. Ids and codes alone, nothing of what events contain.',
    access: 'metrics:read',
    concernsAll: true,
    response: ingestion,
    statuses: [200],
    refusals: [],
    handle: async ({ ingestion: kept, lanes }) => {
      const nowMs = Date.now();
      const at = (ms: number) => new Date(ms).toISOString();
      const report = kept.report(nowMs);
      const age = Math.max(1, (nowMs - report.sinceMs) / 1000);
      return answered({
        since: at(report.sinceMs),
        as_of: at(nowMs),
        windows: report.windows.map(({ minutes, events }) => ({
          minutes,
          events,
          per_second: events / Math.min(minutes * 60, age),
        })),
        statuses: Object.fromEntries(report.statuses),
        waiting: lanes.waitingEvents(),
        answered_ms: report.answered,
        recorded_ms: report.recorded,
        rejected: report.rejected.map(({ samples, ...rest }) => ({
          ...rest,
          samples: samples.map(({ atMs, ...sample }) => ({ at: at(atMs), ...sample })),
        })),
      });
    },
  }),
];
