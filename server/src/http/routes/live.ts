import { z } from 'zod';
import { customerUnknown, findCustomerFor } from '../../operations/find-customer.ts';
import { problem } from '../problem.ts';
import { identityOf, type Route, route } from '../route.ts';
import { customer } from '../wire/customer-schema.ts';
import { balance } from '../wire/ledger-schema.ts';
import { amount, customerParams, instantOut, quantity } from '../wire/scalars.ts';
import { gaps } from '../wire/usage-schema.ts';

const usage = z
  .strictObject({
    kind: z.literal('usage'),
    after: z.int(),
    seq: z.int(),
    meters: z.array(
      z.strictObject({
        meter: z.string(),
        unit: z.string(),
        credits: amount,
        list_credits: amount,
        quantity,
        events: z.int(),
      }),
    ),
    as_of: instantOut,
  })
  .meta({
    id: 'LiveUsage',
    description: 'What was recorded after the number `after` up to `seq`, corrections included.',
  });

const message = z
  .union([
    z.strictObject({
      kind: z.literal('start'),
      seq: z.int(),
      resumed: z.boolean().describe('Whether all usage since the last id follows. Else read anew.'),
    }),
    usage,
    z.strictObject({ kind: z.literal('balance'), balance }),
    z.strictObject({ kind: z.literal('customer'), customer }),
    z.strictObject({ kind: z.literal('gaps'), gaps }),
  ])
  .meta({ id: 'LiveMessage' });

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Proxies that gather answers before they pass them on leave this one alone.
  'x-accel-buffering': 'no',
};

/** What happens to a customer, as it happens. */
export const liveRoutes: readonly Route[] = [
  route({
    operationId: 'followCustomer',
    method: 'GET',
    path: '/v1/customers/{customer}/live',
    tag: 'Usage',
    summary: 'Follow a customer as server-sent events',
    description:
      'Each event holds one message: `start`, then the `balance`, the `customer` and the `gaps` (times from which usage is missing), and again whenever they change; `usage` for ' +
      'what is recorded. Ids are sequence numbers: with `Last-Event-ID` usage goes on there, nothing twice and nothing left out.',
    access: 'usage:read',
    person: { any: ['usage.read', 'usage.read.self'] },
    params: customerParams,
    query: z.strictObject({
      seconds: z
        .string()
        .regex(/^\d{1,5}$/, { error: 'it must be a whole number of seconds' })
        .optional()
        .describe('Ends by itself after so long; 0: after what is known now.'),
    }),
    responseType: 'text/event-stream',
    response: message,
    statuses: [200],
    refusals: [
      'customer_unknown',
      'parameter_invalid',
      'query_invalid',
      'too_many_streams',
      'store_unavailable',
    ],
    async handle({ context, live }, call) {
      const { caller } = identityOf(call);
      const ref = await findCustomerFor(context, caller, call.params.customer);
      if (!ref) return customerUnknown(call.params.customer);
      const last = call.lastEventId;
      if (last !== null && !/^\d{1,15}$/.test(last)) {
        const detail = 'Last-Event-ID must be the id of an event of this stream.';
        return problem('parameter_invalid', detail, {
          errors: [{ parameter: 'last-event-id', detail }],
        });
      }
      if (call.isHead) return new Response(null, { headers: HEADERS });
      const { seconds } = call.query;
      const body = live.follow({
        ref,
        actor: caller.actor,
        after: last === null ? null : Number(last),
        endAfterMs: seconds === undefined ? null : Number(seconds) * 1000,
        isAllowed: call.isStillAllowed,
      });
      if (body instanceof ReadableStream) return new Response(body, { headers: HEADERS });
      if (body === 'caller_full') {
        const detail = 'You follow as many customers at once as one caller may. Close some first.';
        return problem('too_many_streams', detail, { retry_after: 10 });
      }
      const detail =
        body === 'full'
          ? 'This server follows as many customers at once as it may. Try again, or another server.'
          : 'The server is stopping. Follow again: nothing is lost.';
      return problem('store_unavailable', detail, { retry_after: body === 'full' ? 10 : 1 });
    },
  }),
];
