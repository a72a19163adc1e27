import { operate, shift } from '@fuelgauge/core';
import fc from 'fast-check';
import { test } from 'vitest';
import { acts, perform } from './act.ts';
import { expectSound } from './invariants.ts';
import { at, modelCatalog } from './model-catalog.ts';
import { customer } from './model-customer.ts';

const startedAt = at('2026-01-31');

const catalogs = fc
  .record({
    upgrade: fc.constantFrom(
      'restart_cycle_forfeit' as const,
      'keep_cycle_delta_grant' as const,
      'keep_cycle_prorated' as const,
    ),
    downgrade: fc.constantFrom('at_renewal' as const, 'immediate' as const),
    overdraftAtReset: fc.constantFrom('write_off' as const, 'carry' as const),
  })
  .map(modelCatalog);

test('whatever is done to a customer, its ledger stays sound', () => {
  fc.assert(
    fc.property(catalogs, acts, (catalog, sequence) => {
      const book = customer(catalog, { startedAt });
      operate.advance(book, startedAt);
      perform(book, sequence);
      expectSound(book);
      operate.advance(book, shift(book.ledger.head.at, 100 * 86_400_000_000));
      expectSound(book);
    }),
  );
});
