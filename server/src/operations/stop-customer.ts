import { findCustomer, markReadOnly } from '../store/customers.ts';
import { countAct, lockLedger } from '../store/ledgers.ts';
import { insertAudit } from '../store/operations.ts';
import type { Context, CustomerRef } from './context.ts';
import { readOnlyJson } from './wire/customer-json.ts';

export interface StopRequest extends Pick<CustomerRef, 'customerId' | 'key'> {
  /** Who found it, as the audit names them. */
  readonly actor: string;
  /** A sentence that names what is not as it must be. */
  readonly reason: string;
}

/**
 * Makes a customer read-only because its ledger drifts: better no charge than a wrong one. Answers whether it was not so
 * before. Does without the book, which may not even load.
 */
export async function stopCustomer(context: Context, request: StopRequest): Promise<boolean> {
  const { customerId, key, actor, reason } = request;
  return context.database.transaction({ customer: customerId }, async (tx) => {
    const [ledger, customer] = await Promise.all([
      lockLedger(tx, customerId),
      findCustomer(tx, customerId),
    ]);
    if (!ledger || !customer || customer.readOnly) return false;
    const since = context.clock?.() ?? ledger.clock;
    const mark = { since, reason };
    await Promise.all([
      markReadOnly(tx, customerId, mark),
      insertAudit(tx, customerId, {
        number: await countAct(tx, customerId),
        record: {
          at: since,
          actor,
          act: 'customer.stop',
          subject: `customer/${key}`,
          before: { read_only: null },
          after: { read_only: readOnlyJson(mark, 'UTC') },
          reason,
        },
      }),
    ]);
    return true;
  });
}
