import { credits, currentCycle, operate, totalsIn } from '@fuelgauge/core';
import { expect, test } from 'vitest';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer, PLAIN, usageEvent } from './model-customer.ts';

const BATCHES = 20;
const BATCH = 500;

test('E8: ten thousand events of a third of a credit leave sums that are exact', () => {
  const startedAt = at('2026-03-01');
  const book = customer(modelCatalog(), { startedAt });
  const now = at('2026-03-05');
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const events = Array.from({ length: BATCH }, (_, index) =>
      usageEvent({ id: `${batch}.${index}`, type: 'work', occurredAt: now, data: { amount: 1 } }),
    );
    operate.record(book, now, { events, options: PLAIN });
  }
  const charged = [...book.events.values()].reduce((sum, event) => sum + event.credits, 0n);
  // The allotments are 100 credits: nearly all of it is overdraft.
  expect(charged).toBe(credits('3333.33333'));
  const cycle = currentCycle(book.ledger, 'plan');
  expect(totalsIn(book.ledger, cycle, 'credit')).toMatchObject({ used: charged });
  expect(book.ledger.head).toMatchObject({ posted: credits('-3233.33333') });
  expectSound(book);
});
