import { z } from 'zod';
import { advanceClock } from '../../operations/advance-clock.ts';
import { putCustomer } from '../../operations/put-customer.ts';
import { listCustomers, readCustomer } from '../../operations/read-customers.ts';
import { releaseCustomer } from '../../operations/release-customer.ts';
import { callerOf, type Route, route } from '../route.ts';
import { customer } from '../wire/customer-schema.ts';
import {
  customerParams,
  id,
  instantIn,
  instantOut,
  money,
  pageOf,
  pageQuery,
  reason,
  text,
} from '../wire/scalars.ts';

const customerBody = z
  .strictObject({
    name: text.min(1).optional(),
    catalog: id
      .optional()
      .describe("Settled at creation; the server's default catalog when absent."),
    plan: id.optional(),
    time_zone: text.optional().describe('IANA name of the billing time zone.'),
    anchor_at: instantIn.optional().describe('Settled at creation: where cycles are counted from.'),
    started_at: instantIn.optional().describe('Settled at creation: where the first cycle lies.'),
    billing_mode: id.nullable().optional(),
    price_per_credit: money.nullable().optional(),
    contract_ends_at: instantIn.nullable().optional(),
    test: z
      .boolean()
      .optional()
      .describe('Settled at creation: a customer with a clock of its own, out of all totals.'),
    clock_at: instantIn.optional().describe("The first moment of a test customer's clock."),
    effective_at: instantIn.optional().describe('When the change takes effect; now when absent.'),
    reason: reason.optional(),
  })
  .meta({ id: 'CustomerBody' });

/** Customers and the clocks of test customers. */
export const customersRoutes: readonly Route[] = [
  route({
    operationId: 'listCustomers',
    method: 'GET',
    path: '/v1/customers',
    tag: 'Customers',
    summary: 'List customers by key',
    access: 'usage:read',
    person: {},
    query: z.strictObject(pageQuery),
    response: pageOf(customer),
    statuses: [200],
    refusals: ['query_invalid'],
    handle: ({ context }, call) => listCustomers(context, callerOf(call), call.query),
  }),
  route({
    operationId: 'putCustomer',
    method: 'PUT',
    path: '/v1/customers/{customer}',
    tag: 'Customers',
    summary: 'Create a customer, or change its terms',
    description:
      'What is absent stays as it is, or has its default at creation. Dated terms change from `effective_at` on.',
    access: 'customers:write',
    params: customerParams,
    body: customerBody,
    response: customer,
    statuses: [200, 201],
    refusals: [
      'customer_read_only',
      'catalog_unknown',
      'catalog_fixed',
      'plan_unknown',
      'time_zone_unknown',
      'time_invalid',
      'amount_invalid',
      'not_a_test_customer',
      'forbidden',
    ],
    handle: ({ context }, call) =>
      putCustomer(context, callerOf(call), { customer: call.params.customer, body: call.body }),
  }),
  route({
    operationId: 'readCustomer',
    method: 'GET',
    path: '/v1/customers/{customer}',
    tag: 'Customers',
    summary: 'Read a customer',
    access: 'usage:read',
    person: {},
    params: customerParams,
    response: customer,
    statuses: [200],
    refusals: ['customer_unknown'],
    handle: ({ context }, call) => readCustomer(context, callerOf(call), call.params),
  }),
  route({
    operationId: 'releaseCustomer',
    method: 'POST',
    path: '/v1/customers/{customer}/release',
    tag: 'Customers',
    summary: 'Let a read-only customer be written again',
    description:
      'Proves the whole ledger first, which takes as long as `verify`; or, with `accept`, only that what stands in it does not ' +
      'contradict itself. What was refused meanwhile is sent again by whoever sent it. A customer that is not read-only is ' +
      'answered as it is.',
    access: 'verify',
    params: customerParams,
    body: z
      .strictObject({
        reason,
        accept: z
          .boolean()
          .optional()
          .describe('Go on from here although history is not proved, and check only what follows.'),
      })
      .meta({ id: 'ReleaseBody' }),
    response: customer,
    statuses: [200],
    refusals: ['customer_unknown', 'ledger_drifts'],
    handle: ({ context }, call) =>
      releaseCustomer(context, callerOf(call), { customer: call.params.customer, body: call.body }),
  }),
  route({
    operationId: 'advanceClock',
    method: 'POST',
    path: '/v1/customers/{customer}/clock',
    tag: 'Customers',
    summary: "Move a test customer's clock forward",
    description: 'Runs every boundary in between: expiries, resets, renewals, scheduled grants.',
    access: 'customers:write',
    params: customerParams,
    body: z.strictObject({ advance_to: instantIn }).meta({ id: 'ClockBody' }),
    takesIdempotencyKey: true,
    response: z.strictObject({ customer: z.string(), clock_at: instantOut }).meta({ id: 'Clock' }),
    statuses: [200],
    refusals: [
      'customer_unknown',
      'customer_read_only',
      'not_a_test_customer',
      'time_invalid',
      'idempotency_mismatch',
    ],
    handle: ({ context }, { params, body, idempotency, identity }) =>
      advanceClock(context, callerOf({ identity }), {
        customer: params.customer,
        body,
        idempotency,
      }),
  }),
];
