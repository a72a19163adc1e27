import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR, instant } from '@fuelgauge/core';
import { bounds } from './bounds.ts';
import { BUILT_IN_CATALOGS, type Config, ConfigFault } from './config.ts';
import { demoPersonas } from './demo/personas.ts';
import { openDemoState } from './demo-state.ts';
import { createApp } from './http/app.ts';
import { type Listening, listen } from './http/listen.ts';
import type { Log } from './http/log.ts';
import { forgetExpired } from './identity/forget-expired.ts';
import { readOperators } from './identity/operators.ts';
import { openPeople } from './identity/people.ts';
import { type Schedule, schedule } from './jobs/schedule.ts';
import { type CustomerProgress, type DemoLoad, loadDemo } from './load-demo.ts';
import { openMail } from './mail/mail.ts';
import { openDatabase, openStore } from './open-store.ts';
import { checkLedgers, type Drift } from './operations/check-ledgers.ts';
import type { Context } from './operations/context.ts';
import { describeFault } from './operations/is-transient-fault.ts';
import { openMemberInvitations } from './operations/manage-invitations.ts';
import { type ProofSchedule, proveOldest } from './operations/prove-oldest.ts';
import { sweepCustomers } from './operations/sweep-customers.ts';
import { publishCatalogs } from './publish-catalogs.ts';
import { type Lanes, openLanes } from './recording/lanes.ts';
import { signInSecret } from './sign-in-secret.ts';
import { StoreFault } from './store/database.ts';
import { assertCurrent, migrate } from './store/migrate.ts';
import { vacuum } from './store/vacuum.ts';

export type { Log, LogLine } from './http/log.ts';

/** What a server tells while it runs. */
export interface ServerEvents {
  readonly log: Log;
  /** Demo mode: how far its customers are. */
  readonly onDemoProgress?: (progress: CustomerProgress) => void;
}

/** A server that answers requests. */
export interface RunningServer {
  readonly url: string;
  /** Demo mode: whether the demo's customers are all there, once that is settled; rejects when loading failed. */
  readonly demoLoaded: Promise<boolean>;
  /** Takes no more requests, finishes what is under way and closes the store. What was acknowledged is kept. */
  close(): Promise<void>;
}

/**
 * Opens the store, brings it to this program's schema, publishes the catalogs of the settings and listens. In demo mode it
 * loads the demo's customers behind that. Rejects with one clear sentence when the settings cannot be worked with.
 */
export async function openServer(config: Config, events: ServerEvents): Promise<RunningServer> {
  const now = instant(Date.now() * 1000);
  const demo = config.isDemo ? openDemoState(config.dataDirectory, now) : undefined;
  const context = await openContextOf(config);
  const { database } = context;
  const lanes = openLanes(context);
  let listening: Listening;
  const { people, closePeople } = peopleOf(config, context, events.log);
  try {
    const personas = config.isDemo ? demoPersonas() : [];
    const app = createApp({ context, lanes, people, config, log: events.log, personas });
    listening = await listen(app, config, TIMEOUTS);
  } catch (error) {
    closePeople();
    await database.close();
    throw error;
  }
  if (people && !config.isDemo) await pointAtFirstOperator(context, events.log);
  const stopping = new AbortController();
  const { signal } = stopping;
  const { onDemoProgress: onProgress = () => {} } = events;
  const demoLoaded = demo ? loadDemo(context, { state: demo, signal, onProgress }) : READY;
  const { verifyHours } = config;
  const jobs = startJobs(context, { log: events.log, signal, after: demoLoaded, verifyHours });
  const close = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([listening.close(), jobs.stop(), demoLoaded.catch(() => {})]);
    await settle(lanes);
    closePeople();
    await database.close();
  };
  let closed: Promise<void> | undefined;
  return {
    url: `http://${hostInUrl(config.host)}:${listening.port}`,
    demoLoaded,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** A server that nobody can sign in to says what to do about it. */
async function pointAtFirstOperator(context: Context, log: Log): Promise<void> {
  const operators = await readOperators(context);
  if (!operators.ok || operators.body.data.length > 0) return;
  const message =
    'Nobody operates this server yet. "fuelgauge operators invite <email>" prints the link of the first operator.';
  log({ level: 'info', message });
}

/** Who signs in to a server with these settings: nobody on PostgreSQL without a secret. */
function peopleOf(config: Config, context: Context, log: Log) {
  const secret = signInSecret(config);
  if (secret === null) return { people: undefined, closePeople: () => {} };
  const mail = config.mail === null ? undefined : openMail(config.mail);
  const onFault = (message: string) =>
    log({ level: 'warn', message: 'Signing in met a fault.', detail: message });
  const people = openPeople({
    ...{ context, secret, mail, oidc: config.oidc, onFault },
    invitations: openMemberInvitations(context),
  });
  return { people, closePeople: () => mail?.close() };
}

/** What operations run on, with the catalogs of the settings published; in demo mode the five built-in ones beside them. */
export async function openContextOf(config: Config): Promise<Context> {
  const context = await openStore(config);
  try {
    const named = await publishCatalogs(context, config.catalogs);
    const builtIn = config.isDemo ? BUILT_IN_CATALOGS : [];
    await publishCatalogs(
      context,
      builtIn.filter((key) => !named.includes(key)),
    );
    return named[0] === undefined ? context : { ...context, defaultCatalog: named[0] };
  } catch (error) {
    await context.database.close();
    throw error;
  }
}

/** Brings the database of the settings to this program's schema; answers the schema's number before and after. */
export async function migrateStore(config: Config): Promise<{ from: number; to: number }> {
  const database = await openDatabase(config);
  try {
    return await migrate(database);
  } finally {
    await database.close();
  }
}

/** The data as they lie on disk, or by whom they are held. */
export type ExistingStore =
  | { readonly isHeld: false; readonly context: Context }
  | { readonly isHeld: true; readonly reason: string };

/**
 * Opens data that are there, never making any; tells when another process holds the data directory. Brings them to this
 * program's schema unless `prepare` does something else.
 */
export async function openExistingStore(
  config: Config,
  prepare?: Parameters<typeof openStore>[1],
): Promise<ExistingStore> {
  const { databaseUrl, dataDirectory } = config;
  if (databaseUrl !== null) return { isHeld: false, context: await openStore(config, prepare) };
  if (!fs.existsSync(path.join(dataDirectory, 'postgres'))) {
    throw new ConfigFault(
      `${dataDirectory} holds no data: set FUELGAUGE_DATA_DIR to the folder of a server.`,
    );
  }
  try {
    return { isHeld: false, context: await openStore(config, prepare) };
  } catch (error) {
    // A lock that is still there is another's: ours is gone by now.
    const isHeld = error instanceof StoreFault && fs.existsSync(path.join(dataDirectory, LOCK));
    if (!isHeld) throw error;
    return { isHeld, reason: error.message.replace(/: stop it first\.$/, '.') };
  }
}

const LOCK = 'fuelgauge.lock';

/** Opens data to read them as they are: refuses those of another schema, and changes nothing. */
export function openCurrentStore(config: Config): Promise<ExistingStore> {
  return openExistingStore(config, assertCurrent);
}

/** Loads the demo's customers without serving them. Stops once the signal says so, to go on another time, and answers false. */
export async function loadDemoOnly(
  config: Config,
  load: Pick<DemoLoad, 'signal' | 'onProgress'>,
): Promise<boolean> {
  const state = openDemoState(config.dataDirectory, instant(Date.now() * 1000));
  const context = await openContextOf(config);
  try {
    return await loadDemo(context, { ...load, state });
  } finally {
    await context.database.close();
  }
}

const READY = Promise.resolve(false);

// Together with closing the store it stays below 10 s, after which supervisors kill.
const TIMEOUTS = { headersMs: 10_000, requestMs: 30_000, drainMs: 6_000 };
const LANES_MS = 2_000;

const EXPIRY_INTERVAL_MS = 60 * 60_000;

const VACUUM_INTERVAL_MS = 60 * 60_000;

interface Jobs {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** History that is being loaded must not be overtaken by the present. */
  readonly after: Promise<unknown>;
  readonly verifyHours: number;
}

function startJobs(context: Context, { log, signal, after, verifyHours }: Jobs): Schedule {
  const { database } = context;
  const schedules: Schedule[] = [];
  const onError = (job: string) => (error: unknown) =>
    log({ level: 'warn', message: `The ${job} failed; it runs again.`, ...describeFault(error) });
  const start = (): void => {
    if (signal.aborted) return;
    const sweep = (stop: AbortSignal) => sweepAll(context, stop);
    schedules.push(
      schedule({
        intervalMs: bounds.sweepIntervalMs,
        firstMs: 0,
        work: sweep,
        onError: onError('sweep'),
      }),
    );
    const onDrift = ({ customer, reason }: Drift) =>
      log({ level: 'error', message: 'The ledger of a customer drifts.', customer, reason });
    const check = (stop: AbortSignal) => checkLedgers(context, { signal: stop, onDrift });
    schedules.push(
      schedule({
        intervalMs: bounds.checkIntervalMs,
        firstMs: 0,
        work: check,
        onError: onError('check of ledgers'),
      }),
    );
    if (verifyHours > 0) {
      const proof = { intervalUs: verifyHours * HOUR, onDrift };
      const prove = (stop: AbortSignal) => proveAllDue(context, proof, stop);
      const times = { intervalMs: bounds.sweepIntervalMs };
      schedules.push(schedule({ ...times, work: prove, onError: onError('proof of a ledger') }));
    }
    const forget = () => forgetExpired(context);
    const hourly = { intervalMs: EXPIRY_INTERVAL_MS, firstMs: bounds.sweepIntervalMs };
    schedules.push(
      schedule({ ...hourly, work: forget, onError: onError('removal of expired sessions') }),
    );
    if (database.engine !== 'pglite') return;
    const tidy = (stop: AbortSignal) => vacuum(database, stop);
    const times = { intervalMs: VACUUM_INTERVAL_MS, firstMs: bounds.sweepIntervalMs };
    schedules.push(schedule({ ...times, work: tidy, onError: onError('vacuum') }));
  };
  const started = after.then(start, () => {});
  return {
    async stop() {
      await started;
      await Promise.all(schedules.map((each) => each.stop()));
    },
  };
}

async function sweepAll(context: Context, stop: AbortSignal): Promise<void> {
  for (;;) {
    const swept = await sweepCustomers(context);
    if (swept < bounds.sweepCustomers || stop.aborted) return;
  }
}

/** One ledger after the other, resting as long as each took: whoever records goes first. */
async function proveAllDue(context: Context, proof: ProofSchedule, stop: AbortSignal) {
  while (!stop.aborted) {
    const proved = await proveOldest(context, proof);
    if (!proved) return;
    await sleep(proved.seconds * 1000, undefined, { signal: stop, ref: false }).catch(() => {});
  }
}

/** Requests that were cut off may have left events waiting: those are recorded, as long as that goes quickly. */
async function settle(lanes: Lanes): Promise<void> {
  const enough = new AbortController();
  const tooLong = sleep(LANES_MS, undefined, { signal: enough.signal }).catch(() => {});
  await Promise.race([lanes.drain(), tooLong]);
  enough.abort();
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
