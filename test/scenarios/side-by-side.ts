import { fail } from './expectation.ts';
import type { LedgerAnswer, ScenarioRunner } from './runner.ts';

/**
 * Does everything on both runners and answers what `runner` does. When it verifies, the ledgers of both
 * must be the same, entry for entry.
 */
export function sideBySide(runner: ScenarioRunner, reference: ScenarioRunner): ScenarioRunner {
  const grants = new Map<string, string>();
  return {
    ...runner,
    publish: async (document) => {
      await reference.publish(document);
      return runner.publish(document);
    },
    openCustomer: async (customer) => {
      await reference.openCustomer(customer);
      await runner.openCustomer(customer);
    },
    advanceClock: async (to) => {
      await reference.advanceClock(to);
      await runner.advanceClock(to);
    },
    putDirectoryEntry: async (entry) => {
      await reference.putDirectoryEntry(entry);
      await runner.putDirectoryEntry(entry);
    },
    record: async (events, options) => {
      await reference.record(events, options);
      return runner.record(events, options);
    },
    voidEvent: async (request) => {
      await reference.voidEvent(request);
      return runner.voidEvent(request);
    },
    amendEvent: async (request) => {
      await reference.amendEvent(request);
      return runner.amendEvent(request);
    },
    grant: async (request) => {
      const other = await reference.grant(request);
      const answer = await runner.grant(request);
      if ('id' in answer && 'id' in other) grants.set(answer.id, other.id);
      return answer;
    },
    voidGrant: async (id) => {
      await reference.voidGrant(grants.get(id) ?? id);
      return runner.voidGrant(id);
    },
    changeTerms: async (change) => {
      await reference.changeTerms(change);
      return runner.changeTerms(change);
    },
    verify: async () => {
      await runner.verify();
      expectSame(await reference.ledger(), await runner.ledger());
    },
  };
}

function expectSame(expected: readonly LedgerAnswer[], found: readonly LedgerAnswer[]): void {
  const length = Math.max(expected.length, found.length);
  for (let index = 0; index < length; index += 1) {
    const [want, got] = [shown(expected[index]), shown(found[index])];
    if (want !== got) fail(`entry ${index + 1}: expected ${want}\n     got ${got}`);
  }
}

function shown(entry: LedgerAnswer | undefined): string {
  if (entry === undefined) return 'nothing';
  const { seq, part, kind, debit, credit, amount, unit, ...rest } = entry;
  const { booked_at, recorded_at, balance_after, eventKey } = rest;
  const words = [`${seq}/${part}`, kind, amount, unit, 'from', debit, 'to', credit];
  const when = ['booked', booked_at, 'recorded', recorded_at, 'leaves', balance_after];
  return [...words, ...when, 'of', eventKey ?? 'no event'].join(' ');
}
