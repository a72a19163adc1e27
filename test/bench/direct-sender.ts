import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { openLanes } from '../../server/src/recording/lanes.ts';
import type { Place } from '../support/server-process.ts';
import { checkLedger } from './check-ledger.ts';
import { openPreparedStore } from './prepare-store.ts';
import type { Load, Sender } from './sender.ts';

/** The same work without HTTP: events are formed, queued, priced, drawn and stored in this process. */
export async function openDirectSender(place: Place, load: Load): Promise<Sender> {
  const context = await openPreparedStore(place, load.customers);
  const lanes = openLanes(context);
  const caller = { actor: 'bench', isTest: null, customers: null };
  return {
    name: 'without_http',
    async send(batch, key) {
      const customer = await findCustomerFor(context, caller, key);
      if (!customer) throw new Error(`There is no customer ${key}.`);
      const events = batch.form();
      const [recorded] = await lanes.record([
        { customer, events, isBackfill: false, bytes: batch.body.length },
      ]);
      const outcomes = recorded?.outcomes ?? [];
      return outcomes.filter(
        (each) => each.status === 'recorded' && each.event.status === 'charged',
      ).length;
    },
    async finish(acknowledged) {
      await lanes.drain();
      await context.database.close();
      await checkLedger(place, { name: 'without_http', acknowledged });
    },
  };
}
