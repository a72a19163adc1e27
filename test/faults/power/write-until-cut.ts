// Run under record-disk.ts by power-loss.ts: records events of several customers at once, writes
// each acknowledgement into the trace where it came, and ends without closing anything.

import fs from 'node:fs';
import { openContext } from '../../../server/src/open-store.ts';
import type { CustomerRef } from '../../../server/src/operations/context.ts';
import { formEvent } from '../../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../../server/src/operations/find-customer.ts';
import { resultJson } from '../../../server/src/operations/wire/event-json.ts';
import { openLanes } from '../../../server/src/recording/lanes.ts';
import { openPglite } from '../../../server/src/store/pglite.ts';
import { appendRecord } from './disk-trace.ts';

const [directory = '', customers = '', rounds = ''] = process.argv.slice(2);
const trace = fs.openSync(process.env['DISK_TRACE'] ?? '', 'a');
const database = await openPglite({ directory });
const context = openContext(database);
const lanes = openLanes(context);
const caller = { actor: 'test', isTest: null, customers: null };
appendRecord(trace, { op: 'begun' });

for (let round = 0; round < Number(rounds); round += 1) {
  await Promise.all(
    customers.split(',').map(async (key, index) => {
      const customer = await findCustomerFor(context, caller, key);
      if (customer) await recordRound(customer, 1 + ((round + index * 5) % 20), round);
    }),
  );
  // Between rounds, so that cuts also fall where the log begins a file and where pages are written.
  if (round % 20 === 9) await database.script('select pg_switch_wal()');
  if (round % 20 === 14) await database.script('checkpoint');
}
process.kill(process.pid, 'SIGKILL');

async function recordRound(customer: CustomerRef, count: number, round: number): Promise<void> {
  const sent = Array.from({ length: count }, (_, index) => ({
    id: `${round}.${index}`,
    type: index % 3 === 0 ? 'extra' : 'work',
    customer: customer.key,
    occurred_at: new Date().toISOString(),
    dimensions: { user: `member ${(round * 7 + index) % 40}` },
    data: { amount: `${1 + (index % 9)}.5` },
    enforce: index % 4 === 1,
  }));
  const events = sent.map((each) => {
    const formed = formEvent(each);
    if (!formed.ok) throw new Error(formed.refusal.detail);
    return formed.event;
  });
  const [recorded] = await lanes.record([{ customer, events, isBackfill: false, bytes: 1_000 }]);
  const acknowledged = sent.map(({ id }, index) => {
    const outcome = recorded?.outcomes[index];
    if (!outcome) throw new Error('an event without an outcome');
    const { status, credits = '' } = resultJson(outcome, { id, source: 'api' });
    return { customer: customer.key, id, status, credits };
  });
  appendRecord(trace, { op: 'acknowledged', events: acknowledged });
}
