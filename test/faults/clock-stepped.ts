import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openPostgres } from '../../server/src/store/postgres.ts';
import type { Place } from '../support/server-process.ts';
import type { Fault } from './fault.ts';
import { openFaultPlace, startFaultServer } from './fault-place.ts';
import type { LoadReport } from './load-protocol.ts';
import { runFault, type Scene } from './run-fault.ts';
import { openServerScene } from './server-scene.ts';

/**
 * The clocks of the server and of its database go an hour back, stand still, or go a day ahead and back again. A hit is a cycle
 * in which requests were recorded while they were behind what had been recorded before.
 */
export const clockStepped: Fault = {
  id: 'F10',
  name: 'the clock steps back, stands still, jumps ahead',
  engines: ['pglite', 'postgres'],
  run: (order) => runFault(order, openScene),
};

/** What the clocks show: the real time plus this, or one moment for ever. */
interface Step {
  readonly aheadMs: number;
  readonly frozenMs: number | null;
}

const HOUR_MS = 3_600_000;

/** More than are under way at a time, so that some are asked for and answered in between. */
const ANSWERS = 24;

async function openScene({ engine }: { engine: Fault['engines'][number] }): Promise<Scene> {
  const place = await openFaultPlace(engine);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-clock-'));
  const file = path.join(folder, 'step');
  const database = await openSteppedClock(place);
  const step = async (to: Step): Promise<void> => {
    // Written beside and moved, so that nobody reads half of it.
    fs.writeFileSync(`${file}.next`, JSON.stringify(to));
    fs.renameSync(`${file}.next`, file);
    await database?.step(to);
  };
  const server = { env: { STEPPED_CLOCK: file }, flags: ['--import', PRELOAD] };
  await step({ aheadMs: 0, frozenMs: null });
  const owned = {
    ...place,
    async remove() {
      await database?.close();
      await place.remove();
      fs.rmSync(folder, { recursive: true });
    },
  };
  return openServerScene(
    { ...owned, start: () => startFaultServer(place, server) },
    async ({ cycle, load }) => {
      const steps: readonly Step[] = [
        { aheadMs: -HOUR_MS, frozenMs: null },
        { aheadMs: 0, frozenMs: Date.now() - 1000 },
        { aheadMs: 24 * HOUR_MS, frozenMs: null },
      ];
      const away = steps[cycle % steps.length] as Step;
      await step(away);
      const from = Date.now();
      await load.untilAnswered(ANSWERS);
      const to = Date.now();
      await step({ aheadMs: 0, frozenMs: null });
      // From ahead, the way back is the step back.
      const isAhead = away.aheadMs > 0;
      if (isAhead) await load.untilAnswered(ANSWERS);
      const [start, end] = isAhead ? [to, Date.now()] : [from, to];
      return ({ attempts }: LoadReport) =>
        attempts.some((each) => each.from > start && each.to < end && each.outcome === '200');
    },
  );
}

const PRELOAD = path.join(import.meta.dirname, 'process/step-clock.ts');

// Found before the one of the system, which stays where every name comes last.
const CLOCK = `
  create schema stepped;
  create table stepped.step (ahead_ms bigint not null, frozen_ms bigint);
  insert into stepped.step values (0, null);
  create function stepped.clock_timestamp() returns timestamptz language sql volatile as
    'select coalesce(to_timestamp(frozen_ms / 1000.0),
       pg_catalog.clock_timestamp() + ahead_ms * interval ''1 millisecond'') from stepped.step';
  grant usage on schema stepped to public;
  grant select on stepped.step to public`;

/** Gives a PostgreSQL database a clock that we set; the embedded one asks its process. */
async function openSteppedClock({ databaseUrl }: Place) {
  if (databaseUrl === null) return undefined;
  const database = await openPostgres({ url: databaseUrl, poolSize: 1 });
  await database.script(CLOCK);
  const name = new URL(databaseUrl).pathname.slice(1);
  await database.script(`alter database ${name} set search_path = public, stepped, pg_catalog`);
  return {
    async step({ aheadMs, frozenMs }: Step): Promise<void> {
      const values = [BigInt(aheadMs), frozenMs === null ? null : BigInt(frozenMs)];
      await database.query('update stepped.step set ahead_ms = $1, frozen_ms = $2', values);
    },
    close: () => database.close(),
  };
}
