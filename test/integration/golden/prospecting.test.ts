import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer, Sketch } from './golden-customer.ts';
import { goldenSuite } from './golden-suite.ts';
import { sumOf } from './plain-credits.ts';

describe.each(engines)('prospecting on %s', (engine) => {
  const suite = goldenSuite(engine, ['prospecting']);
  const open = (plan = 'pro') =>
    suite.open('prospecting', { plan, started_at: '2026-03-01T00:00:00Z' });

  test('G6 an e-mail address and a telephone number are 6 credits, and later none', async () => {
    const customer = await open();
    const both = [reveal('email', 'c1'), reveal('phone', 'c1')];
    expect(await customer.charges(both)).toEqual(['1', '5']);
    const again = await customer.record(both);
    expect(again).toMatchObject([
      { status: 'charged', credits: '0', list_credits: '1', zero_reason: 'already_charged' },
      { status: 'charged', credits: '0', list_credits: '5', zero_reason: 'already_charged' },
    ]);
    expect((await customer.balance()).used).toBe('6');
  });

  test.each([
    ['c1 c1 c2', 'c1 c2 c2'],
    ['c1 c2 c3 c4 c5', ''],
    ['', 'c1 c1 c1 c1'],
    ['c1 C1 c1', 'c%201 c%201 ć1 ć1'],
  ])('G6 as well: e-mail of [%s] and telephone of [%s], in any order', async (mails, phones) => {
    const customer = await open();
    const contacts = (text: string) => text.split(' ').filter((each) => each !== '');
    const events = [
      ...contacts(mails).map((contact) => reveal('email', contact)),
      ...contacts(phones).map((contact) => reveal('phone', contact)),
    ];
    const expected = 1 * new Set(contacts(mails)).size + 5 * new Set(contacts(phones)).size;
    await customer.record(events);
    await customer.record(events.toReversed());
    await customer.advance('2026-06-15T00:00:00Z');
    await customer.record(events.map((event) => ({ ...event, dimensions: { user: 'bob' } })));
    const { data } = await suite.server.client.cycles.list(customer.key, { series: 'plan' });
    const used = data.map(({ totals }) => Number(totals[0]?.used ?? '0'));
    expect(used.reduce((sum, each) => sum + each, 0)).toBe(expected);
  });

  test('G7 bulk answers of 25, 26, 100 and no results are 1, 2, 4 and 1', async () => {
    const customer = await open();
    const sizes = ['25', '26', '100', '0'];
    expect(await customer.charges(sizes.map(bulk))).toEqual(['1', '2', '4', '1']);
  });

  test('G7 as well: each answer by itself, at least one credit', async () => {
    const customer = await open();
    const sizes = [1, 2, 24, 25, 26, 49, 50, 51, 99, 101, 2500, 2501, 24.5, 25.000001, 0.000001];
    const expected = sizes.map((size) => `${Math.max(1, Math.ceil(size / 25))}`);
    expect(await customer.charges(sizes.map((size) => bulk(`${size}`)))).toEqual(expected);
    const single = [0, 1, 2, 7, 100];
    const results = single.map((size) => ({ type: 'api.request.single', data: { results: size } }));
    expect(await customer.charges(results)).toEqual(['1', '1', '2', '7', '100']);
  });

  test('G8 CSV of 25 and 26 rows are 1 and 2; the 5th and the 6th prompt 1 and 2 in all', async () => {
    const customer = await open();
    expect(await customer.charges([csv('25'), csv('26')])).toEqual(['1', '2']);
    expect(await customer.charges(prompts(5))).toEqual(['1', '0', '0', '0', '0']);
    expect(await customer.charges(prompts(1))).toEqual(['1']);
  });

  test('G8 as well: CSV without a run, each by itself', async () => {
    const customer = await open();
    const sizes = [0, 1, 24, 49, 50, 51, 75, 76, 1000, 1001];
    const expected = sizes.map((size) => `${Math.ceil(size / 25)}`);
    expect(await customer.charges(sizes.map((size) => csv(`${size}`)))).toEqual(expected);
  });

  test('G8 as well: prompts count by member and cycle, however they are mixed', async () => {
    const customer = await open();
    const members = [...'aabacabbbacabaccbaabbccaab'];
    const counts = new Map<string, number>();
    const expected = members.map((user) => {
      const before = counts.get(user) ?? 0;
      counts.set(user, before + 1);
      return before % 5 === 0 ? '1' : '0';
    });
    expect(await customer.charges(members.map(prompt))).toEqual(expected);
    await customer.advance('2026-04-01T00:00:00Z');
    expect(await customer.charges([prompt('a'), prompt('b'), prompt('a')])).toEqual([
      '1',
      '1',
      '0',
    ]);
  });

  test('G20 six prompts are 1, 0, 0, 0, 0, 1; without the second −1', async () => {
    const customer = await open();
    const events = prompts(6).map((event, index) => ({ ...event, id: `p${index + 1}` }));
    expect(await customer.charges(events)).toEqual(['1', '0', '0', '0', '0', '1']);
    expect(await customer.void('p2')).toMatchObject({ credits: '-1', rerated: '-1' });
    expect((await customer.balance()).used).toBe('1');
  });

  test.each([
    [1, [0]],
    [5, [0]],
    [6, [0, 5]],
    [6, [5, 0, 1, 2, 3, 4]],
    [11, [10, 0, 4]],
    [12, [2, 3, 4, 5, 6, 7, 8]],
  ])('G20 as well: %i prompts, then those at %j voided', async (count, voided) => {
    const customer = await open();
    const events = prompts(count).map((event, index) => ({ ...event, id: `p${index}` }));
    await customer.record(events);
    let live = count;
    for (const index of voided) {
      const { credits } = await customer.void(`p${index}`);
      expect(Number(credits)).toBe(Math.ceil((live - 1) / 5) - Math.ceil(live / 5));
      live -= 1;
    }
    expect((await customer.balance()).used).toBe(`${Math.ceil(live / 5)}`);
  });

  test('G21 a CSV of 26 rows as 10 + 10 + 6 in one run is 1, 0, 1', async () => {
    const customer = await open();
    const parts = ['10', '10', '6'].map((rows) => csv(rows, 'export-1'));
    expect(await customer.charges(parts)).toEqual(['1', '0', '1']);
  });

  test.each([
    [[25, 1]],
    [[24, 1, 1]],
    [[0, 25, 0, 1, 0]],
    [[13, 13, 13, 13]],
    [[49, 1, 1]],
    [[1, 100, 24]],
    [Array.from({ length: 27 }, () => 1)],
  ])('G21 as well: a CSV of %j in one run', async (parts) => {
    const customer = await open();
    let total = 0;
    const expected = parts.map((rows) => {
      const before = Math.ceil(total / 25);
      total += rows;
      return `${Math.ceil(total / 25) - before}`;
    });
    expect(await chargesOneByOne(customer, parts)).toEqual(expected);
    expect(await customer.charges(parts.map((rows) => csv(`${rows}`, 'at once')))).toEqual(
      expected,
    );
    const { used } = await customer.balance();
    expect(BigInt(used)).toBe(2n * sumOf(expected.map(BigInt)));
  });

  test('the ledger of all these is proved', () => suite.expectProof());
});

/** Each in a request of its own, so that totals are read back from the store. */
async function chargesOneByOne(customer: GoldenCustomer, parts: readonly number[]) {
  const charged = [];
  for (const rows of parts) {
    charged.push((await customer.recordOne(csv(`${rows}`, 'one by one'))).credits);
  }
  return charged;
}

function reveal(datapoint: 'email' | 'phone', contact: string): Sketch {
  return {
    type: `reveal.${datapoint}`,
    data: { contact, datapoint },
    dimensions: { user: 'ann', feature: 'platform', credit_type: datapoint },
  };
}

function bulk(results: string): Sketch {
  return { type: 'api.request.bulk', data: { results }, dimensions: { api_key: 'key-1' } };
}

function csv(rows: string, run: string | null = null): Sketch {
  return { type: 'workspace.csv_export', data: { rows }, dimensions: { user: 'ann' }, run };
}

function prompt(user: string): Sketch {
  return { type: 'workspace.prompt', dimensions: { user, feature: 'workspace' } };
}

function prompts(count: number): Sketch[] {
  return Array.from({ length: count }, () => prompt('ann'));
}
