import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounds } from '../../server/src/bounds.ts';
import { engines } from '../support/databases.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { type FaultPlace, openFaultPlace, startFaultServer } from './fault-place.ts';
import { proveOverHttp } from './prove-over-http.ts';
import { kill } from './server-scene.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const CLIENTS = 50;
const CUSTOMERS = ['storm-0', 'storm-1', 'storm-2', 'storm-3', 'storm-4'];
const EVENTS = 300;
const STORM = 4 * CLIENTS;
const IMPATIENT_MS = 2_000;
const PATIENT_MS = 300_000;
const COUNTED_MS = 1_000;

describe.runIf(engines.includes('postgres'))('a storm of retries', () => {
  let place: FaultPlace;
  let proxy: TcpProxy;
  let server: ServerProcess;

  beforeAll(async () => {
    place = await openFaultPlace('postgres');
    proxy = await openTcpProxy(place.databaseUrl ?? '');
    server = await startFaultServer({ ...place, databaseUrl: proxy.url });
  }, PATIENT_MS);

  afterAll(async () => {
    await kill(server);
    await proxy.close();
    await place.remove();
  }, PATIENT_MS);

  it('E2: while the store stalls the queue is bounded, and afterwards as much is recorded as before', {
    timeout: PATIENT_MS,
  }, async () => {
    const seen: Seen = {
      statuses: new Map(),
      withoutRetryAfter: 0,
      waitMs: PATIENT_MS,
      givesUp: new AbortController(),
      isOver: false,
    };
    for (const customer of CUSTOMERS) await create(server, customer);
    const clients = Array.from({ length: CLIENTS }, (_, client) => storm(server, client, seen));
    await until(() => recorded(seen) > CLIENTS);
    const before = await goodput(seen);

    proxy.begin('stall');
    seen.waitMs = IMPATIENT_MS;
    seen.givesUp.abort();
    seen.givesUp = new AbortController();
    const cutOff = (): number => seen.statuses.get(CUT_OFF) ?? 0;
    const refused = (): number => (seen.statuses.get(429) ?? 0) + (seen.statuses.get(503) ?? 0);
    await until(async () => {
      expect(await waitingEvents(server)).toBeLessThanOrEqual(bounds.queuedEvents);
      return cutOff() + refused() > STORM;
    });
    proxy.end();

    seen.waitMs = PATIENT_MS;
    await until(async () => (await goodput(seen)) > before / 2);
    seen.isOver = true;
    await Promise.all(clients);
    expect(cutOff()).toBeGreaterThan(CLIENTS);
    expect(refused()).toBeGreaterThan(0);
    for (const status of seen.statuses.keys()) expect([CUT_OFF, 200, 429, 503]).toContain(status);
    expect(seen.withoutRetryAfter).toBe(0);
    expect(await proveOverHttp(server, CUSTOMERS)).toBe(0);
  });
});

/** Instead of a status: the client did not wait for it. */
const CUT_OFF = 0;

interface Seen {
  readonly statuses: Map<number, number>;
  withoutRetryAfter: number;
  /** How long clients wait for an answer. */
  waitMs: number;
  /** Makes those give up that wait already. */
  givesUp: AbortController;
  isOver: boolean;
}

function recorded({ statuses }: Seen): number {
  return statuses.get(200) ?? 0;
}

/** Answers with 200 in a while. */
async function goodput(seen: Seen): Promise<number> {
  const before = recorded(seen);
  await sleep(COUNTED_MS);
  return recorded(seen) - before;
}

/** A client that sends the same until it is answered, at once and without any pause. */
async function storm(server: ServerProcess, client: number, seen: Seen): Promise<void> {
  const customer = CUSTOMERS[client % CUSTOMERS.length];
  for (let request = 0; !seen.isOver; request += 1) {
    const body = JSON.stringify(
      Array.from({ length: EVENTS }, (_, index) => ({
        id: `${client}-${request}-${index}`,
        type: 'query',
        customer,
        occurred_at: new Date().toISOString(),
        data: { rows: 1 },
      })),
    );
    let status = CUT_OFF;
    while (status !== 200) {
      const signal = AbortSignal.any([AbortSignal.timeout(seen.waitMs), seen.givesUp.signal]);
      const answer = await send(server, { path: '/v1/events', body, signal });
      status = answer.status;
      seen.statuses.set(status, (seen.statuses.get(status) ?? 0) + 1);
      if ((status === 429 || status === 503) && !answer.hasRetryAfter) seen.withoutRetryAfter += 1;
    }
  }
}

interface Sending {
  readonly method?: string;
  readonly path: string;
  readonly body: string;
  readonly signal?: AbortSignal;
}

async function send(
  { url, operatorKey }: ServerProcess,
  { method = 'POST', path, body, signal = AbortSignal.timeout(PATIENT_MS) }: Sending,
): Promise<{ status: number; hasRetryAfter: boolean }> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      signal,
    });
    await response.arrayBuffer();
    return { status: response.status, hasRetryAfter: response.headers.has('retry-after') };
  } catch {
    return { status: CUT_OFF, hasRetryAfter: false };
  }
}

async function create(server: ServerProcess, customer: string): Promise<void> {
  const started_at = new Date(Date.now() - 3_600_000).toISOString();
  const body = JSON.stringify({ catalog: 'faults', started_at });
  const path = `/v1/customers/${customer}`;
  const { status } = await send(server, { method: 'PUT', path, body });
  expect(status).toBe(201);
}

async function waitingEvents({ url, operatorKey }: ServerProcess): Promise<number> {
  const headers = { authorization: `Bearer ${operatorKey}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/^fuelgauge_waiting_events (\d+)$/m.exec(metrics)?.[1]);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}
