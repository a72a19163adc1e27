import { describe, expect, test } from 'vitest';
import type { PartResult } from './part.ts';
import { reportOf } from './report-of.ts';

describe('the report', () => {
  test('sums up every part, over sittings and commits', () => {
    const { text, quote, isGood } = reportOf(
      [
        killed({ from: 0, to: 10 }),
        killed({ from: 10, to: 20, commit: 'def', sitting: 'second', at: '2026-11-21T01:00:00Z' }),
        simulated({ from: 0, to: 500 }),
      ],
      [],
    );
    expect(text).toContain('| F1 | server killed | pglite | 20 | 8 | 2,000 | 0 | 0 | 0 | 0 | 60 |');
    expect(quote).toBe(
      '20 crash cycles, 2,000 acknowledged events, 0 lost, 0 charged twice, 0 differences in the ledgers; ' +
        '500 simulated seeds, 0 failures. ' +
        'Seed 7, 1.5 hours in 2 sittings, 2026-11-20 to 2026-11-21, commits abc, def.',
    );
    expect(isGood).toBe(true);
  });

  test('names what failed and says so in the quote', () => {
    const counts = { cycles: 10, hits: 4, acknowledged: 1000, lost: 2, doubled: 0, drift: 0 };
    const failures = ['2 acknowledged events lost'];
    const { text, quote, isGood } = reportOf([killed({ counts, failures })], []);
    expect(text).toContain(
      'FAILED F1 server killed pglite, 0 to 10 of seed 7 (abc): 2 acknowledged events lost',
    );
    expect(quote).toContain('2 lost');
    expect(quote).toContain('parts that FAILED: 1');
    expect(isGood).toBe(false);
  });

  test('does not forget what failed when it was done again', () => {
    const failed = killed({ counts: {}, failures: ['never answered'] });
    const { text, quote, isGood } = reportOf([failed, killed({ commit: 'def' })], []);
    expect(text).toContain('FAILED BEFORE IT WAS DONE AGAIN F1 server killed pglite');
    expect(quote).toContain('10 crash cycles');
    expect(quote).toContain('parts that failed and were done again: 1');
    expect(isGood).toBe(true);
  });

  test('is void when no part of a kind met what it is for, whatever other kinds met', () => {
    const blind = killed({ engine: 'postgres', unseen: ['work under way'] });
    const sighted = killed({ engine: 'postgres', from: 10, to: 20 });
    const isGood = (...results: PartResult[]): boolean => reportOf(results, []).isGood;
    expect(isGood(killed({}), blind)).toBe(false);
    expect(isGood(killed({}), blind, sighted)).toBe(true);
    expect(isGood()).toBe(false);
  });

  test('says what it lacks', () => {
    const missing = killed({ from: 10, to: 20 });
    expect(reportOf([killed({})], [missing]).quote).toContain('Unfinished: 1 of 2 parts.');
  });
});

function killed(more: Partial<PartResult>): PartResult {
  return {
    kind: 'fault',
    id: 'F1',
    name: 'server killed',
    engine: 'pglite',
    from: 0,
    to: 10,
    seed: 7,
    counts: { cycles: 10, hits: 4, acknowledged: 1000, lost: 0, doubled: 0, drift: 0 },
    unseen: [],
    failures: [],
    seconds: 1800,
    commit: 'abc',
    at: '2026-11-20T12:00:00Z',
    sitting: 'first',
    ...more,
  };
}

function simulated(more: Partial<PartResult>): PartResult {
  const kind = { kind: 'simulation', id: 'simulation', name: 'simulation', engine: null } as const;
  return killed({ ...kind, counts: { seeds: 500, transactions: 9, 'seeds failed': 0 }, ...more });
}
