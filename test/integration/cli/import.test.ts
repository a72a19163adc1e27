import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Fuelgauge, type LoggedEvent } from '@fuelgauge/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/src/config.ts';
import { openServer, type RunningServer } from '../../../server/src/index.ts';
import { type Ran, runCli, startCli } from './run-cli.ts';

const KEY = 'an-operator-key-for-tests-of-the-command-line';

let place: string;
let server: RunningServer;
let client: Fuelgauge;
let customer = '';

beforeAll(async () => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-import-'));
  const config = readConfig({
    FUELGAUGE_PORT: '0',
    FUELGAUGE_DATA_DIR: path.join(place, 'data'),
    FUELGAUGE_CATALOG: 'hosting',
    FUELGAUGE_OPERATOR_KEY: KEY,
  });
  server = await openServer(config, { log: () => {} });
  client = new Fuelgauge({ baseUrl: server.url, key: KEY });
});
afterAll(async () => {
  await server.close();
  fs.rmSync(place, { recursive: true });
});
beforeEach(async ({ task }) => {
  customer = `c-${task.id}`;
  const monthsAgo = new Date(Date.now() - 90 * DAY_MS).toISOString();
  await client.customers.put(customer, { plan: 'pro', started_at: monthsAgo });
});

const DAY_MS = 86_400_000;

describe('import', () => {
  it('records a file of JSON lines, tells what was refused and why, and ends with 1', async () => {
    const lines = formEvents(1_200);
    lines[700] = { ...lines[700], type: 'no.such.type' };
    const file = write('events.jsonl', [...lines.map(json), 'not JSON', '[1]'].join('\n'));
    const ran = await run([file]);
    expect(ran.stdout).toMatch(/^1,199 accepted, 3 refused, in /);
    expect(ran.code).toBe(1);
    expect(await countEvents()).toBe(1_199);
    const rejects = readJsonLines(`${file}.rejected.jsonl`);
    expect(rejects).toMatchObject([
      { line: 701, code: 'event_type_unknown', errors: [{ pointer: '/type' }], event: lines[700] },
      { line: 1201, reason: 'The line is not JSON.', text: 'not JSON' },
      { line: 1202, reason: 'The line is not a JSON object.' },
    ]);
  });

  it('charges nothing twice when a file comes again, packed or not and without ids of its own', async () => {
    const lines = formEvents(600).map(({ id: _, ...event }) => json(event));
    const file = write('again.jsonl', lines.join('\n'));
    const packed = path.join(place, `${customer}-again.jsonl.gz`);
    fs.writeFileSync(packed, gzipSync(fs.readFileSync(file)));
    const first = await run([file]);
    expect(first.stdout).toMatch(/^600 accepted, 0 refused/);
    expect(first.code).toBe(0);
    const second = await run([packed]);
    expect(second.stdout).toMatch(/^600 accepted \(600 of them recorded before\), 0 refused/);
    expect(await countEvents()).toBe(600);
  });

  it('reads CSV by its columns, with quoted fields, a byte order mark and lines of Windows', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const rows = [
      '\uFEFFwhen,account,GB,"note, free",dimensions.project',
      `${at},${customer},0.100000000005,"said ""yes"",\r\ntwice",shop`,
      `${at},${customer},2,,blog`,
      `${at},${customer},3`,
    ];
    const file = write('usage.csv', `${rows.join('\r\n')}\r\n`);
    const map = ['--map', 'occurred_at=when,customer=account', '--map', 'data.gb=GB'];
    const ran = await run([file, ...map, '--defaults', 'type=bandwidth.usage,source=billing']);
    expect(ran.stdout).toMatch(/^2 accepted, 1 refused/);
    expect(ran.stderr).toContain('no field takes: note, free.');
    const [later, earlier] = await listEvents();
    expect([earlier, later]).toMatchObject([
      { id: `${customer}-usage.csv:2`, source: 'billing', type: 'bandwidth.usage' },
      { id: `${customer}-usage.csv:4` },
    ]);
    expect(readJsonLines(`${file}.rejected.jsonl`)).toMatchObject([
      { line: 5, reason: 'The row has 3 fields and the head 5.' },
    ]);
  });

  it('keeps numbers of JSON exact that a double cannot hold', async () => {
    const [event] = formEvents(1);
    const text = json({ ...event, type: 'bandwidth.usage', data: { gb: 1 } });
    const ran = await run([write('exact.jsonl', text.replace('"gb":1', '"gb":0.123456789012'))]);
    expect(ran.stdout).toMatch(/^1 accepted/);
    const precise = text.replace('"gb":1', '"gb":123456789.123456789012').replace('-0"', '-x"');
    expect((await run([write('exacter.jsonl', precise)])).stdout).toMatch(/^1 accepted/);
    const quantities = (await listEvents()).map(({ lines }) => lines?.[0]?.quantity);
    expect(quantities.toSorted()).toEqual(['0.123456789012', '123456789.123456789012']);
  });

  it('books history only with --backfill', async () => {
    const old = formEvents(3, Date.now() - 60 * DAY_MS).map(json);
    const file = write('old.jsonl', old.join('\n'));
    expect(await run([file])).toMatchObject({ code: 1 });
    expect(readJsonLines(`${file}.rejected.jsonl`)).toMatchObject(
      Array.from({ length: 3 }, () => ({ code: 'too_old' })),
    );
    expect(await run([file, '--backfill'])).toMatchObject({ code: 0 });
    expect(await countEvents()).toBe(3);
    expect(fs.existsSync(`${file}.rejected.jsonl`)).toBe(false);
  });

  it('reads stdin, which needs to be told what it is', async () => {
    const input = formEvents(2).map(json).join('\n');
    const untold = await run(['-'], { input });
    expect(untold.stderr).toContain('say --format jsonl or --format csv');
    expect(untold.code).toBe(2);
    const told = await run(['-', '--format', 'jsonl'], { input, cwd: place });
    expect(told.stdout).toMatch(/^2 accepted/);
  });

  it('that was killed goes on from the last acknowledged event, and each is recorded once', async () => {
    const file = write('long.jsonl', formEvents(12_000).map(json).join('\n'));
    const state = path.join(place, `${customer}.state`);
    const args = ['import', file, '--resume', state, '--url', server.url, '--key', KEY];
    const first = startCli(args);
    while (!fs.existsSync(state)) await new Promise((resolve) => setTimeout(resolve, 5));
    first.child.kill('SIGKILL');
    await first.ended;
    const before = await countEvents();
    expect(before).toBeGreaterThanOrEqual(500);
    expect(before).toBeLessThan(12_000);
    const second = await run([file, '--resume', state]);
    const [, accepted = '', skipped = ''] =
      /^([\d,]+) accepted.*, ([\d,]+) acknowledged in an earlier run/.exec(second.stdout) ?? [];
    expect(number(skipped)).toBeGreaterThanOrEqual(500);
    expect(number(accepted) + number(skipped)).toBe(12_000);
    expect(await countEvents()).toBe(12_000);
    const third = await run([file, '--resume', state]);
    expect(third.stdout).toMatch(/^0 accepted, 0 refused, 12,000 acknowledged in an earlier run/);
  });

  it('of a damaged file keeps what came before the damage and says what is wrong', async () => {
    const packed = gzipSync(formEvents(5_000).map(json).join('\n'));
    const file = path.join(place, `${customer}.jsonl.gz`);
    fs.writeFileSync(file, packed.subarray(0, packed.length - 1_000));
    const ran = await run([file]);
    expect(ran.stderr).toMatch(/fuelgauge: .*\.jsonl\.gz is not whole gzip: export it again\.\n$/);
    expect(ran.code).toBe(1);
  });

  it('with a key that is not valid stops at once and says which option gives one', async () => {
    const file = write('any.jsonl', formEvents(1).map(json).join('\n'));
    const ran = await runCli(['import', file, '--url', server.url, '--key', 'wrong']);
    expect(ran.stderr).toMatch(/knows no such key\. Give an operator key with --key/);
    expect(ran.code).toBe(1);
  });
});

function run(args: readonly string[], options: Parameters<typeof runCli>[1] = {}): Promise<Ran> {
  const env = { FUELGAUGE_URL: server.url, FUELGAUGE_KEY: KEY };
  return runCli(['import', ...args], { ...options, env });
}

function write(name: string, text: string): string {
  const file = path.join(place, `${customer}-${name}`);
  fs.writeFileSync(file, text);
  return file;
}

function formEvents(count: number, beginMs = Date.now() - 3_600_000): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `form-${index}`,
    type: 'form.submitted',
    customer,
    occurred_at: new Date(beginMs + index * 100).toISOString(),
    dimensions: { project: 'shop' },
    data: {},
  }));
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function readJsonLines(file: string): unknown[] {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}

async function listEvents(): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of client.events.list(customer, { from: '2020-01-01', limit: 1_000 }))
    events.push(event);
  return events;
}

async function countEvents(): Promise<number> {
  return (await listEvents()).length;
}

function number(text: string): number {
  return Number(text.replaceAll(',', ''));
}
