import { describe, it } from 'vitest';
import { engines } from '../support/databases.ts';
import { expectUnharmed, PATIENT_MS } from './expect-unharmed.ts';
import { serverKilled } from './server-killed.ts';

describe.each(engines)('with %s', (engine) => {
  it('F1 server killed mid-batch: nothing acknowledged is lost, nothing is charged twice', {
    timeout: PATIENT_MS,
  }, async () => {
    await expectUnharmed(serverKilled, engine);
  });
});
