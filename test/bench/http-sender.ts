import fs from 'node:fs';
import http from 'node:http';
import { type Place, startServer } from '../support/server-process.ts';
import { checkLedger } from './check-ledger.ts';
import { openPreparedStore } from './prepare-store.ts';
import type { Load, Sender } from './sender.ts';

/** What is measured: `POST /v1/events` of a server in a process of its own, over connections that are kept. */
export async function openHttpSender(place: Place, load: Load): Promise<Sender> {
  const prepared = await openPreparedStore(place, load.customers);
  await prepared.database.close();
  const server = await startServer(place, { flags: profileFlags() });
  const agent = new http.Agent({ keepAlive: true, maxSockets: load.callers });
  const { hostname, port } = new URL(server.url);
  const options: http.RequestOptions = {
    hostname,
    port,
    agent,
    method: 'POST',
    path: '/v1/events',
  };
  const headers = {
    authorization: `Bearer ${server.operatorKey}`,
    'content-type': 'application/json',
  };
  return {
    name: 'http',
    async send({ body }) {
      const answer = await post(
        { ...options, headers: { ...headers, 'content-length': body.length } },
        body,
      );
      return countCharged(answer);
    },
    peakMemory: () => peakMemoryOf(server.pid),
    async finish(acknowledged) {
      agent.destroy();
      await server.stop();
      await checkLedger(place, { name: 'http', acknowledged });
    },
  };
}

/** The high-water mark of what lay in memory, in MB of a million bytes; not a number where the system does not tell. */
function peakMemoryOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  const status = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}

/** A folder in FUELGAUGE_BENCH_PROFILE receives the server's processor profile. */
function profileFlags(): string[] {
  const profile = process.env['FUELGAUGE_BENCH_PROFILE'];
  return profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
}

function post(options: http.RequestOptions, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`The server answered ${response.statusCode}: ${answer.toString()}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const CHARGED = Buffer.from('"status":"charged"');

/** Counted without parsing: the load generator shares the machine with what it measures. */
function countCharged(answer: Buffer): number {
  let count = 0;
  for (let at = answer.indexOf(CHARGED); at >= 0; at = answer.indexOf(CHARGED, at + 1)) count += 1;
  return count;
}
