import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDirectory } from '../../../server/src/store/data-lock.ts';
import { runCli } from './run-cli.ts';

describe('a server that cannot start says why in one sentence and ends', () => {
  let place: string;
  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-refusals-'));
  });
  afterEach(() => fs.rmSync(place, { recursive: true }));

  const serve = (env: Record<string, string>) =>
    runCli(['serve'], { env: { FUELGAUGE_PORT: '0', FUELGAUGE_DATA_DIR: place, ...env } });

  it.each([
    ['FUELGAUGE_PORT', '70000', 'must be a whole number from 0 to 65535'],
    ['FUELGAUGE_OPERATOR_KEY', 'short', 'must have 32 characters or more'],
    ['FUELGAUGE_POOL_SIZE', 'many', 'must be a whole number'],
  ])('%s=%s', async (name, value, why) => {
    const { code, stderr } = await serve({ [name]: value });
    expect(stderr).toMatch(new RegExp(`^fuelgauge: ${name} ${why}.*\n$`));
    expect(code).toBe(2);
  });

  it('a port in use is named, and the data directory is free again', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const { code, stderr } = await serve({ FUELGAUGE_PORT: String(port) });
    other.close();
    expect(stderr).toMatch(new RegExp(`^fuelgauge: Port ${port} is in use: .*\n$`));
    expect(code).toBe(3);
    const lock = await lockDataDirectory({ directory: place });
    lock.release();
  });

  it('a data directory in use names the process that holds it', async () => {
    const lock = await lockDataDirectory({ directory: place });
    for (const command of ['serve', 'migrate']) {
      const { code, stderr } = await runCli([command], { env: { FUELGAUGE_DATA_DIR: place } });
      expect(stderr).toBe(
        `fuelgauge: ${place} is in use by the process with pid ${process.pid}: stop it first.\n`,
      );
      expect(code).toBe(3);
    }
    lock.release();
  });

  it('a data directory that is a file', async () => {
    const file = path.join(place, 'file');
    fs.writeFileSync(file, 'mine');
    const { code, stderr } = await serve({ FUELGAUGE_DATA_DIR: file });
    expect(stderr).toMatch(/^fuelgauge: The data directory .*file is not a directory\.\n$/);
    expect(code).toBe(3);
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
  });

  it.each([
    ['postgres://nobody@127.0.0.1:9/none', 3],
    ['not a url', 3],
  ])('DATABASE_URL=%s', async (url, expected) => {
    const { code, stderr } = await serve({ DATABASE_URL: url });
    expect(stderr).toMatch(/^fuelgauge: .*\.\n$/);
    expect(stderr).not.toContain('should not have');
    expect(code).toBe(expected);
  });

  it('a broken catalog tells every fault, and nothing is served', async () => {
    const file = path.join(place, 'catalog.json');
    fs.writeFileSync(file, JSON.stringify({ format: 'credit-catalog/1', key: 'mine' }));
    const env = { FUELGAUGE_CATALOG: file, FUELGAUGE_DATA_DIR: path.join(place, 'data') };
    const { code, stderr, stdout } = await serve(env);
    expect(stderr).toMatch(/^fuelgauge: .*catalog\.json: The catalog has \d+ faults; nothing/);
    expect(stderr).toContain('\n  /');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('an error has no stack, unless FUELGAUGE_DEBUG asks for it', async () => {
    const plain = await serve({ FUELGAUGE_CATALOG: '/nowhere.json' });
    expect(plain.stderr).toBe('fuelgauge: The catalog /nowhere.json is not there.\n');
    const debugged = await serve({ FUELGAUGE_CATALOG: '/nowhere.json', FUELGAUGE_DEBUG: '1' });
    expect(debugged.stderr).toMatch(/\n +at /);
  });
});

describe('demo mode', () => {
  let place: string;
  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-demo-'));
  });
  afterEach(() => fs.rmSync(place, { recursive: true }));

  it.each(['start', 'demo'])(
    '%s never goes near a database server or another address',
    async (name) => {
      const urls = await runCli([name], { env: { DATABASE_URL: 'postgres://127.0.0.1/none' } });
      expect(urls.stderr).toMatch(/^fuelgauge: Demo mode never touches a database server/);
      expect(urls.code).toBe(2);
      const hosts = await runCli([name], { env: { FUELGAUGE_HOST: '0.0.0.0' } });
      expect(hosts.stderr).toMatch(/^fuelgauge: Demo mode listens on this machine only/);
      expect(hosts.code).toBe(2);
    },
  );

  it('leaves alone a directory that it did not make', async () => {
    fs.writeFileSync(path.join(place, 'format'), '1\n');
    const { code, stderr } = await runCli(['demo'], { env: { FUELGAUGE_DATA_DIR: place } });
    expect(stderr).toMatch(/^fuelgauge: .* holds data that are not the demo's/);
    expect(code).toBe(2);
    expect(fs.readdirSync(place)).toEqual(['format']);
  });
});

describe('verify', () => {
  it('makes no data where there are none', async () => {
    const place = path.join(os.tmpdir(), `fuelgauge-absent-${process.pid}`);
    const { code, stderr } = await runCli(['verify'], { env: { FUELGAUGE_DATA_DIR: place } });
    expect(stderr).toMatch(/^fuelgauge: .* holds no data: set FUELGAUGE_DATA_DIR/);
    expect(code).toBe(2);
    expect(fs.existsSync(place)).toBe(false);
  });
});
