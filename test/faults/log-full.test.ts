import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = path.join(import.meta.dirname, '../../server/src/cli/main.ts');
const KEY = 'operator-key-of-one-measurement-or-test-alone';

// Every write to it fails for lack of space; only Linux has it.
const FULL = '/dev/full';
const PATIENT_MS = 120_000;

describe.runIf(fs.existsSync(FULL))('a server whose log is on a full disk', () => {
  let folder: string;
  let url: string;
  let server: ChildProcess;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-log-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const full = fs.openSync(FULL, 'w');
    server = spawn(process.execPath, [MAIN, 'serve'], {
      stdio: ['ignore', full, full],
      env: {
        PATH: process.env['PATH'],
        FUELGAUGE_PORT: String(port),
        FUELGAUGE_OPERATOR_KEY: KEY,
        FUELGAUGE_DATA_DIR: path.join(folder, 'data'),
      },
    });
    fs.closeSync(full);
  });

  afterAll(() => {
    server.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true });
  });

  it('F6: the log has no space: the server serves, and stops when asked', {
    timeout: PATIENT_MS,
  }, async () => {
    while (!(await isReady(url)) && server.exitCode === null) await sleep(50);
    expect(server.exitCode).toBeNull();
    const response = await fetch(`${url}/v1/customers`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(response.status).toBe(200);
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });
});

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
