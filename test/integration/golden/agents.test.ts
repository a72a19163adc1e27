import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer, Sketch } from './golden-customer.ts';
import { goldenSuite } from './golden-suite.ts';
import { creditsOf, sumOf, textOf } from './plain-credits.ts';

describe.each(engines)('agents on %s', (engine) => {
  const suite = goldenSuite(engine, ['agents']);
  const open = (started_at = '2026-11-01T00:00:00Z') =>
    suite.open('agents', { plan: 'business', started_at });

  test('G9 of 500 credits, 200 + 200 are charged and 101 are denied', async () => {
    const customer = await open();
    await customer.grant('monthly', '500', { source: 'purchase' });
    const results = await customer.record(['200', '200', '101'].map(requested));
    expect(results).toMatchObject([
      { status: 'charged', credits: '200' },
      { status: 'charged', credits: '200' },
      {
        status: 'denied',
        credits: '0',
        denial: {
          code: 'insufficient_credits',
          required: '101',
          available: '100',
          retry: 'new_id',
        },
      },
    ]);
    const left = { used: '400', overdrawn: '0', available: '100' };
    expect(await customer.balance()).toMatchObject(left);
  });

  test.each([
    ['500', ['200', '200', '100', '0', '0.000000001']],
    ['500', ['500', '0.000000001']],
    ['500', ['499.999999999', '0.000000001', '0.000000001']],
    ['500', ['500.000000001', '500']],
    ['0.5', ['1', '0.25', '0.5', '0.25', '0.000000001']],
    ['1', Array.from({ length: 40 }, () => '0.03')],
  ])('G9 as well: of %s credits, requests of %j', async (granted, requests) => {
    const expected = admissionsOf(granted, requests);
    const together = await open();
    await together.grant('monthly', granted);
    const results = await together.record(requests.map(requested));
    expect(results.map(({ status }) => status)).toEqual(expected);
    const apart = await open();
    await apart.grant('monthly', granted);
    const statuses = [];
    for (const request of requests)
      statuses.push((await apart.recordOne(requested(request))).status);
    expect(statuses).toEqual(expected);
    const used = sumOf(requests.filter((_, index) => expected[index] === 'charged').map(creditsOf));
    for (const customer of [together, apart]) {
      const { available, overdrawn } = await customer.balance();
      expect([available, overdrawn]).toEqual([textOf(creditsOf(granted) - used), '0']);
    }
  });

  test('G9 as well: of many requests at once, no more than there is are charged', async () => {
    const customer = await open();
    await customer.grant('monthly', '500');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => customer.record([requested('101')])),
    );
    const statuses = answers.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'charged')).toHaveLength(4);
    expect(statuses.filter((status) => status === 'denied')).toHaveLength(8);
    expect(await customer.balance()).toMatchObject({ used: '404', available: '96' });
  });

  test('G32 a run of 42 credits has lines of 42, 0 and 0: one run, one agent', async () => {
    const customer = await open();
    const { credits, lines } = await customer.recordOne(run('42', 'a1'));
    expect(credits).toBe('42');
    expect(lines?.map(({ meter, quantity, credits: each }) => [meter, quantity, each])).toEqual([
      ['agent_run', '42', '42'],
      ['runs_completed', '1', '0'],
      ['agents_finished', '1', '0'],
    ]);
    expect(await countsOf(customer)).toEqual({
      agent_run: ['42', '42'],
      runs_completed: ['1', '0'],
      agents_finished: ['1', '0'],
    });
  });

  test.each([
    [
      [
        ['42', 'a1'],
        ['8', 'a1'],
      ],
    ],
    [
      [
        ['0', 'a1'],
        ['0.000000001', 'a2'],
        ['30.5', 'a1'],
        ['60', 'a3'],
        ['1', 'a2'],
      ],
    ],
  ])('G32 as well: runs of %j', async (runs) => {
    const customer = await open();
    const charged = await customer.charges(
      runs.map(([credits = '', agent]) => run(credits, agent)),
    );
    expect(charged).toEqual(runs.map(([credits]) => credits));
    const total = textOf(sumOf(runs.map(([credits = '']) => creditsOf(credits))));
    expect(await countsOf(customer)).toEqual({
      agent_run: [total, total],
      runs_completed: [`${runs.length}`, '0'],
      agents_finished: [`${new Set(runs.map(([, agent]) => agent)).size}`, '0'],
    });
    expect((await customer.balance()).used).toBe(total);
  });

  test('G32 as well: before billing starts a run costs nothing, and says what it would', async () => {
    const customer = await open('2026-05-01T00:00:00Z');
    await customer.advance('2026-05-05T00:00:00Z');
    const at = (occurred_at: string) => ({ ...run('42', 'a1'), occurred_at });
    const results = await customer.record([
      at('2026-05-03T23:59:59.999999Z'),
      at('2026-05-04T00:00:00Z'),
    ]);
    expect(results).toMatchObject([
      { credits: '0', list_credits: '42', zero_reason: 'before_billing' },
      { credits: '42', list_credits: '42', zero_reason: null },
    ]);
    expect((await customer.balance()).used).toBe('42');
  });

  test('the ledger of all these is proved', () => suite.expectProof());

  async function countsOf({ key }: GoldenCustomer) {
    const { rows } = await suite.server.client.breakdown.get(key, { by: 'meter' });
    return Object.fromEntries(rows.map((row) => [row.key, [row.quantity, row.credits]]));
  }
});

/** In order, each charged when what is left covers it. */
function admissionsOf(granted: string, requests: readonly string[]): string[] {
  let left = creditsOf(granted);
  return requests.map((request) => {
    if (creditsOf(request) > left) return 'denied';
    left -= creditsOf(request);
    return 'charged';
  });
}

function run(credits: string, agent = 'a1'): Sketch {
  const dimensions = { agent, workspace: 'w1', outcome: 'success' };
  return { type: 'agent.run.completed', data: { credits }, dimensions };
}

function requested(credits: string): Sketch {
  return { ...run(credits), enforce: true };
}
