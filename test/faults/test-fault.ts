import { describe, expect, it } from 'vitest';
import { engines } from '../support/databases.ts';
import type { Fault } from './fault.ts';

/** Of each kind in `npm test`; `npm run torture` does as many as it is told. */
const CYCLES = 20;
const SEED = 20_261_120;

/** A fault run takes minutes on a machine that does much else beside. */
const PATIENT_MS = 900_000;

/**
 * Makes the tests of a fault, one for each engine: it met work, and nothing was lost, doubled or in disagreement. Fewer
 * cycles are for faults that last for seconds.
 */
export function testFault(fault: Fault, cycles = CYCLES): void {
  describe.each(engines.filter((engine) => fault.engines.includes(engine)))('with %s', (engine) => {
    it(`${fault.id}: ${fault.name}`, { timeout: PATIENT_MS }, async () => {
      const seed = Number(process.env['FUELGAUGE_SEED'] ?? SEED);
      const tally = await fault.run({ engine, cycles, seed });
      expect(tally).toMatchObject({ cycles, lost: 0, doubled: 0, drift: 0 });
      expect(tally.hits).toBeGreaterThan(0);
      expect(tally.acknowledged).toBeGreaterThan(cycles);
    });
  });
}
