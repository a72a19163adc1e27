import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../server/src/store/database.ts';
import { latestSchema, MIGRATIONS_DIRECTORY, migrate } from '../../server/src/store/migrate.ts';
import { openPostgres } from '../../server/src/store/postgres.ts';
import type { Fault } from './fault.ts';
import { type FaultPlace, openFaultPlace, startFaultServer } from './fault-place.ts';
import { isUnderWay } from './is-under-way.ts';
import type { LoadReport } from './load-protocol.ts';
import { type Moment, runFault, type Scene } from './run-fault.ts';
import { kill } from './server-scene.ts';

/**
 * The database gets a later schema while a server of this one is used and somebody reads for long, then another server takes
 * over and the first is asked to stop. A hit is a cycle in which requests were answered during the migration and others were
 * under way at the stop.
 */
export const serverUpgraded: Fault = {
  id: 'F13',
  name: 'server upgraded under load: a later schema, then another server',
  engines: ['postgres'],
  run: (order) => runFault(order, openScene),
};

async function openScene(): Promise<Scene> {
  const place = await openFaultPlace('postgres');
  let server = await startFaultServer(place);
  return {
    place,
    servers: () => [server],
    async disturb({ cycle, random, load }) {
      await load.untilAnswered(random.between(1, 20));
      const migrated = await migrateUnderLoad(place, { cycle, load });
      const next = await startFaultServer(place);
      load.aim([server.url, next.url]);
      await load.untilAnswered(random.between(1, 20));
      const stopAt = Date.now();
      await server.stop();
      server = next;
      load.aim([next.url]);
      return (report) => isHit(report, { migrated, stopAt });
    },
    settle: () => server.stop(),
    async remove() {
      await kill(server);
      await place.remove();
    },
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Throws when anybody was answered 5xx. */
function isHit(
  { attempts }: LoadReport,
  { migrated, stopAt }: { migrated: Span; stopAt: number },
): boolean {
  const failed = attempts.find(({ outcome }) => outcome.startsWith('5'));
  if (failed) throw new Error(`A request was answered ${failed.outcome} during the upgrade.`);
  const duringMigration = attempts.some(({ from, to }) => from < migrated.to && to > migrated.from);
  return duringMigration && attempts.some((attempt) => isUnderWay(attempt, stopAt));
}

/** As the program that follows would: with one more file, while a long reading keeps its tables. */
async function migrateUnderLoad(
  { databaseUrl }: FaultPlace,
  { cycle, load }: Pick<Moment, 'cycle' | 'load'>,
): Promise<Span> {
  const database = await openPostgres({ url: databaseUrl ?? '', poolSize: 3 });
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-later-'));
  try {
    fs.cpSync(MIGRATIONS_DIRECTORY, directory, { recursive: true });
    const number = latestSchema() + 1;
    const file = `${String(number).padStart(4, '0')}-later.sql`;
    fs.writeFileSync(path.join(directory, file), laterSchema(cycle));
    const from = Date.now();
    await Promise.all([readForLong(database, load), migrate(database, { directory })]);
    const span = { from, to: Date.now() };
    await load.untilAnswered(10);
    // The next server is of this program: as if it knew what has become of the schema.
    await database.query('delete from migration where number = $1', [number]);
    return span;
  } finally {
    await database.close();
    fs.rmSync(directory, { recursive: true });
  }
}

/** Ends when others have been answered meanwhile: they must not wait behind a migration that waits for this. */
async function readForLong(database: Database, load: Moment['load']): Promise<void> {
  await database.transaction({ owner: true }, async (tx) => {
    await tx.query('select count(*) from event');
    await load.untilAnswered(30);
  });
}

function laterSchema(cycle: number): string {
  const name = `later_${cycle}`;
  return `
    alter table event add column ${name} text;
    create table ${name} (customer_id bigint not null, id bigint not null, primary key (customer_id, id));
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    create policy ${name}_own on ${name} to fuelgauge_app
      using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);
    create policy ${name}_read on ${name} for select to fuelgauge_operator using (true);
    create index ${name}_status on event (customer_id, status) where status = 'denied';`;
}
