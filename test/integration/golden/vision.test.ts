import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer, Sketch } from './golden-customer.ts';
import { goldenSuite } from './golden-suite.ts';
import { CREDIT, costOf, creditsOf, leftOf, quantityOf, sumOf, textOf } from './plain-credits.ts';

const CALL_MS = quantityOf('100');
const MS_PER_CREDIT = '500000';

describe.each(engines)('vision on %s', (engine) => {
  const suite = goldenSuite(engine, ['vision']);
  const open = (plan = 'enterprise', started_at = '2026-03-01T00:00:00Z') =>
    suite.open('vision', { plan, started_at });

  test('G15 81 ms, 1,106 ms and a workflow of 1,054 ms elsewhere', async () => {
    const customer = await open('core_monthly');
    const calls = [call('81'), call('1106', false), call('1054', true)];
    expect(await customer.charges(calls)).toEqual(['0.0002', '0.002212', '0.002308']);
    expect((await customer.balance()).used).toBe('0.00472');
  });

  test('G15 as well: other durations, here and elsewhere', async () => {
    const customer = await open();
    const durations = ['0', '1', '80', '99', '99.999', '100', '100.001', '101', '250.25', '500000'];
    const here = durations.map((ms) => costOf(most(quantityOf(ms), CALL_MS), '1', MS_PER_CREDIT));
    const there = durations.map((ms) => costOf(quantityOf(ms) + CALL_MS, '1', MS_PER_CREDIT));
    const results = await customer.record(durations.map((ms) => call(ms)));
    expect(results.map(({ credits }) => credits)).toEqual(here.map(textOf));
    expect(
      results[0]?.lines?.map(({ meter, quantity, billed_quantity }) => [
        meter,
        quantity,
        billed_quantity,
      ]),
    ).toEqual([
      ['serverless_inference', '0', '100'],
      ['inference_calls', '1', '1'],
    ]);
    const elsewhere = await customer.charges(durations.map((ms) => call(ms, true)));
    expect(elsewhere).toEqual(there.map(textOf));
    expect((await customer.balance()).used).toBe(textOf(sumOf([...here, ...there])));
  });

  test('G22 a call of 1,106 ms in 20 increments is 0.002212 in all', async () => {
    const customer = await open();
    await customer.record(Array.from({ length: 20 }, () => call('55.3', false, 'run-1')));
    expect((await customer.balance()).used).toBe('0.002212');
  });

  test.each([
    [false, ['50', '50']],
    [false, ['99', '1', '1']],
    [false, ['0', '0', '0']],
    [false, ['0.000001', '99.999998', '0.000001', '0.000001']],
    [false, ['33.333333333333', '33.333333333333', '33.333333333334', '0.1']],
    [true, ['0', '0']],
    [true, ['527', '527']],
    [true, ['1054']],
    [true, ['0.0001', '0.0002', '0.0003', '0.0004']],
  ])('G22 as well: elsewhere %s, in increments of %j', async (isRemote, increments) => {
    const customer = await open();
    const priceOf = (total: bigint) =>
      costOf(isRemote ? total + CALL_MS : most(total, CALL_MS), '1', MS_PER_CREDIT);
    let [total, before] = [0n, 0n];
    const expected = increments.map((ms) => {
      total += quantityOf(ms);
      const charge = priceOf(total) - before;
      before += charge;
      return textOf(charge);
    });
    const charged = [];
    for (const ms of increments) {
      charged.push((await customer.recordOne(call(ms, isRemote, 'run-1'))).credits);
    }
    expect(charged).toEqual(expected);
    const at = await customer.charges(increments.map((ms) => call(ms, isRemote, 'run-2')));
    expect(at).toEqual(expected);
    expect((await customer.balance()).used).toBe(textOf(2n * priceOf(total)));
  });

  describe('with folders', () => {
    async function openFolders(): Promise<GoldenCustomer> {
      const customer = await open('enterprise', '2026-11-01T00:00:00Z');
      const scopes = suite.server.client.directory(customer.key, 'scopes');
      const parents = [
        ['a', null],
        ['a1', 'a'],
        ['a2', 'a'],
        ['a11', 'a1'],
        ['b', null],
        ['p-a', 'a'],
        ['p-a1', 'a1'],
        ['p-a11', 'a11'],
        ['p-a2', 'a2'],
        ['p-b', 'b'],
        ['p-none', null],
      ] as const;
      for (const [id, parent] of parents) await scopes.put(id, { parent });
      return customer;
    }

    async function folderRows({ key }: GoldenCustomer, filter?: string) {
      const query = { by: 'folder', ...(filter === undefined ? {} : { filter }) };
      const { rows, total } = await suite.server.client.breakdown.get(key, query);
      const folders = rows.map((row) => [row.key ?? '-', [row.direct?.credits, row.credits]]);
      return { total: total.credits, folders: Object.fromEntries(folders) };
    }

    test('G16 3 of A itself and 4 of A1 in it are 7 rolled up, and 4 without A', async () => {
      const customer = await openFolders();
      await customer.record([gpu('3', { folder: 'a' }), gpu('4', { folder: 'a1' })]);
      const rolledUp = { a: ['3', '7'], a1: ['4', '4'] };
      expect(await folderRows(customer)).toEqual({ total: '7', folders: rolledUp });
      expect((await folderRows(customer, 'folder:ex:a')).total).toBe('4');
      expect((await folderRows(customer, 'folder:in:a1')).total).toBe('4');
    });

    test('G16 as well: three levels, two trees and what has no folder', async () => {
      const customer = await openFolders();
      const hours = { a: '1.5', a1: '2', a11: '0.25', a2: '8', b: '16' };
      await customer.record([
        ...Object.entries(hours).map(([folder, each]) => gpu(each, { folder })),
        gpu('32'),
      ]);
      const { total, folders } = await folderRows(customer);
      expect(total).toBe('59.75');
      expect(folders).toEqual({
        a: ['1.5', '11.75'],
        a1: ['2', '2.25'],
        a11: ['0.25', '0.25'],
        a2: ['8', '8'],
        b: ['16', '16'],
        '-': ['32', '32'],
      });
      for (const [filter, left] of [
        ['folder:ex:a', '58.25'],
        ['folder:ex:a,a11', '58'],
        ['folder:in:a1,b', '18'],
        ['folder:in:', '32'],
        ['folder:ex:', '27.75'],
        ['folder:in:a,a1;meter:in:dedicated_gpu', '3.5'],
      ]) {
        expect((await folderRows(customer, filter)).total).toBe(left);
      }
    });

    test('G17 images in projects of A and B are the workspace’s, both in A they are A’s', async () => {
      const customer = await openFolders();
      await customer.record([stored('150000', ['p-a', 'p-b']), stored('300000', ['p-a', 'p-a1'])]);
      await customer.advance('2026-12-01T00:00:00Z');
      const range = { from: '2026-11-01', to: '2026-12-01', by: 'folder' };
      const { rows } = await suite.server.client.breakdown.get(customer.key, range);
      const direct = rows.map(({ key, direct: own }) => [key, own?.credits]);
      expect(Object.fromEntries(direct)).toEqual({ a: '60', null: '30' });
    });

    test.each([
      [['p-a'], 'a'],
      [['p-a11'], 'a11'],
      [['p-a11', 'p-a1'], 'a1'],
      [['p-a11', 'p-a2'], 'a'],
      [['p-a11', 'p-a1', 'p-a2'], 'a'],
      [['p-a11', 'p-b'], '-'],
      [['p-b', 'p-none'], '-'],
      [['p-b', 'p-b'], 'b'],
    ])('G17 as well: images in %j are of folder %s', async (project, folder) => {
      const customer = await openFolders();
      await customer.recordOne({
        type: 'image.upload',
        data: { images: 25_000 },
        dimensions: { project },
      });
      const { folders } = await folderRows(customer);
      expect(folders[folder]).toEqual(['2.5', '2.5']);
    });
  });

  test('G18 250 of 240 in the seventh month are $60 of that flex cycle', async () => {
    const customer = await open('core_annual', '2026-01-15T00:00:00Z');
    await customer.advance('2026-07-20T00:00:00Z');
    await customer.recordOne(gpu('250'));
    const flex = await cyclesOf(customer, 'flex');
    expect(flex['2026-07-15']).toMatchObject({ used: '250', overage: '10' });
    expect(flex['2026-06-15']).toMatchObject({ used: '0', overage: '0' });
    const { catalog } = await suite.server.client.catalog.get({ key: 'vision' });
    const plans = catalog['plans'] as { id: string; pricePerCredit?: { flex: string } }[];
    const price = plans.find(({ id }) => id === 'core_annual')?.pricePerCredit?.flex ?? '';
    expect(costOf(quantityOf('10'), price)).toBe(60n * CREDIT);
    const { cycle, ...balance } = await customer.balance();
    expect(cycle).toMatchObject({
      start: '2026-01-15T00:00:00Z',
      end: '2027-01-15T00:00:00Z',
    });
    expect(balance).toMatchObject({ granted: '240', used: '250', overage: '10', overdrawn: '0' });
  });

  test.each([
    [[['2026-02-20', '239.999999999']]],
    [[['2026-02-20', '240']]],
    [[['2026-02-20', '240.000000001']]],
    [
      [
        ['2026-02-14T23:59:59.999999Z', '200'],
        ['2026-02-15', '50'],
        ['2026-08-01', '0.5'],
        ['2027-01-14T23:59:59.999999Z', '7'],
      ],
    ],
    [
      [
        ['2026-12-31', '300'],
        ['2027-01-15', '239'],
        ['2027-01-16', '2'],
      ],
    ],
  ])('G18 as well: hours of %j', async (uses) => {
    const customer = await open('core_annual', '2026-01-15T00:00:00Z');
    const expected = new Map<string, bigint>();
    const left = new Map<string, bigint>();
    for (const [date = '', hours = ''] of uses) {
      await customer.advance(date.length > 10 ? date : `${date}T00:00:00Z`);
      await customer.recordOne(gpu(hours));
      const [year, month] = [cycleStart(date, 12), cycleStart(date, 1)];
      const before = left.get(year) ?? 240n * CREDIT;
      const beyond = leftOf(creditsOf(hours), before);
      left.set(year, leftOf(before, creditsOf(hours)));
      expected.set(month, (expected.get(month) ?? 0n) + beyond);
    }
    const flex = await cyclesOf(customer, 'flex');
    for (const [start, overage] of expected) {
      expect(flex[start]).toMatchObject({ overage: textOf(overage), overdrawn: '0' });
    }
    const all = Object.values(flex).map((totals) => creditsOf(totals.overage));
    expect(sumOf(all)).toBe(sumOf(expected.values()));
  });

  test('G29 cameras of 11,000 and 4,000 minutes are 20 + 8', async () => {
    const customer = await open();
    const minutes = [video('11000', 'yard'), video('4000', 'hall')];
    expect(await customer.charges(minutes)).toEqual(['20', '8']);
    expect((await customer.balance()).used).toBe('28');
  });

  test.each([
    ['9999.5', '10000', '10000.5'],
    ['5000', '5000', '1', '1'],
    ['0', '20000', '0.000001'],
    ['333.333333', '333.333333', '9333.333334', '3'],
  ])('G29 as well: one camera after the other and one alone, of %s, %s, …', async (...minutes) => {
    const customer = await open();
    const apart = await customer.charges(minutes.map((each, index) => video(each, `c${index}`)));
    const costs = minutes.map((each) => costOf(quantityOf(each), '1', '500'));
    expect(apart).toEqual(costs.map((cost) => textOf(least(cost, 20n * CREDIT))));
    let [total, before] = [0n, 0n];
    const expected = minutes.map((each) => {
      total += quantityOf(each);
      const charge = least(costOf(total, '1', '500'), 20n * CREDIT) - before;
      before += charge;
      return textOf(charge);
    });
    expect(await customer.charges(minutes.map((each) => video(each, 'one')))).toEqual(expected);
    await customer.advance('2026-04-01T00:00:00Z');
    expect(await customer.charges([video('10500', 'one')])).toEqual(['20']);
  });

  test('the ledger of all these is proved', () => suite.expectProof());

  async function cyclesOf({ key }: GoldenCustomer, series: string) {
    const { data } = await suite.server.client.cycles.list(key, { series, limit: 100 });
    const nothing = { used: '0', overage: '0', overdrawn: '0' };
    return Object.fromEntries(
      data.map(({ start, totals }) => [start.slice(0, 10), totals[0] ?? nothing]),
    );
  }
});

/** The start of the cycle of so many months from 15 January 2026 that a date lies in. */
function cycleStart(date: string, months: number): string {
  let start = '2026-01-15';
  for (let month = months; ; month += months) {
    const next = new Date(Date.UTC(2026, month, 15)).toISOString().slice(0, 10);
    if (next > date.slice(0, 10)) return start;
    start = next;
  }
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function call(ms: string, remote?: boolean, run: string | null = null): Sketch {
  const data = { ms, ...(remote === undefined ? {} : { remote }) };
  return { type: 'inference.call', data, run, dimensions: { api_key: 'k-1' } };
}

function gpu(hours: string, dimensions: Record<string, string> = {}): Sketch {
  return { type: 'dedicated.gpu', data: { hours }, dimensions };
}

function stored(images: string, project: readonly string[]): Sketch {
  return { type: 'storage.sample', data: { images }, dimensions: { project } };
}

function video(minutes: string, camera: string): Sketch {
  return { type: 'edge.video', data: { minutes }, dimensions: { camera } };
}
