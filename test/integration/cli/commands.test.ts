import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, runCli } from './run-cli.ts';

const CATALOGS = path.join(import.meta.dirname, '../../../catalogs');

const COMMANDS = [
  'start',
  'serve',
  'demo',
  'migrate',
  'import',
  'verify',
  'backup',
  'restore',
  'move',
  'catalog validate',
  'catalog diff',
  'catalog publish',
  'customers list',
  'customers show',
  'customers put',
  'keys create',
  'keys list',
  'keys revoke',
];

let place: string;
beforeAll(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-cli-'));
});
afterAll(() => fs.rmSync(place, { recursive: true }));

describe('help', () => {
  it('names every command, and each tells its usage, its options and examples', async () => {
    const overview = await runCli(['--help']);
    expect(overview.code).toBe(0);
    for (const name of COMMANDS) {
      expect(overview.stdout).toContain(`  ${name}`);
      const help = await runCli([...name.split(' '), '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`Usage: fuelgauge ${name}`);
      expect(help.stdout).toMatch(/Examples:\n {2}\S/);
    }
  });

  it('lists every setting of a server', async () => {
    const { stdout } = await runCli(['serve', '--help']);
    for (const name of ['FUELGAUGE_PORT', 'FUELGAUGE_DATA_DIR', 'DATABASE_URL', 'FUELGAUGE_HOSTS'])
      expect(stdout).toContain(name);
  });
});

describe('what is not understood ends with 2 and one sentence that points to the help', () => {
  it.each([
    [['nonsense'], 'fuelgauge: There is no command "nonsense". See: fuelgauge --help\n'],
    [['keys'], /^fuelgauge: There is no command "keys"\. It has: keys create, keys list/],
    [['import'], 'fuelgauge: It needs <file…|->. See: fuelgauge import --help\n'],
    [['serve', '--prot'], /^fuelgauge: Unknown option "--prot"\. See: fuelgauge serve --help\n$/],
    [['serve', 'now'], 'fuelgauge: "now" is too much. See: fuelgauge serve --help\n'],
    [['import', 'a.csv', '--map', 'gb'], /^fuelgauge: --map takes field=…, and "gb" names no/],
    [['customers', 'list', '--url', 'here'], /^fuelgauge: "here" is no address of a server/],
    [['import', '/nowhere/a.csv'], 'fuelgauge: /nowhere/a.csv is not there.\n'],
  ] as const)('%j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('a server that cannot be reached', () => {
  it('ends every command that asks one with 3, and says what to do', async () => {
    const url = ['--url', 'http://127.0.0.1:9'];
    for (const args of [
      ['customers', 'list'],
      ['keys', 'list'],
      ['customers', 'show', 'a'],
    ]) {
      const { code, stderr } = await runCli([...args, ...url]);
      expect(stderr).toMatch(/^fuelgauge: http:\/\/127\.0\.0\.1:9 was not reached: .* --url/);
      expect(code).toBe(3);
    }
  });
});

describe('catalogs', () => {
  const write = (name: string, document: unknown): string => {
    const file = path.join(place, name);
    fs.writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
    return file;
  };
  const hosting = () => JSON.parse(fs.readFileSync(path.join(CATALOGS, 'hosting.json'), 'utf8'));

  it('are valid as they come, and what is not yet in force is told', async () => {
    const names = ['hosting', 'prospecting', 'agents', 'ai-workspace', 'vision'];
    const { code, stdout } = await runCli(['catalog', 'validate', ...names]);
    for (const name of names) expect(stdout).toContain(`${name}: valid\n  Not yet in force:\n`);
    expect(code).toBe(0);
  });

  it('are refused with every fault at its place', async () => {
    const faulty = hosting();
    delete faulty.plans[0].id;
    faulty.meters[0].aggregation = 'median';
    const { code, stdout } = await runCli(['catalog', 'validate', write('faulty.json', faulty)]);
    expect(stdout).toMatch(/faulty\.json: \d+ faults\n/);
    expect(stdout).toContain('  /plans/0');
    expect(stdout).toContain('  /meters/0/aggregation: ');
    expect(code).toBe(1);
  });

  it('that are no JSON, or not there, are one sentence', async () => {
    const broken = await runCli(['catalog', 'validate', write('broken.json', '{"key": ')]);
    expect(broken.stderr).toMatch(/^fuelgauge: .*broken\.json is not JSON: .*\n$/);
    expect(broken.code).toBe(2);
    const absent = await runCli(['catalog', 'publish', path.join(place, 'absent.json')]);
    expect(absent.stderr).toMatch(/^fuelgauge: The catalog .*absent\.json is not there\.\n$/);
  });

  it('differ in what was changed, and changes that may not be published end with 1', async () => {
    const renamed = { ...hosting(), name: 'Another name' };
    const same = await runCli(['catalog', 'diff', 'hosting', 'hosting']);
    expect(same).toMatchObject({ code: 0, stdout: 'Nothing differs.\n' });
    const other = await runCli(['catalog', 'diff', 'hosting', write('other.json', renamed)]);
    expect(other.code).toBe(0);
    expect(other.stdout).toMatch(/^[+~] \/name {2}.*"Another name"\n$/);
    const repriced = hosting();
    repriced.meters[0].event = 'another.event';
    const refused = await runCli(['catalog', 'diff', 'hosting', write('repriced.json', repriced)]);
    expect(refused.stdout).toContain('may not be published: ');
    expect(refused.code).toBe(1);
  });
});

describe('a Node that is too old', () => {
  it('is told so in one sentence', () => {
    const pretend = 'Object.defineProperty(process, "versions", { value: { node: "20.20.2" } })';
    const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, PROGRAM];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toMatch(/^fuelgauge: It needs Node 26 or later and this is 20\.20\.2: .*\n$/);
    expect(status).toBe(2);
  });
});
