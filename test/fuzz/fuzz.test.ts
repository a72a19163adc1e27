import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engines } from '../support/databases.ts';
import { faultText, runFuzz } from './fuzz.ts';

/** Of each engine: with both, 10,000 in a run. */
const REQUESTS = 5_000;
const TIMEOUT_MS = 900_000;

describe.each(engines)('on %s', (engine) => {
  test('A1 A2 A4 A5 A9 I27 whatever is sent to any route, by whomever, is answered as the OpenAPI document says', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const seed = fc.readConfigureGlobal()?.seed ?? 1;
    const tally = await runFuzz({ requests: REQUESTS, seed, engine });
    expect(tally.faults.map(faultText)).toEqual([]);
    expect(tally.moreFaults).toBe(0);
    expect(tally.syntaxErrors).toBe(0);
    // An operation that nothing got through to was not tested.
    expect(tally.unreached).toEqual([]);
    expect(tally.requests).toBe(REQUESTS);
  });
});
