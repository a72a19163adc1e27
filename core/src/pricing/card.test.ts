import { describe, expect, it } from 'vitest';
import type { Catalog, Price, PriceCard } from '../catalog.ts';
import { rational } from '../rational.ts';
import { type Instant, instant } from '../time.ts';
import { priceAt } from './card.ts';

const START = instant(1_000);
const CHANGE = instant(2_000);

const catalog = catalogWith(
  card({ id: 'first', from: START, to: CHANGE, meters: ['bandwidth', 'forms'] }),
  card({ id: 'general', from: CHANGE, to: null, meters: ['bandwidth', 'forms'] }),
  card({ id: 'enterprise', from: CHANGE, to: null, plans: ['enterprise'], meters: ['bandwidth'] }),
);

describe('priceAt', () => {
  it.each([
    ['before the first card', instant(999), undefined],
    ['at the very start of a card', START, 'first'],
    ['in the last microsecond of a card', instant(1_999), 'first'],
    ['at the instant the next card begins', CHANGE, 'general'],
    ['long after an open-ended card began', instant(9_999_999), 'general'],
  ])('%s, the card in force decides', (_when, at, id) => {
    expect(cardAt({ meter: 'bandwidth', plan: 'pro', at })).toBe(id);
  });

  it('prefers the card that names the plan', () => {
    expect(cardAt({ meter: 'bandwidth', plan: 'enterprise', at: CHANGE })).toBe('enterprise');
    expect(cardAt({ meter: 'bandwidth', plan: 'enterprise', at: START })).toBe('first');
    expect(cardAt({ meter: 'bandwidth', plan: null, at: CHANGE })).toBe('general');
  });

  it('finds no price where the card that applies has none, whatever other cards have', () => {
    expect(cardAt({ meter: 'forms', plan: 'enterprise', at: CHANGE })).toBeUndefined();
    expect(cardAt({ meter: 'forms', plan: 'pro', at: CHANGE })).toBe('general');
    expect(cardAt({ meter: 'unheard_of', plan: 'pro', at: CHANGE })).toBeUndefined();
  });

  it('finds no price for a plan that only other plans have cards for', () => {
    const scoped = catalogWith(
      card({ id: 'pro', from: START, to: null, plans: ['pro'], meters: ['bandwidth'] }),
    );
    expect(priceAt(scoped, { meter: 'bandwidth', plan: 'free', at: START })).toBeUndefined();
  });
});

function cardAt(asked: { meter: string; plan: string | null; at: Instant }): string | undefined {
  const found = priceAt(catalog, asked);
  if (found) expect(found.price).toBe(found.card.prices.get(asked.meter));
  return found?.card.id;
}

function card({
  meters,
  ...rest
}: Partial<PriceCard> & {
  id: string;
  from: Instant;
  to: Instant | null;
  meters: string[];
}): PriceCard {
  return { plans: null, prices: new Map(meters.map((meter) => [meter, free(meter)])), ...rest };
}

function free(meter: string): Price {
  return {
    meter,
    model: { kind: 'free' },
    creditsPer: rational(1n),
    moneyUnit: null,
    scope: 'event',
    by: [],
    minQuantity: null,
    addQuantity: null,
    cap: null,
    onceBy: null,
    zeroWhen: new Map(),
  };
}

function catalogWith(...cards: PriceCard[]): Catalog {
  return {
    key: 'test',
    version: 1,
    name: 'Test',
    timeZone: 'UTC',
    billingStartsAt: null,
    windowUs: 0,
    units: [],
    creditUnit: 'credit',
    dimensions: new Map(),
    categories: [],
    meters: new Map(),
    metersByType: new Map(),
    cards,
    grantKinds: new Map(),
    plans: new Map(),
    series: [],
    planChange: { upgrade: 'keep_cycle_prorated', downgrade: 'at_renewal' },
    overdraftAtReset: 'write_off',
    billingModes: new Map(),
    keep: new Set(),
    roles: new Map(),
    views: [],
  };
}
