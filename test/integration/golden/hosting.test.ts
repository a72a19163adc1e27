import { describe, expect, test } from 'vitest';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer, Sketch } from './golden-customer.ts';
import { readCatalog } from './golden-server.ts';
import { goldenSuite } from './golden-suite.ts';
import { CREDIT, costOf, creditsOf, leftOf, quantityOf, sumOf, textOf } from './plain-credits.ts';

describe.each(engines)('hosting on %s', (engine) => {
  const suite = goldenSuite(engine, ['hosting']);
  const open = (plan: string, started_at: string) => suite.open('hosting', { plan, started_at });

  test('G1 16 deploys and $0.2089 of AI are 277.602 of 300 credits', async () => {
    const customer = await open('free', '2026-11-01T00:00:00Z');
    const charged = await customer.charges([...times(16, PRODUCTION), inference('0.2089')]);
    expect(charged).toEqual([...times(16, '15'), '37.602']);
    expect(await customer.balance()).toMatchObject({
      total: '300',
      used: '277.602',
      remaining: '22.398',
      available: '22.398',
      overdrawn: '0',
      state: 'low',
    });
  });

  test.each([
    [0, '0'],
    [1, '0.000001'],
    [14, '0.083333333333'],
    [15, '0'],
    [19, '0.083333333333'],
    [20, '0'],
    [20, '0.000000000001'],
    [20, '0.01'],
    [21, '1.25'],
  ])('G1 as well: %i deploys and $%s of AI', async (deploys, usd) => {
    const customer = await open('free', '2026-11-01T00:00:00Z');
    await customer.record([...times(deploys, PRODUCTION), inference(usd)]);
    const used = BigInt(deploys) * 15n * CREDIT + costOf(quantityOf(usd), '180');
    const left = textOf(leftOf(300n * CREDIT, used));
    expect(await customer.balance()).toMatchObject({
      total: '300',
      used: textOf(used),
      remaining: left,
      available: left,
      overdrawn: textOf(leftOf(used, 300n * CREDIT)),
      overage: '0',
    });
  });

  test('G2 35 previews, 3 rollbacks and 1,000 forms cost nothing', async () => {
    const customer = await open('pro', '2026-11-01T00:00:00Z');
    const results = await customer.record([
      ...times(35, deploy('preview')),
      ...times(3, deploy('rollback')),
      ...times(1000, FORM),
    ]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'charged', credits: '0', zero_reason: 'free' });
    }
    expect(await customer.balance()).toMatchObject({ used: '0', available: '3000' });
  });

  test('G2 as well: the card before has a price for forms, and none for branches', async () => {
    const customer = await open('pro', '2025-11-01T00:00:00Z');
    await customer.record([...times(7, deploy('branch')), ...times(12, FORM)]);
    expect(await customer.balance()).toMatchObject({ used: '12', available: '2988' });
  });

  test('G2 as well: a context that no meter counts is unmetered', async () => {
    const customer = await open('pro', '2026-11-01T00:00:00Z');
    const result = await customer.recordOne(deploy('nightly'));
    expect(result).toMatchObject({ status: 'charged', credits: '0', zero_reason: 'unmetered' });
  });

  const CARDS = [
    { plan: 'pro', at: '2026-11-01T00:00:00Z', requests: '2', gb: '20', hours: '10' },
    { plan: 'pro', at: '2025-11-01T00:00:00Z', requests: '3', gb: '10', hours: '5' },
    { plan: 'enterprise', at: '2026-11-01T00:00:00Z', requests: '2', gb: '20', hours: '5' },
  ];

  test.each(CARDS)('G3 traffic of $plan at $at', async ({ plan, at, ...card }) => {
    const customer = await open(plan, at);
    const vector = [batch('10000'), bandwidth('1'), compute('1')];
    expect(await customer.charges(vector)).toEqual([card.requests, card.gb, card.hours]);
    const amounts = ['0', '1', '9999', '10001', '123456789', '0.5', '0.000000000001', '33.333333'];
    const charged = await customer.charges(
      amounts.flatMap((amount) => [batch(amount), bandwidth(amount), compute(amount)]),
    );
    const expected = amounts
      .map(quantityOf)
      .flatMap((amount) => [
        costOf(amount, card.requests, '10000'),
        costOf(amount, card.gb),
        costOf(amount, card.hours),
      ]);
    expect(charged).toEqual(expected.map(textOf));
    const first = sumOf([card.requests, card.gb, card.hours].map(creditsOf));
    const { used, available } = await customer.balance();
    expect(used).toBe(textOf(first + sumOf(expected)));
    if (plan === 'enterprise') expect(available).toBeNull();
  });

  test('G4 1,240 of 1,000 and a pack of 500 leave 260, which stay', async () => {
    const customer = await open('personal', '2026-11-01T00:00:00Z');
    await customer.grant('addon', '500', { source: 'purchase' });
    await customer.recordOne(bandwidth('62'));
    expect(await customer.grants()).toEqual(['monthly 0 of 1000', 'addon 260 of 500']);
    await customer.advance('2026-12-01T00:00:00Z');
    expect(await customer.grants()).toEqual(['monthly 1000 of 1000', 'addon 260 of 500']);
    const after = { opening: '260', granted: '1000', total: '1260', available: '1260' };
    expect(await customer.balance()).toMatchObject(after);
  });

  test.each([
    ['49.999999', ['500']],
    ['50', ['500']],
    ['50.000001', ['500']],
    ['74.999', ['500']],
    ['75', ['500']],
    ['75.25', ['500']],
    ['100', ['500', '500', '0.5']],
    ['100.025', ['500', '500', '0.5']],
  ])('G4 as well: %s GB and packs of %j', async (gb, packs) => {
    const customer = await open('personal', '2026-11-01T00:00:00Z');
    for (const pack of packs) await customer.grant('addon', pack, { source: 'purchase' });
    await customer.recordOne(bandwidth(gb));
    const used = costOf(quantityOf(gb), '20');
    const bought = sumOf(packs.map(creditsOf));
    const beyond = leftOf(used, 1000n * CREDIT);
    const { total, overdrawn, available, grants } = await customer.balance();
    expect({ total, overdrawn, available }).toEqual({
      total: textOf(1000n * CREDIT + bought),
      overdrawn: textOf(leftOf(beyond, bought)),
      available: textOf(leftOf(1000n * CREDIT + bought, used)),
    });
    expect(grants[0]?.remaining).toBe(textOf(leftOf(1000n * CREDIT, used)));
    await customer.advance('2026-12-01T00:00:00Z');
    const next = textOf(1000n * CREDIT + leftOf(bought, beyond));
    expect(await customer.balance()).toMatchObject({ total: next, overdrawn: '0' });
  });

  test.each([
    ['45', 15, '2026-11-01T02:00:00Z'],
    ['45', 0, '2026-11-01T00:00:00Z'],
    ['49.25', 15, '2026-11-01T00:00:00.000001Z'],
    ['49.3', 15, '2026-11-02T12:00:00Z'],
    ['50', 15, '2026-11-03T23:59:59.999999Z'],
    ['0', 1005, '2026-11-03T00:00:00Z'],
  ])('G23 %s GB of October, and %i credits of it that arrive at %s', async (gb, late, at) => {
    const customer = await open('personal', '2026-10-01T00:00:00Z');
    await customer.advance('2026-10-20T00:00:00Z');
    await customer.recordOne(bandwidth(gb));
    await customer.advance(at);
    const occurred_at = '2026-10-31T23:59:59.999999Z';
    const events = times(late / 15, { ...PRODUCTION, occurred_at });
    const results = events.length > 0 ? await customer.record(events) : [];
    expect(results.map(({ status }) => status)).toEqual(times(late / 15, 'charged'));
    const used = costOf(quantityOf(gb), '20') + BigInt(late) * CREDIT;
    expect(await cycleOf(customer, '2026-10-01')).toMatchObject({
      granted: '1000',
      used: textOf(used),
      expired: textOf(leftOf(1000n * CREDIT, used)),
      overdrawn: textOf(leftOf(used, 1000n * CREDIT)),
    });
    const november = { opening: '0', granted: '1000', used: '0', overdrawn: '0' };
    expect(await customer.balance()).toMatchObject({ ...november, available: '1000' });
  });

  test('G23 as well: from 72 hours on what is late is booked when it arrives', async () => {
    const customer = await open('personal', '2026-10-01T00:00:00Z');
    await customer.advance('2026-11-04T00:00:00Z');
    const occurred_at = '2026-10-31T23:59:59.999999Z';
    expect(await customer.recordOne({ ...PRODUCTION, occurred_at })).toMatchObject({
      status: 'late',
      credits: '15',
    });
    expect(await cycleOf(customer, '2026-10-01')).toMatchObject({ used: '0', expired: '1000' });
    expect(await customer.balance()).toMatchObject({ used: '15', available: '985' });
  });

  test.each([
    [1, false],
    [1, true],
    [3, false],
    [3, true],
  ])(
    'G25 %i deploys of October voided on 5 November, compensated: %s',
    async (count, compensate) => {
      const customer = await open('personal', '2026-10-01T00:00:00Z');
      await customer.advance('2026-10-20T00:00:00Z');
      const ids = times(count, '').map((_, index) => `deploy-${index}`);
      await customer.record(ids.map((id) => ({ ...PRODUCTION, id })));
      await customer.advance('2026-11-05T00:00:00Z');
      for (const id of ids) {
        const { credits, compensation } = await customer.void(id, { compensate });
        expect([credits, compensation?.credits]).toEqual(['-15', compensate ? '15' : undefined]);
      }
      const all = 15 * count;
      expect(await cycleOf(customer, '2026-10-01')).toMatchObject({
        used: `${all}`,
        expired: `${1000 - all}`,
      });
      expect(await customer.balance()).toMatchObject({
        used: `${-all}`,
        expired: `${all}`,
        available: `${compensate ? 1000 + all : 1000}`,
      });
      await customer.advance('2026-12-01T00:00:00Z');
      expect(await customer.balance()).toMatchObject({ opening: '0', available: '1000' });
    },
  );

  test('G27 a GB costs 10 until 14 April begins, and 20 from then on', async () => {
    const customer = await open('pro', '2026-04-01T00:00:00Z');
    await customer.advance('2026-04-14T00:01:00Z');
    const at = (occurred_at: string): Sketch => ({ ...bandwidth('1'), occurred_at });
    const instants = ['2026-04-13T23:59:59Z', '2026-04-14T00:00:00Z'];
    expect(await customer.charges(instants.map(at))).toEqual(['10', '20']);
    const around = [
      '2026-04-13T23:59:59.999999Z',
      '2026-04-14T00:00:00.000001Z',
      '2026-04-14T01:59:59.999999+02:00',
      '2026-04-14T02:00:00+02:00',
      '2026-04-13T19:59:59.999999-04:00',
      '2026-04-13T20:00:00-04:00',
    ];
    expect(await customer.charges(around.map(at))).toEqual(['10', '20', '10', '20', '10', '20']);
    await customer.advance('2026-04-15T09:00:00Z');
    expect(await customer.charges([at('2026-04-13T12:00:00Z')])).toEqual(['10']);
  });

  test.each([
    ['America/New_York', '2026-04-14T04:00:00Z'],
    ['Asia/Kolkata', '2026-04-13T18:30:00Z'],
    ['Pacific/Auckland', '2026-04-13T12:00:00Z'],
  ])(
    'G27 as well: a card begins at midnight in %s, the zone of its catalog',
    async (zone, card) => {
      const key = `hosting-${zone.replace('/', '-').replace('_', '-').toLowerCase()}`;
      await suite.server.client.catalog.publish({ ...readCatalog('hosting'), key, timeZone: zone });
      const terms = { plan: 'pro', started_at: '2026-04-01T00:00:00Z', time_zone: 'Europe/Berlin' };
      const customer = await suite.open(key, terms);
      await customer.advance('2026-04-15T00:00:00Z');
      const before = new Date(Date.parse(card) - 1000).toISOString().replace('.000Z', '.999999Z');
      const after = card.replace('Z', '.000001Z');
      const events = [before, card, after].map((occurred_at) => ({
        ...bandwidth('1'),
        occurred_at,
      }));
      expect(await customer.charges(events)).toEqual(['10', '20', '20']);
    },
  );

  test('the ledger of all these is proved', () => suite.expectProof());

  async function cycleOf({ key }: GoldenCustomer, date: string) {
    const { data } = await suite.server.client.cycles.list(key, { series: 'plan' });
    return data.find(({ start }) => start.startsWith(date))?.totals[0];
  }
});

function times<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}

function deploy(context: string): Sketch {
  return { type: 'deploy.succeeded', data: { context }, dimensions: { project: 'blog' } };
}

const PRODUCTION = deploy('production');
const FORM: Sketch = { type: 'form.submitted', dimensions: { project: 'blog' } };

function inference(cost_usd: string): Sketch {
  const data = { cost_usd, input_tokens: 9000, output_tokens: 1200 };
  return { type: 'ai.request', data, dimensions: { ai_product: 'agent_runners', model: 'sonnet' } };
}

function batch(requests: string): Sketch {
  return { type: 'request.batch', data: { requests } };
}

function bandwidth(gb: string): Sketch {
  return { type: 'bandwidth.usage', data: { gb } };
}

function compute(gb_hours: string): Sketch {
  return { type: 'function.usage', data: { gb_hours } };
}
