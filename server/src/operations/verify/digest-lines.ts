import type { Entry } from '@fuelgauge/core';

/** One entry as the digest of a customer reads it: everything of it, in a form that never changes. */
export function entryLine(entry: Entry): string {
  const { seq, part, kind, debit, credit, amount, unit, bookedAt, recordedAt } = entry;
  const { balanceAfter, eventKey: event } = entry;
  return `${JSON.stringify([seq, part, kind, debit, credit, String(amount), unit, bookedAt, recordedAt, String(balanceAfter), event])}\n`;
}

/** One customer as the digest of the ledger reads it: customers come in the order of `namedCustomers`. */
export function customerLine(key: string, digest: string | null): string {
  return `${JSON.stringify([key, digest])}\n`;
}
