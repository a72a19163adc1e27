import fs from 'node:fs/promises';
import path from 'node:path';
import { openStore } from '../../server/src/open-store.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { publishCatalog } from '../../server/src/operations/publish-catalog.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import type { Place } from '../support/server-process.ts';
import { customerKey } from './event-batch.ts';

const CALLER: Caller = { actor: 'bench', isTest: null, customers: null };

/** Opens a store with the catalog and that many customers, each with an allotment and a bought grant. */
export async function openPreparedStore(place: Place, customers: number): Promise<Context> {
  const context = await openStore({ ...place, catalogs: [] });
  const file = path.join(import.meta.dirname, 'catalog.json');
  const document: unknown = JSON.parse(await fs.readFile(file, 'utf8'));
  expectOk(await publishCatalog(context, CALLER, { document }));
  // Before the first event, so that none lies ahead of its customer's first cycle.
  const started_at = new Date(Date.now() - 3_600_000).toISOString();
  for (let index = 0; index < customers; index += 1) {
    const customer = customerKey(index);
    const body = { catalog: 'bench', started_at };
    expectOk(await putCustomer(context, CALLER, { customer, body }));
    const grant = { kind: 'bought', amount: '1000000000' };
    expectOk(await issueGrant(context, CALLER, { customer, body: grant }));
  }
  return context;
}

function expectOk(answer: { readonly ok: boolean }): void {
  if (!answer.ok) throw new Error(`The bench could not begin: ${JSON.stringify(answer)}`);
}
