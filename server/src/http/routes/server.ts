import { z } from 'zod';
import { checkReadiness, type Readiness } from '../../operations/check-readiness.ts';
import { type Problem, problem } from '../problem.ts';
import { type Route, type RouteContext, route } from '../route.ts';

const READY_WITHIN_MS = 2_000;

const status = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Status' });

/** What the server says of itself. */
export const serverRoutes: readonly Route[] = [
  route({
    operationId: 'readHealth',
    method: 'GET',
    path: '/healthz',
    tag: 'Server',
    summary: 'Whether the process runs',
    access: 'public',
    response: status,
    statuses: [200],
    refusals: [],
    handle: async () => ({ ok: true, status: 200, body: { status: 'ok' } }),
  }),
  route({
    operationId: 'readReadiness',
    method: 'GET',
    path: '/readyz',
    tag: 'Server',
    summary: 'Whether the process can take requests',
    access: 'public',
    response: status,
    statuses: [200],
    refusals: ['store_unavailable'],
    async handle({ context, health, isDraining }) {
      if (isDraining()) return unready('The server is stopping.');
      const check = { timeoutMs: READY_WITHIN_MS, probesSpace: health.isFull };
      const readiness = await checkReadiness(context, check);
      health.isFull = readiness === 'full';
      if (readiness === 'ready') return { ok: true, status: 200, body: { status: 'ok' } };
      return unready(UNREADY[readiness]);
    },
  }),
  route({
    operationId: 'readMetrics',
    method: 'GET',
    path: '/metrics',
    tag: 'Server',
    summary: "The server's own numbers, for Prometheus",
    access: 'metrics:read',
    responseType: 'text/plain',
    response: z.string(),
    statuses: [200],
    refusals: [],
    handle: async (on) =>
      new Response(on.metrics.render(gauges(on), counts(on)), {
        headers: {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'no-store',
        },
      }),
  }),
];

// Probes know 503 and nothing else.
const UNREADY: Readonly<Record<Exclude<Readiness, 'ready'>, string>> = {
  away: 'The database does not answer.',
  full: 'The disk of the database is full.',
};

function unready(detail: string): Problem {
  return problem('store_unavailable', detail, { retry_after: 1 });
}

function counts({ context: { tallies, check } }: RouteContext) {
  return {
    fuelgauge_transaction_retries_total: tallies.retries,
    fuelgauge_isolated_events_total: tallies.isolated,
    fuelgauge_ledger_checked_total: check.checked,
  };
}

function gauges({ bodies, lanes, context }: RouteContext) {
  const { rss, heapUsed } = process.memoryUsage();
  const { check } = context;
  return {
    fuelgauge_ledger_drift: check.drifting,
    fuelgauge_ledger_behind: check.behind,
    fuelgauge_ledger_check_age_seconds: (performance.now() - check.endedAtMs) / 1000,
    fuelgauge_ledger_check_seconds: check.seconds,
    fuelgauge_waiting_events: lanes.waitingEvents(),
    fuelgauge_body_bytes: bodies.takenBytes(),
    fuelgauge_resident_bytes: rss,
    fuelgauge_heap_bytes: heapUsed,
    fuelgauge_uptime_seconds: process.uptime(),
  };
}
