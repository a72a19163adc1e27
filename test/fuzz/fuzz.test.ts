import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../support/databases.ts';
import { type FuzzTally, faultText, runFuzz } from './fuzz.ts';

/** Of each engine: with both, 10,000 in a run. */
const REQUESTS = 5_000;
const TIMEOUT_MS = 900_000;

describe.each(engines)('requests made from the OpenAPI document, on %s', (engine) => {
  let tally: FuzzTally;

  beforeAll(async () => {
    const seed = fc.readConfigureGlobal()?.seed ?? 1;
    tally = await runFuzz({ requests: REQUESTS, seed, engine });
  }, TIMEOUT_MS);

  test('A1: right or not, by whomever, are answered as the document says', () => {
    expect(tally.faults.map(faultText)).toEqual([]);
    expect(tally.moreFaults).toBe(0);
  });

  test('A5: never become a statement that the database cannot read', () => {
    expect(tally.syntaxErrors).toBe(0);
    // Values that a type of the database does not hold are refused before they get there.
    expect(Object.keys(tally.states).filter((state) => state.startsWith('22'))).toEqual([]);
  });

  test('get through to every operation, and to the parser of HTTP', () => {
    expect(tally.unreached).toEqual([]);
    expect(tally.rawRequests).toBeGreaterThan(0);
    expect(tally.requests).toBe(REQUESTS);
  });
});
