import { describe, expect, test } from 'vitest';
import { balanceFigures } from '../../../web/src/figures/balance-figures.ts';
import { runway } from '../../../web/src/figures/runway.ts';
import { engines } from '../../support/databases.ts';
import type { GoldenCustomer, Sketch } from './golden-customer.ts';
import { goldenSuite } from './golden-suite.ts';
import { CREDIT, costOf, creditsOf, leftOf, quantityOf, sumOf, textOf } from './plain-credits.ts';

const WHOLE = { id: 'credits', decimals: 0, currency: null } as const;

describe.each(engines)('ai-workspace on %s', (engine) => {
  const suite = goldenSuite(engine, ['ai-workspace']);
  const open = (plan = 'enterprise', started_at = '2026-11-01T00:00:00Z') =>
    suite.open('ai-workspace', { plan, started_at });

  test('G12 620 of 500 monthly and 250 bonus leave 130 of the bonus, which stay', async () => {
    const customer = await open('free');
    await customer.grant('bonus', '250', { source: 'referral' });
    await customer.recordOne(spend('620'));
    expect(await customer.grants()).toEqual(['monthly 0 of 500', 'bonus 130 of 250']);
    await customer.advance('2026-12-01T00:00:00Z');
    expect(await customer.grants()).toEqual(['monthly 500 of 500', 'bonus 130 of 250']);
    expect(await customer.balance()).toMatchObject({ opening: '130', total: '630', used: '0' });
  });

  test.each([
    ['0', ['250']],
    ['499.9999', ['250']],
    ['500', ['250']],
    ['500.0001', ['250']],
    ['750', ['250']],
    ['751.5', ['250']],
    ['620', ['50', '0.5', '250']],
    ['1300', ['250', '250', '250']],
  ])('G12 as well: %s used of 500 and bonuses of %j', async (credits, bonuses) => {
    const customer = await open('free');
    for (const bonus of bonuses) {
      await customer.grant('bonus', bonus, { source: 'referral' });
      await customer.advance(new Date(Date.parse(customer.now) + 1000).toISOString());
    }
    await customer.recordOne(spend(credits));
    let rest = creditsOf(credits);
    const expected = ['500', ...bonuses].map((amount, index) => {
      const left = leftOf(creditsOf(amount), rest);
      rest = leftOf(rest, creditsOf(amount));
      return `${index === 0 ? 'monthly' : 'bonus'} ${textOf(left)} of ${amount}`;
    });
    expect(await customer.grants()).toEqual(expected);
    expect(await customer.balance()).toMatchObject({
      used: credits,
      overdrawn: textOf(rest),
      available: textOf(leftOf(500n * CREDIT + sumOf(bonuses.map(creditsOf)), creditsOf(credits))),
    });
    await customer.advance('2026-12-01T00:00:00Z');
    const kept = leftOf(sumOf(bonuses.map(creditsOf)), leftOf(creditsOf(credits), 500n * CREDIT));
    expect(await customer.balance()).toMatchObject({
      opening: textOf(kept),
      available: textOf(kept + 500n * CREDIT),
    });
  });

  test('G12 as well: a mix of grants is drawn by priority, then expiry, then age', async () => {
    const customer = await open('free');
    const mix = [
      { amount: '40', priority: 20, expires_at: '2027-03-01T00:00:00Z' },
      { amount: '30', priority: 5, expires_at: null },
      { amount: '20', priority: 20, expires_at: '2027-01-01T00:00:00Z' },
      { amount: '10', priority: 20, expires_at: null },
      { amount: '60', priority: 5, expires_at: '2026-11-20T00:00:00Z' },
      { amount: '15', priority: 20, expires_at: null },
    ];
    for (const { amount, ...more } of mix) await customer.grant('bonus', amount, more);
    const order = ['60', '30', '500', '20', '40', '10', '15'];
    for (const step of ['59.5', '31', '0', '499.5', '21.25', '60']) {
      await customer.recordOne(spend(step));
    }
    let rest = sumOf(['59.5', '31', '0', '499.5', '21.25', '60'].map(creditsOf));
    const expected = order.map((amount) => {
      const left = leftOf(creditsOf(amount), rest);
      rest = leftOf(rest, creditsOf(amount));
      return `${amount === '500' ? 'monthly' : 'bonus'} ${textOf(left)} of ${amount}`;
    });
    expect(await customer.grants()).toEqual(expected);
  });

  test('G13 300 of 500 on day 10 of 30: 20 days remain, and 6 days of credits', async () => {
    const { balance, facts } = await spentBy('2026-11-01', { days: 10, credits: '300' });
    expect(balance).toMatchObject({ used: '300', available: '200', total: '500' });
    expect(balance.cycle).toMatchObject({
      start: '2026-11-01T00:00:00Z',
      end: '2026-12-01T00:00:00Z',
    });
    expect(balance.resets_at).toBe('2026-12-01T00:00:00Z');
    expect(facts).toMatchObject({ daysElapsed: 10, daysRemaining: 20, perDay: 30n * CREDIT });
    expect(facts).toMatchObject({ runOut: { kind: 'days', days: 6 }, early: true });
  });

  test.each([
    { start: '2026-12-01', length: 31, days: 10, credits: '300' },
    { start: '2027-02-01', length: 28, days: 7, credits: '100' },
    { start: '2028-02-01', length: 29, days: 20, credits: '125.5' },
    { start: '2026-11-01', length: 30, days: 29, credits: '499' },
    { start: '2026-11-01', length: 30, days: 15, credits: '250' },
  ])(
    'G13 as well: $credits credits by day $days of $length, from $start',
    async ({ start, length, days, credits }) => {
      const { balance, facts } = await spentBy(start, { days, credits });
      const span = Date.parse(balance.cycle.end) - Date.parse(balance.cycle.start);
      expect(span).toBe(length * 86_400_000);
      const left = leftOf(500n * CREDIT, creditsOf(credits));
      expect(balance.available).toBe(textOf(left));
      const runOut = Number((left * BigInt(days)) / creditsOf(credits));
      expect(facts).toMatchObject({
        daysElapsed: days,
        daysRemaining: length - days,
        perDay: costOf(quantityOf(credits), '1', `${days}`),
        runOut: { kind: 'days', days: runOut },
        early: left * BigInt(days) < creditsOf(credits) * BigInt(length - days),
      });
    },
  );

  test('G14 10k in, 2k out, 50k read and 4k written of sonnet are $0.09, 9 credits', async () => {
    const customer = await open('team');
    const event = tokens('sonnet', ['10000', '2000', '50000', '4000']);
    const { credits, lines } = await customer.recordOne(event);
    expect(credits).toBe('9');
    expect(lines?.map((line) => [line['token_type'], line.credits])).toEqual([
      ['input', '3'],
      ['output', '3'],
      ['cache_read', '1.5'],
      ['cache_write', '1.5'],
    ]);
  });

  test('G14 as well: other mixes and models, in one event and in one for each', async () => {
    const customer = await open();
    const mixes = [
      ['0', '0', '0', '0'],
      ['1', '1', '1', '1'],
      ['333', '7', '123457', '11'],
      ['199999', '1', '0', '0'],
      ['12345678', '999999', '87654321', '1000001'],
    ];
    for (const [model, prices] of Object.entries(PRICES)) {
      const expected = mixes.map((mix) => mix.map((count, at) => priced(count, prices[at])));
      const results = await customer.record(mixes.map((mix) => tokens(model, mix)));
      expect(results.map(({ lines }) => lines?.map(({ credits }) => credits))).toEqual(
        expected.map((lines) => lines.map(textOf)),
      );
      expect(results.map(({ credits }) => credits)).toEqual(
        expected.map((lines) => textOf(sumOf(lines))),
      );
      const apart = mixes.flatMap((mix) => mix.map((count, at) => single(model, count, at)));
      expect(await customer.charges(apart)).toEqual(expected.flat().map(textOf));
    }
  });

  test('G35 210,000 tokens of a prompt above 200,000 cost 6 dollars a million: 126', async () => {
    const customer = await open();
    const event = prompt('claude-sonnet-4-5-20250929', '210000');
    expect(await customer.charges([event])).toEqual(['126']);
  });

  test.each([
    ['0', false],
    ['1', false],
    ['199999', false],
    ['200000', false],
    ['200000.000001', true],
    ['200001', true],
    ['1000000', true],
  ])('G35 as well: a prompt of %s, whatever the kind of token', async (size, isLong) => {
    const customer = await open();
    const mix = ['1000', '2000', '3000', '4000'];
    const prices = isLong ? ['6', '22.5', '0.6', '7.5'] : ['3', '15', '0.3', '3.75'];
    const event = tokens('claude-sonnet-4-5', mix, { prompt_tokens: size });
    const { lines } = await customer.recordOne(event);
    const expected = mix.map((count, at) => textOf(priced(count, prices[at])));
    expect(lines?.map(({ credits }) => credits)).toEqual(expected);
  });

  test('G35 as well: from 13 March on a long prompt of opus costs as any', async () => {
    const customer = await open('enterprise', '2026-03-01T00:00:00Z');
    await customer.advance('2026-03-14T00:00:00Z');
    const at = (occurred_at: string, size: string) => ({
      ...prompt('claude-opus-4-6', size),
      occurred_at,
    });
    const events = [
      at('2026-03-12T23:59:59.999999Z', '200000'),
      at('2026-03-12T23:59:59.999999Z', '200001'),
      at('2026-03-13T00:00:00Z', '200001'),
      at('2026-03-13T01:00:00+01:00', '1000000'),
    ];
    expect(await customer.charges(events)).toEqual(['100', '200.001', '100.0005', '500']);
  });

  test('G34 310.5 of 500 are shown as 311 used and 189 left', async () => {
    const { balance } = await spentBy('2026-11-01', { days: 10, credits: '310.5' });
    expect(balance).toMatchObject({ used: '310.5', available: '189.5' });
    const { used, left } = balanceFigures(balance, WHOLE);
    expect([used.rounded, left?.rounded]).toEqual([311n * CREDIT, 189n * CREDIT]);
  });

  test.each(['0', '0.0001', '0.5', '1.4999', '249.5', '250', '499.4999', '499.5', '500'])(
    'G34 as well: %s of 500, left rounded down and used the rest',
    async (credits) => {
      const { balance } = await spentBy('2026-11-01', { days: 10, credits });
      const { used, left } = balanceFigures(balance, WHOLE);
      const whole = ((500n * CREDIT - creditsOf(credits)) / CREDIT) * CREDIT;
      expect([used.rounded, left?.rounded]).toEqual([500n * CREDIT - whole, whole]);
    },
  );

  test('the ledger of all these is proved', () => suite.expectProof());

  /** A free customer that has spent so much in the first `days` of its cycle. */
  async function spentBy(start: string, { days, credits }: { days: number; credits: string }) {
    const customer: GoldenCustomer = await open('free', `${start}T00:00:00Z`);
    await customer.advance(new Date(Date.parse(start) + days * 86_400_000).toISOString());
    await customer.recordOne(spend(credits));
    const balance = await customer.balance();
    const facts = runway({
      start: new Date(balance.cycle.start),
      end: new Date(balance.cycle.end),
      asOf: new Date(balance.as_of),
      timeZone: 'UTC',
      used: creditsOf(balance.used),
      total: creditsOf(balance.total),
      available: creditsOf(balance.available ?? '0'),
    });
    return { balance, facts };
  }
});

const KINDS = ['input', 'output', 'cache_read', 'cache_write'];

/** USD per million tokens of each kind, of prompts up to 200,000 tokens. */
const PRICES: Readonly<Record<string, readonly string[]>> = {
  sonnet: ['3', '15', '0.3', '3.75'],
  haiku: ['1', '5', '0.1', '1.25'],
  'claude-opus-4-6-20260205': ['5', '25', '0.5', '6.25'],
  'claude-opus-4-1-20250805': ['15', '75', '1.5', '18.75'],
  'claude-sonnet-4-5-20250929': ['3', '15', '0.3', '3.75'],
  'claude-haiku-4-5': ['1', '5', '0.1', '1.25'],
};

/** A million tokens cost 100 credits for each dollar. */
function priced(count: string, usd = ''): bigint {
  return costOf(quantityOf(count), usd, '10000');
}

function tokens(
  model: string,
  [input, output, read, write]: readonly string[],
  more: Record<string, string> = {},
): Sketch {
  const data = {
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: read,
    cache_write_tokens: write,
    ...(model.startsWith('claude') ? { prompt_tokens: '200000' } : {}),
    ...more,
  };
  return { type: 'agent.tokens', data, dimensions: { model, user: 'ann', surface: 'cli' } };
}

function single(model: string, count: string, at: number): Sketch {
  const data = {
    tokens: count,
    token_type: KINDS[at],
    ...(model.startsWith('claude') ? { prompt_tokens: '200000' } : {}),
  };
  return { type: 'agent.tokens', data, dimensions: { model, surface: 'web' } };
}

/** Input tokens alone, all of the prompt. */
function prompt(model: string, size: string): Sketch {
  const data = { input_tokens: size, prompt_tokens: size };
  return { type: 'agent.tokens', data, dimensions: { model } };
}

/** Tokens of haiku that cost so much: 10,000 for a credit. */
function spend(credits: string): Sketch {
  const data = { input_tokens: textOf(creditsOf(credits) * 10_000n) };
  return { type: 'agent.tokens', data, dimensions: { model: 'haiku' } };
}
