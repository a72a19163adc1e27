import { describe, expect, test } from 'vitest';
import type { Part, PartResult } from './part.ts';
import { latestResults, missingParts, type Programme, planParts } from './plan-parts.ts';

const POSSIBLE = {
  faults: [
    { id: 'F1', name: 'server killed', engines: ['pglite', 'postgres'] },
    { id: 'F7', name: 'power lost', engines: ['pglite'] },
  ],
  engines: ['pglite', 'postgres'],
} as const;

const PROGRAMME: Programme = { cycles: 25, seeds: 1200, fuzz: 90_000, seed: 7, only: undefined };

describe('the plan of a programme', () => {
  const plan = planParts(PROGRAMME, POSSIBLE);

  test('has everything once', () => {
    expect(totals(plan)).toEqual({
      'F1 pglite': 25,
      'F1 postgres': 25,
      'F7 pglite': 25,
      'fuzz pglite': 45_000,
      'fuzz postgres': 45_000,
      simulation: 1200,
      properties: 1,
    });
    const names = plan.map(({ name, engine, from }) => `${name} ${engine} ${from}`);
    expect(new Set(names).size).toBe(plan.length);
  });

  test('is a fair sample however far it gets', () => {
    const whole = totals(plan);
    for (let length = 1; length <= plan.length; length += 1) {
      const far = Object.entries(totals(plan.slice(0, length)))
        .filter(([lane]) => lane !== 'properties')
        .map(([lane, done]) => done / (whole[lane] ?? 0));
      // The largest part is four ninths of its kind here.
      expect(Math.max(...far) - Math.min(...far)).toBeLessThan(0.45);
    }
  });

  test.each([
    ['faults', ['F1 pglite', 'F1 postgres', 'F7 pglite']],
    ['f7', ['F7 pglite']],
    ['power', ['F7 pglite']],
    ['fuzz', ['fuzz pglite', 'fuzz postgres']],
    ['simulation', ['simulation']],
    ['nothing of ours', []],
  ])('of %s alone has nothing else', (only, lanes) => {
    expect(Object.keys(totals(planParts({ ...PROGRAMME, only }, POSSIBLE))).sort()).toEqual(lanes);
  });
});

describe('what is missing', () => {
  const plan = planParts(PROGRAMME, POSSIBLE);

  test('is what no result covers, in the order of the plan', () => {
    const results = plan.filter((_, index) => index % 3 === 0).map((part) => done(part));
    expect(missingParts(plan, results)).toEqual(plan.filter((_, index) => index % 3 !== 0));
    expect(
      missingParts(
        plan,
        plan.map((part) => done(part)),
      ),
    ).toEqual([]);
  });

  test('of a larger programme is only what is more', () => {
    const results = plan.map((part) => done(part));
    const larger = planParts({ ...PROGRAMME, cycles: 40 }, POSSIBLE);
    expect(totals(missingParts(larger, results))).toEqual({
      'F1 pglite': 15,
      'F1 postgres': 15,
      'F7 pglite': 15,
    });
  });

  test('does not have a part that failed, unless failed ones are to be done again', () => {
    const [part] = plan as [Part];
    const results = plan.map((each) => done(each, each === part ? ['lost'] : []));
    expect(missingParts(plan, results)).toEqual([]);
    expect(missingParts(plan, results, { again: true })).toEqual([part]);
    expect(missingParts(plan, [...results, done(part)], { again: true })).toEqual([]);
  });
});

test('a part done again counts as it went the last time', () => {
  const [part, other] = planParts(PROGRAMME, POSSIBLE) as [Part, Part];
  const results = [done(part, ['lost']), done(other), done(part)];
  expect(latestResults(results)).toEqual([done(part), done(other)]);
});

function done(part: Part, failures: readonly string[] = []): PartResult {
  const when = '2026-11-20T12:00:00.000Z';
  const rest = { counts: {}, unseen: [], seconds: 1, commit: 'abc', at: when, sitting: when };
  return { ...part, ...rest, failures };
}

function totals(parts: readonly Part[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { id, engine, from, to } of parts) {
    const lane = [id, engine ?? []].flat().join(' ');
    sums[lane] = (sums[lane] ?? 0) + to - from;
  }
  return sums;
}
