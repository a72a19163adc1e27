import {
  assert,
  credits,
  type MatrixRow,
  midnight,
  type Price,
  type PriceCard,
  type PriceModel,
  parseRational,
  quantity,
  type Rational,
  rational,
  type Tiers,
} from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import { valuesByName } from './to-meter.ts';

type Card = CatalogDocument['rateCards'][number];
type Rate = Card['rates'][number];
type Charged = Exclude<Rate, { model: 'free' }>;
type Steps = Extract<Rate, { model: 'tiers' }>['tiers'];

/** Maps a price card of a document without faults. */
export function toPriceCard(card: Card, { timeZone, units }: CatalogDocument): PriceCard {
  const money = new Set(units.filter(({ kind }) => kind === 'money').map(({ id }) => id));
  const prices = card.rates.map((rate) => [rate.meter, toPrice(rate, { card, money })] as const);
  return {
    id: card.id,
    from: midnight(card.from, timeZone),
    to: card.to === undefined ? null : midnight(card.to, timeZone),
    plans: card.plans ?? null,
    prices: new Map(prices),
  };
}

/** Reads a decimal of a document without faults. */
export function decimalOf(text: string): Rational {
  const amount = parseRational(text);
  assert(amount !== undefined, `"${text}" is a decimal`);
  return amount;
}

const ONE = rational(1n);

function toPrice(rate: Rate, { card, money }: { card: Card; money: ReadonlySet<string> }): Price {
  if (rate.model === 'free') return freePrice(rate.meter);
  const isMoney = rate.unit !== undefined && money.has(rate.unit);
  const by = rate.model === 'matrix' ? [] : listOf(rate.by);
  const tierScope = 'tier_scope' in rate ? rate.tier_scope : undefined;
  return {
    meter: rate.meter,
    model: toModel(rate),
    creditsPer: isMoney ? decimalOf(card.creditsPerUsd ?? '1') : ONE,
    moneyUnit: isMoney ? (rate.unit ?? null) : null,
    scope: rate.scope ?? tierScope ?? 'event',
    by,
    minQuantity: rate.minQuantity === undefined ? null : quantity(rate.minQuantity),
    addQuantity: rate.addQuantity === undefined ? null : quantity(rate.addQuantity),
    cap: toCap(rate),
    // The customer belongs to every key, so naming it adds nothing.
    onceBy: rate.dedupe ? listOf(rate.dedupe.by).filter((name) => name !== 'account') : null,
    zeroWhen: valuesByName(rate.zeroWhen),
  };
}

function freePrice(meter: string): Price {
  return {
    meter,
    model: { kind: 'free' },
    creditsPer: ONE,
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

function toModel(rate: Charged): PriceModel {
  switch (rate.model) {
    case 'unit':
      return { kind: 'unit', credits: decimalOf(rate.credits), per: decimalOf(rate.per) };
    case 'package': {
      const { round } = rate;
      return { kind: 'package', credits: decimalOf(rate.credits), per: decimalOf(rate.per), round };
    }
    case 'passthrough':
      return { kind: 'passthrough', factor: decimalOf(rate.factor) };
    case 'matrix': {
      const rows = rate.rows.map((row) => toRow(row, rate));
      return { kind: 'matrix', by: rate.by, per: decimalOf(rate.per), rows };
    }
    case 'tiers':
      return { kind: 'tiers', per: decimalOf(rate.per), tiers: toTiers(rate.tiers, rate) };
    default:
      return rate satisfies never;
  }
}

type TierSettings = Pick<Extract<Rate, { model: 'tiers' }>, 'tier_by' | 'tier_mode'>;

function toRow(row: readonly (string | Steps)[], settings: TierSettings): MatrixRow {
  const rate = row.at(-1) ?? '0';
  return {
    match: row.slice(0, -1).filter((pattern) => typeof pattern === 'string'),
    rate: typeof rate === 'string' ? decimalOf(rate) : toTiers(rate, settings),
  };
}

function toTiers(steps: Steps, { tier_by, tier_mode }: TierSettings): Tiers {
  return {
    steps: steps.map((step) => ({
      upTo: typeof step.up_to === 'string' ? quantity(step.up_to) : null,
      credits: decimalOf(step.credits),
    })),
    by: tier_by ?? null,
    mode: tier_mode ?? 'whole',
  };
}

function toCap(rate: Charged): Price['cap'] {
  const { cap, capCreditsPerCycle, capSeries = 'plan', capBy } = rate;
  if (cap) return { credits: credits(cap.credits), series: cap.series, by: listOf(cap.by) };
  if (capCreditsPerCycle === undefined) return null;
  return { credits: credits(capCreditsPerCycle), series: capSeries, by: listOf(capBy) };
}

function listOf(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : [names].flat();
}
