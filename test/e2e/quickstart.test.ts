import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const START_MS = 60_000;

/** The fenced blocks of a section of the README, in order, by language. */
function blocksOf(section: string, language: string): string[] {
  const [, text = ''] = README.split(new RegExp(`^## ${section}$`, 'm'));
  const [own = ''] = text.split(/^## /m);
  return [...own.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

const [serving = '', asking = '', running = ''] = blocksOf('Quickstart', 'sh');
const [program = ''] = blocksOf('Quickstart', 'ts');

let folder: string;
let port: number;
let server: ChildProcess;

/**
 * Where a newcomer stands: the repository's folder, with nothing in it but what was installed and
 * what is shown.
 */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-quickstart-'));
  for (const name of ['node_modules', 'examples']) {
    fs.symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
  port = await freePort();
  server = spawn('bash', ['-e', '-c', here(serving)], {
    cwd: folder,
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilReady();
}, START_MS);

afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null && server.pid !== undefined) {
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

test('the commands of the quickstart charge a deploy, show it, and take it back', async () => {
  const [customer, event, before, correction, after] = linesOf(await run(asking));
  expect(customer).toMatchObject({ customer: 'acme', plan: 'pro', catalog: 'hosting' });
  expect(event).toMatchObject({ results: [{ id: 'deploy-1', status: 'charged', credits: '15' }] });
  expect(before).toMatchObject({ total: '3000', used: '15', available: '2985' });
  expect(correction).toMatchObject({ status: 'voided', credits: '-15' });
  expect(after).toMatchObject({ total: '3000', used: '0', available: '3000' });
});

test('the program of the quickstart records one event and a thousand, and lists entries', async () => {
  fs.writeFileSync(path.join(folder, 'usage.ts'), here(program));
  const [charged, ...entries] = (await run(`${keyLine()}\n${running}`)).trim().split('\n');
  expect(charged).toMatch(/^50 credits charged, \d+ left$/);
  expect(entries.length).toBeGreaterThan(1000);
});

test('the examples do what the quickstart does', async () => {
  const url = `export FUELGAUGE_URL=http://127.0.0.1:${port}`;
  const shell = await run(`${keyLine()}\n${url}\nexamples/quickstart.sh`);
  const answers = linesOf(shell.replace(/^[^{].*\n/gm, ''));
  expect(answers.map((answer) => answer['available'])).toEqual([
    undefined,
    undefined,
    '2985',
    undefined,
    '3000',
  ]);
  const node = await run(`${keyLine()}\n${url}\nnpx node examples/quickstart.ts`);
  expect(node).toMatch(/^\S+ charged 15 credits\n\S+ charged 50 credits\n2935 of 3000 /);
  expect(node).toMatch(/ voided -15 credits\n2950 of 3000 credits left, until \S+\n$/);
});

/** The one thing that differs from the README: a port that nothing else has. */
function here(text: string): string {
  return text.replaceAll('127.0.0.1:4000', `127.0.0.1:${port}`);
}

function keyLine(): string {
  return asking.split('\n').find((line) => line.includes('FUELGAUGE_OPERATOR_KEY=')) ?? '';
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, FUELGAUGE_PORT: String(port), NO_UPDATE_NOTIFIER: '1' };
}

async function run(commands: string): Promise<string> {
  const options = { cwd: folder, env: environment(), encoding: 'utf8', maxBuffer: 1e8 } as const;
  const args = ['-e', '-o', 'pipefail', '-c', here(commands)];
  return (await promisify(execFile)('bash', args, options)).stdout;
}

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function untilReady(): Promise<void> {
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  server.stdout?.on('data', keep);
  server.stderr?.on('data', keep);
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (ready?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server did not start:\n${output}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const listener = net.createServer().listen(0, '127.0.0.1', () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
