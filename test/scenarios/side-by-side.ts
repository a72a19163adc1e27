import { fail } from './expectation.ts';
import type { LedgerAnswer, ScenarioRunner } from './runner.ts';

/**
 * Does everything on both runners and answers what `runner` does. When it verifies, the ledgers of both
 * must be the same, entry for entry.
 */
export function sideBySide(runner: ScenarioRunner, reference: ScenarioRunner): ScenarioRunner {
  const grants = new Map<string, string>();
  let isCompared = true;
  const both = async <T>(act: (on: ScenarioRunner) => Promise<T>): Promise<T> => {
    isCompared = false;
    await act(reference);
    return act(runner);
  };
  return {
    ...runner,
    publish: (document) => both((on) => on.publish(document)),
    openCustomer: (customer) => both((on) => on.openCustomer(customer)),
    advanceClock: (to) => both((on) => on.advanceClock(to)),
    putDirectoryEntry: (entry) => both((on) => on.putDirectoryEntry(entry)),
    record: (events, options) => both((on) => on.record(events, options)),
    voidEvent: (request) => both((on) => on.voidEvent(request)),
    amendEvent: (request) => both((on) => on.amendEvent(request)),
    changeTerms: (change) => both((on) => on.changeTerms(change)),
    grant: async (request) => {
      isCompared = false;
      const [other, answer] = [await reference.grant(request), await runner.grant(request)];
      if ('id' in answer && 'id' in other) grants.set(answer.id, other.id);
      return answer;
    },
    voidGrant: (id) => both((on) => on.voidGrant(on === runner ? id : (grants.get(id) ?? id))),
    verify: async () => {
      await runner.verify();
      if (!isCompared) expectSame(await reference.ledger(), await runner.ledger());
      isCompared = true;
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
