import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatrixRow, Price, PriceModel, Tiers } from '../catalog.ts';
import { formatCredits } from '../credits.ts';
import { formatQuantity, PICO, pico, type Quantity, quantity } from '../quantity.ts';
import { parseRational, type Rational } from '../rational.ts';
import { billedQuantity, evaluate, rowKey, valuesOf, zeroRated } from './price.ts';

const tokenRates = matrix(['model', 'token_type'], '1000000', [
  [['sonnet', 'input'], '3'],
  [['sonnet', 'output'], '15'],
  [['sonnet', 'cache_read'], '0.30'],
  [['sonnet', 'cache_write'], '3.75'],
]);

describe('hosting prices', () => {
  it('charge nothing for previews, rollbacks and forms (G2)', () => {
    expect(['35', '3', '1000'].map((count) => cost(price({ kind: 'free' }), count))).toEqual([
      '0',
      '0',
      '0',
    ]);
  });

  it('charge requests, traffic and compute linearly (G3)', () => {
    expect(cost(price(unit('2', '10000')), '10000')).toBe('2');
    expect(cost(price(unit('3', '10000')), '10000')).toBe('3');
    expect(cost(price(unit('2', '10000')), '1')).toBe('0.0002');
    expect(cost(price(unit('20', '1')), '1')).toBe('20');
    expect(cost(price(unit('10', '1')), '1')).toBe('10');
    expect(cost(price(unit('5', '1')), '1')).toBe('5');
  });

  it('pass a cost on by its factor', () => {
    const inference = price({ kind: 'passthrough', factor: ratio('180') });
    expect(cost(inference, '0.2089')).toBe('37.602');
  });

  it('zero-rate what a name says, and only that', () => {
    const inference = price(
      { kind: 'passthrough', factor: ratio('180') },
      { zeroWhen: new Map([['ai_product', ['why_did_it_fail']]]) },
    );
    expect(zeroRated(inference, naming({ ai_product: 'why_did_it_fail' }))).toBe(true);
    expect(zeroRated(inference, naming({ ai_product: 'agent_runners' }))).toBe(false);
    expect(zeroRated(inference, naming({}))).toBe(false);
    const absent = price({ kind: 'free' }, { zeroWhen: new Map([['ai_product', ['']]]) });
    expect(zeroRated(absent, naming({}))).toBe(true);
  });
});

describe('prospecting prices', () => {
  const bulk = price(packageOf('1', '25', 'up'), { minQuantity: quantity('1') });

  it.each([
    ['25', '1'],
    ['26', '2'],
    ['100', '4'],
    ['0', '1'],
  ])('charge a bulk request with %s results %s (G7)', (results, credits) => {
    expect(cost(bulk, results)).toBe(credits);
  });

  it('charge full packages only when they round down', () => {
    const full = price(packageOf('1', '25', 'down'));
    expect(['24.999', '25', '49'].map((rows) => cost(full, rows))).toEqual(['0', '1', '1']);
  });
});

describe('vision prices', () => {
  const inference = price(unit('1', '500000'), { minQuantity: quantity('100') });
  const workflow = price(unit('1', '500000'), { addQuantity: quantity('100') });

  it('charge at least the minimum, or the added quantity on top (G15)', () => {
    expect(cost(inference, '81')).toBe('0.0002');
    expect(cost(inference, '1106')).toBe('0.002212');
    expect(cost(workflow, '1054')).toBe('0.002308');
  });

  it('take the minimum before they add', () => {
    const both = price(unit('1', '1'), {
      minQuantity: quantity('100'),
      addQuantity: quantity('5'),
    });
    expect(formatQuantity(billedQuantity(both, quantity('81')))).toBe('105');
    expect(formatQuantity(billedQuantity(both, quantity('200')))).toBe('205');
  });
});

describe('ai-workspace prices', () => {
  const tokens = price(tokenRates, { creditsPer: ratio('100'), moneyUnit: 'usd' });

  it('charge each kind of token at the rate of its model (G14)', () => {
    const used = { input: '10000', output: '2000', cache_read: '50000', cache_write: '4000' };
    const lines = Object.entries(used).map(([token_type, count]) =>
      cost(tokens, count, { model: 'sonnet', token_type }),
    );
    expect(lines).toEqual(['3', '3', '1.5', '1.5']);
  });

  it('charge a long request at the higher rate as a whole (G35)', () => {
    const steps: [string | null, string][] = [
      ['200000', '3'],
      [null, '6'],
    ];
    const long = price(
      { kind: 'tiers', per: ratio('1000000'), tiers: tiers(steps, { mode: 'whole' }) },
      { creditsPer: ratio('100') },
    );
    expect(cost(long, '210000')).toBe('126');
    expect(cost(long, '200000')).toBe('60');
    expect(cost(long, '200000.000000000001')).toBe('120');
  });

  it('let a property pick the tier that prices the whole quantity, in either mode', () => {
    for (const mode of ['whole', 'graduated'] as const) {
      const rate = tiers(
        [
          ['200000', '3'],
          [null, '6'],
        ],
        { mode, by: 'context' },
      );
      const byContext = price({ kind: 'tiers', per: ratio('1000000'), tiers: rate });
      expect(cost(byContext, '1000', { context: '200000' })).toBe('0.003');
      expect(cost(byContext, '1000', { context: '200001' })).toBe('0.006');
      expect(cost(byContext, '1000', { context: 'long' })).toBe('no_tier');
      expect(cost(byContext, '1000', { context: '-1' })).toBe('no_tier');
      expect(cost(byContext, '1000')).toBe('name_missing');
    }
  });

  it('have no price beyond the last bounded tier', () => {
    for (const mode of ['whole', 'graduated'] as const) {
      const bounded = price({
        kind: 'tiers',
        per: ratio('1'),
        tiers: tiers([['10', '1']], { mode }),
      });
      expect(cost(bounded, '10')).toBe('10');
      expect(cost(bounded, '11')).toBe('no_tier');
    }
  });
});

describe('matrix rows', () => {
  const byModel = price(
    matrix(['model'], '1', [
      [['*'], '1'],
      [['claude-*'], '2'],
      [['claude-sonnet-*'], '3'],
      [['claude-sonnet-4'], '4'],
    ]),
  );

  it.each([
    ['claude-sonnet-4', '4'],
    ['claude-sonnet-5', '3'],
    ['claude-', '2'],
    ['claude', '1'],
    ['gpt', '1'],
  ])('match exactly, then by the longest prefix, then by the fallback: %s', (model, credits) => {
    expect(cost(byModel, '1', { model })).toBe(credits);
  });

  it('leave usage unpriced that no row covers, or whose name is absent', () => {
    expect(cost(price(tokenRates), '1', { model: 'haiku', token_type: 'input' })).toBe('no_row');
    expect(cost(price(tokenRates), '1', { model: 'sonnet' })).toBe('name_missing');
    expect(cost(byModel, '1')).toBe('name_missing');
  });

  it('with several names prefer most exact matches, then the longest prefixes in all', () => {
    const rates = price(
      matrix(['model', 'region'], '1', [
        [['claude-*', 'eu-*'], '1'],
        [['*', 'eu-west'], '2'],
        [['claude-sonnet-*', '*'], '3'],
      ]),
    );
    expect(cost(rates, '1', { model: 'claude-sonnet-4', region: 'eu-west' })).toBe('2');
    expect(cost(rates, '1', { model: 'claude-sonnet-4', region: 'eu-north' })).toBe('3');
    expect(cost(rates, '1', { model: 'claude-opus', region: 'eu-north' })).toBe('1');
    expect(cost(rates, '1', { model: 'claude-opus', region: 'us' })).toBe('no_row');
  });

  it('that are equally close leave the choice to the order of the list', () => {
    const rates = price(
      matrix(['model', 'region'], '1', [
        [['a*', '*'], '1'],
        [['*', 'b*'], '2'],
      ]),
    );
    expect(cost(rates, '1', { model: 'a1', region: 'b1' })).toBe('1');
  });

  it('give the same price in any order when no two are equally close', () => {
    const rows = byModel.model.kind === 'matrix' ? byModel.model.rows : [];
    const model = fc.constantFrom('claude-sonnet-4', 'claude-sonnet-5', 'claude-x', 'other');
    fc.assert(
      fc.property(fc.shuffledSubarray([...rows], { minLength: 4 }), model, (shuffled, name) => {
        const same = price({ ...matrix(['model'], '1', []), rows: shuffled });
        expect(cost(same, '1', { model: name })).toBe(cost(byModel, '1', { model: name }));
      }),
    );
  });

  it('may hold tiers', () => {
    const rate = tiers(
      [
        ['200000', '3'],
        [null, '6'],
      ],
      { mode: 'whole' },
    );
    const rows = [{ match: ['sonnet'], rate }];
    const tiered = price({ kind: 'matrix', by: ['model'], per: ratio('1000000'), rows });
    expect(cost(tiered, '210000', { model: 'sonnet' })).toBe('1.26');
  });
});

describe('rowKey', () => {
  it('names the row and the tier a property picks, so that each rate has its own total', () => {
    const rate = tiers(
      [
        ['200000', '3'],
        [null, '6'],
      ],
      { mode: 'whole', by: 'context' },
    );
    const rows: MatrixRow[] = [
      { match: ['claude-*'], rate },
      { match: ['*'], rate: ratio('1') },
    ];
    const tiered = price({ kind: 'matrix', by: ['model'], per: ratio('1'), rows });
    const keys = [
      { model: 'claude-a', context: '1' },
      { model: 'claude-b', context: '200000' },
      { model: 'claude-b', context: '200001' },
      { model: 'other' },
    ].map((names) => rowKey(tiered, naming(names)));
    expect(keys).toEqual([
      '["claude-*"]<=200000',
      '["claude-*"]<=200000',
      '["claude-*"]<=',
      '["*"]',
    ]);
    expect(
      rowKey(price({ kind: 'tiers', per: ratio('1'), tiers: rate }), naming({ context: '5' })),
    ).toBe('<=200000');
  });

  it('is empty where nothing is chosen or nothing covers the values', () => {
    expect(rowKey(price(unit('1', '1')), naming({}))).toBe('');
    expect(rowKey(price(tokenRates), naming({ model: 'haiku', token_type: 'input' }))).toBe('');
    const byQuantity = tiers([[null, '1']], { mode: 'graduated' });
    expect(rowKey(price({ kind: 'tiers', per: ratio('1'), tiers: byQuantity }), naming({}))).toBe(
      '',
    );
  });
});

describe('valuesOf', () => {
  it('is the same text in whatever order the names are listed', () => {
    const lookup = naming({ contact: 'c"1', datapoint: 'email' });
    expect(valuesOf(['contact', 'datapoint'], lookup)).toBe(
      '[["contact","c\\"1"],["datapoint","email"]]',
    );
    expect(valuesOf(['datapoint', 'contact'], lookup)).toBe(
      valuesOf(['contact', 'datapoint'], lookup),
    );
    expect(valuesOf(['user'], lookup)).toBe('[["user",null]]');
  });

  it('tells different values apart, absent from "null" too', () => {
    const value = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(value, value), fc.tuple(value, value), ([a, b], [c, d]) => {
        const one = valuesOf(['x', 'y'], (name) => (name === 'x' ? a : b));
        const other = valuesOf(['x', 'y'], (name) => (name === 'x' ? c : d));
        expect(one === other).toBe(a === c && b === d);
      }),
    );
  });
});

describe('exactness', () => {
  it.each([
    ['0.5', '0'],
    ['1.5', '0.000000002'],
    ['2.5', '0.000000002'],
    ['2.500000000001', '0.000000003'],
    ['3.5', '0.000000004'],
  ])('rounds %s nano-credits half-even to %s', (amount, credits) => {
    expect(cost(price(unit('0.000000001', '1')), amount)).toBe(credits);
  });

  it('E8: a million thirds of a credit are a million times what one is rounded to', () => {
    const third = price(unit('1', '3'));
    let total = 0n;
    for (let count = 0; count < 1_000_000; count += 1) total += nanos(third, quantity('1'));
    expect(total).toBe(333_333_333_000_000n);
  });

  it('rounds once, at the end', () => {
    const thirds = price(unit('1', '3'), { creditsPer: ratio('3') });
    expect(cost(thirds, '1')).toBe('1');
  });

  it('says so when the result is beyond what a row may hold', () => {
    const whole = price(unit('1', '1'));
    expect(cost(whole, '9200000000')).toBe('9200000000');
    expect(cost(whole, '9200000000.000000001')).toBe('overflow');
    expect(cost(whole, '999999999999999999.999999999999')).toBe('overflow');
  });

  it('splitting a linear quantity moves the sum by at most half a nano-credit a part', () => {
    const linear = fc.tuple(rates(), rates());
    fc.assert(
      fc.property(linear, fc.array(quantities(), { minLength: 1 }), ([credits, per], parts) => {
        const rate = price({ kind: 'unit', credits, per });
        const whole = nanos(rate, sum(parts));
        const split = parts.reduce((total, part) => total + nanos(rate, part), 0n);
        const drift = whole > split ? whole - split : split - whole;
        expect(2n * drift <= BigInt(parts.length) + 1n).toBe(true);
      }),
    );
  });

  it('splitting a linear quantity changes nothing where no part needs rounding', () => {
    const rate = price(unit('0.001', '1'));
    const millionths = fc.nat().map((count) => pico((BigInt(count) * PICO) / 1_000_000n));
    fc.assert(
      fc.property(fc.array(millionths, { minLength: 1 }), (parts) => {
        const split = parts.reduce((total, part) => total + nanos(rate, part), 0n);
        expect(split).toBe(nanos(rate, sum(parts)));
      }),
    );
  });

  it('graduated tiers never fall, and cross a tier without a jump', () => {
    const steps: [string | null, string][] = [
      ['10', '0.5'],
      ['1000', '0.2'],
      [null, '0.1'],
    ];
    const graduated = price({
      kind: 'tiers',
      per: ratio('1'),
      tiers: tiers(steps, { mode: 'graduated' }),
    });
    expect(cost(graduated, '1500')).toBe('253');
    expect(cost(graduated, '0')).toBe('0');
    const near = fc
      .constantFrom('0', '10', '1000')
      .chain((edge) =>
        fc.bigInt({ min: 0n, max: 2n * PICO }).map((offset) => pico(quantity(edge) + offset)),
      );
    fc.assert(
      fc.property(near, fc.bigInt({ min: 0n, max: 2n * PICO }), (from, step) => {
        const rise = nanos(graduated, pico(from + step)) - nanos(graduated, from);
        expect(rise >= 0n).toBe(true);
        expect(rise * 1000n <= step / 2n + 1000n).toBe(true);
      }),
    );
  });

  it('a package rounded up costs at least the linear price, rounded down at most', () => {
    fc.assert(
      fc.property(rates(), rates(), quantities(), (credits, per, amount) => {
        const linear = nanos(price({ kind: 'unit', credits, per }), amount);
        const started = nanos(price({ kind: 'package', credits, per, round: 'up' }), amount);
        const full = nanos(price({ kind: 'package', credits, per, round: 'down' }), amount);
        expect(full <= linear && linear <= started).toBe(true);
      }),
    );
  });
});

function cost(given: Price, used: string, names: Record<string, string> = {}): string {
  const result = evaluate(given, billedQuantity(given, quantity(used)), naming(names));
  switch (result.kind) {
    case 'credits':
      return formatCredits(result.credits);
    case 'unpriced':
      return result.reason;
    case 'overflow':
      return 'overflow';
  }
}

function nanos(given: Price, billed: Quantity): bigint {
  const result = evaluate(given, billed, naming({}));
  if (result.kind !== 'credits') throw new Error(`No price: ${result.kind}`);
  return result.credits;
}

function naming(names: Record<string, string>): (name: string) => string | undefined {
  return (name) => names[name];
}

function sum(parts: readonly Quantity[]): Quantity {
  return pico(parts.reduce<bigint>((total, part) => total + part, 0n));
}

function quantities(): fc.Arbitrary<Quantity> {
  return fc.bigInt({ min: 0n, max: 500n * PICO }).map(pico);
}

function rates(): fc.Arbitrary<Rational> {
  return fc
    .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
    .map(([numerator, denominator]) => ({
      numerator: BigInt(numerator),
      denominator: BigInt(denominator),
    }));
}

function unit(credits: string, per: string): PriceModel {
  return { kind: 'unit', credits: ratio(credits), per: ratio(per) };
}

function packageOf(credits: string, per: string, round: 'up' | 'down'): PriceModel {
  return { kind: 'package', credits: ratio(credits), per: ratio(per), round };
}

function matrix(
  by: string[],
  per: string,
  rows: [string[], string][],
): Extract<PriceModel, { kind: 'matrix' }> {
  return {
    kind: 'matrix',
    by,
    per: ratio(per),
    rows: rows.map(([match, rate]) => ({ match, rate: ratio(rate) })),
  };
}

function tiers(
  steps: [string | null, string][],
  { mode, by = null }: { mode: Tiers['mode']; by?: string | null },
): Tiers {
  return {
    steps: steps.map(([upTo, credits]) => ({
      upTo: upTo === null ? null : quantity(upTo),
      credits: ratio(credits),
    })),
    by,
    mode,
  };
}

function ratio(text: string): Rational {
  const value = parseRational(text);
  if (!value) throw new Error(`${text} is no decimal`);
  return value;
}

function price(model: PriceModel, rest: Partial<Price> = {}): Price {
  return {
    meter: 'm',
    model,
    creditsPer: ratio('1'),
    moneyUnit: null,
    scope: 'event',
    by: [],
    minQuantity: null,
    addQuantity: null,
    cap: null,
    onceBy: null,
    zeroWhen: new Map(),
    ...rest,
  };
}
