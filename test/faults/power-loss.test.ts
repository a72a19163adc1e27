import { expect, test } from 'vitest';
import { cutPower, powerLoss } from './power-loss.ts';

const SEED = 7;

test('F7: power lost while recording loses nothing acknowledged and leaves a ledger that is proved', {
  timeout: 300_000,
}, async () => {
  const tally = await powerLoss.run({ engine: 'pglite', cycles: 6, seed: SEED });
  expect(tally).toMatchObject({ cycles: 6, lost: 0, doubled: 0, drift: 0 });
  expect(tally.hits).toBe(tally.cycles);
  expect(tally.acknowledged).toBeGreaterThan(1_000);
});

test('F7: the same cuts lose acknowledged events when nothing is synced', {
  timeout: 300_000,
}, async () => {
  const tally = await cutPower({ cycles: 2, seed: SEED }, { isSyncing: false });
  expect(tally.lost).toBeGreaterThan(0);
});
