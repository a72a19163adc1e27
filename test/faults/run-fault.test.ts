import { expect, test } from 'vitest';
import { openDatabase } from '../../server/src/open-store.ts';
import type { Database, Engine } from '../../server/src/store/database.ts';
import { engines } from '../support/databases.ts';
import type { FaultTally } from './fault.ts';
import { openFaultPlace } from './fault-place.ts';
import { runFault } from './run-fault.ts';
import { openServerScene } from './server-scene.ts';

const PATIENT_MS = 300_000;

/** One engine is enough: what is tested is the proof. */
const ENGINE = engines.at(-1) as Engine;

test('without any fault a run is void, and in order', { timeout: PATIENT_MS }, async () => {
  const tally = await runTampered('select 1');
  expect(tally).toMatchObject({ cycles: 1, hits: 0, lost: 0, doubled: 0, drift: 0 });
  expect(tally.acknowledged).toBeGreaterThan(12);
});

test('an acknowledged event that is gone is found', { timeout: PATIENT_MS }, async () => {
  const tally = await runTampered(`
    delete from event where (customer_id, seq) =
      (select customer_id, seq from event order by customer_id, seq limit 1)`);
  expect(tally.lost).toBe(1);
  expect(tally.drift).toBeGreaterThan(0);
});

test('an event under an id that nobody sent is found', { timeout: PATIENT_MS }, async () => {
  const tally = await runTampered(`
    update event set id = 'nobody' where (customer_id, seq) =
      (select customer_id, seq from event order by customer_id, seq limit 1)`);
  expect(tally).toMatchObject({ lost: 1, doubled: 1 });
});

test('a balance that is not what the answers add up to is found', {
  timeout: PATIENT_MS,
}, async () => {
  const tally = await runTampered('update ledger set posted = posted + 1');
  expect(tally).toMatchObject({ lost: 0, doubled: 0 });
  expect(tally.drift).toBeGreaterThan(1);
});

/** A cycle in which nothing fails, until somebody changes a row behind our back. */
function runTampered(statement: string): Promise<FaultTally> {
  return runFault({ engine: ENGINE, cycles: 1, seed: 1 }, async ({ engine }) => {
    const place = await openFaultPlace(engine);
    const scene = await openServerScene(place, async () => () => false);
    return {
      ...scene,
      async settle() {
        await scene.settle();
        const database: Database = await openDatabase(place);
        await database.script(statement);
        await database.close();
      },
    };
  });
}
