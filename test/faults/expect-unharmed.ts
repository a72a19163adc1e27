import { expect } from 'vitest';
import type { Engine } from '../../server/src/store/database.ts';
import type { Fault, FaultTally } from './fault.ts';

/** A fault run takes minutes on a machine that does much else beside. */
export const PATIENT_MS = 900_000;

/** Of each kind in `npm test`; `npm run torture` does as many as it is told. */
const CYCLES = 20;
const SEED = 20_261_120;

/** Does a fault to a real server, and expects that it met work, and that nothing was lost, doubled or in disagreement. */
export async function expectUnharmed(fault: Fault, engine: Engine): Promise<FaultTally> {
  const seed = Number(process.env['FUELGAUGE_SEED'] ?? SEED);
  const tally = await fault.run({ engine, cycles: CYCLES, seed });
  expect(tally).toMatchObject({ cycles: CYCLES, lost: 0, doubled: 0, drift: 0 });
  expect(tally.hits).toBeGreaterThan(0);
  expect(tally.acknowledged).toBeGreaterThan(CYCLES);
  return tally;
}
