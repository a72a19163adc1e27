import { z } from 'zod';
import { refusedAs } from '../../operations/answer.ts';
import { publishCatalog, readCatalog } from '../../operations/publish-catalog.ts';
import { readCustomerCatalog } from '../../operations/read-customer-catalog.ts';
import { callerOf, type Route, route } from '../route.ts';
import { customerCatalog } from '../wire/catalog-schema.ts';
import { customerParams, id } from '../wire/scalars.ts';

const document = z
  .record(z.string(), z.unknown())
  .describe('A catalog in the format credit-catalog/1.');

const published = z
  .strictObject({
    key: z.string(),
    version: z.int(),
    published: z
      .boolean()
      .describe('False when the newest version says the same: nothing was published.'),
    pending: z.array(
      z.strictObject({ pointer: z.string(), section: z.string(), note: z.string() }),
    ),
    rated_events: z
      .int()
      .describe("Events that had waited for a price and were rated by this version's."),
  })
  .meta({ id: 'PublishedCatalog' });

const stored = z
  .strictObject({ key: z.string(), version: z.int(), catalog: document })
  .meta({ id: 'Catalog' });

const list = z
  .strictObject({ data: z.array(z.strictObject({ key: z.string(), version: z.int() })) })
  .meta({ id: 'CatalogList', description: 'The newest version of each catalog.' });

/** Catalogs: what usage means and costs. */
export const catalogRoutes: readonly Route[] = [
  route({
    operationId: 'publishCatalog',
    method: 'PUT',
    path: '/v1/catalog',
    tag: 'Catalog',
    summary: 'Validate a catalog and publish it as the next version of its key',
    description:
      'Prices that have begun stay as they are. The same document again publishes nothing.',
    access: 'catalog:write',
    concernsAll: true,
    body: document,
    response: published,
    statuses: [200, 201],
    refusals: ['catalog_invalid', 'catalog_conflict'],
    handle: ({ context }, call) =>
      publishCatalog(context, callerOf(call), { document: call.document?.value }),
  }),
  route({
    operationId: 'readCatalog',
    method: 'GET',
    path: '/v1/catalog',
    tag: 'Catalog',
    summary: 'Read a published catalog, or list them',
    access: 'usage:read',
    person: {},
    query: z.strictObject({
      key: id.optional().describe('Without it, the list of catalogs.'),
      version: z.string().optional().describe('The newest when absent.'),
    }),
    response: z.union([stored, list]),
    statuses: [200],
    refusals: ['not_found', 'query_invalid'],
    async handle({ context }, call) {
      const { key, version } = call.query;
      const asked = {
        ...(key !== undefined && { key }),
        ...(version !== undefined && { version }),
      };
      const answer = await readCatalog(context, callerOf(call), asked);
      const isAbsent = !answer.ok && answer.refusal.code === 'catalog_unknown';
      return isAbsent ? refusedAs({ ...answer.refusal, code: 'not_found' }) : answer;
    },
  }),
  route({
    operationId: 'readCustomerCatalog',
    method: 'GET',
    path: '/v1/customers/{customer}/catalog',
    tag: 'Catalog',
    summary: "Read what a customer's pages are made of",
    description:
      'Labels, units, pages, prices past and coming, as they apply to the plan in force. It changes with the catalog and the terms alone: send its ETag as If-None-Match.',
    access: 'usage:read',
    person: {},
    params: customerParams,
    response: customerCatalog,
    statuses: [200],
    isTagged: true,
    refusals: ['customer_unknown'],
    handle: ({ context }, call) => readCustomerCatalog(context, callerOf(call), call.params),
  }),
];
