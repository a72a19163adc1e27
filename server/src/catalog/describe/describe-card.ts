import { type Instant, midnight } from '@fuelgauge/core';
import type { CatalogDocument } from '../catalog-document.ts';

/** A price card: prices in force between two midnights. */
export interface CardDescription {
  readonly id: string;
  readonly from: Instant;
  /** Null while open-ended. */
  readonly to: Instant | null;
  /** The plans it is for, before cards for every plan; null: every plan. */
  readonly plans: readonly string[] | null;
  /** Credits for each US dollar, for prices in money. */
  readonly credits_per_usd: string | null;
  readonly prices: readonly PriceDescription[];
}

/** One price. What its model does not have is null. */
export interface PriceDescription {
  readonly meter: string;
  readonly model: 'unit' | 'package' | 'passthrough' | 'matrix' | 'tiers' | 'free';
  /** The money its rates are in; null: credits. */
  readonly unit: string | null;
  /** Price of each `per`. */
  readonly credits: string | null;
  readonly per: string | null;
  readonly round: 'up' | 'down' | null;
  readonly factor: string | null;
  /** Names whose values choose the row, or split the total of a run or a cycle. */
  readonly by: readonly string[];
  readonly rows: readonly RowDescription[] | null;
  readonly tiers: readonly TierDescription[] | null;
  readonly tier_by: string | null;
  readonly tier_mode: 'whole' | 'graduated' | null;
  readonly scope: 'event' | 'run' | 'cycle';
  readonly min_quantity: string | null;
  readonly add_quantity: string | null;
  readonly cap: {
    readonly credits: string;
    readonly series: string;
    readonly by: readonly string[];
  } | null;
  /** Names that together are charged once, for ever. */
  readonly once_by: readonly string[] | null;
  /** Charged nothing when a name has one of these values. */
  readonly zero_when: Readonly<Record<string, readonly string[]>>;
}

export interface RowDescription {
  /** One pattern for each name of `by`. */
  readonly match: readonly string[];
  readonly credits: string | null;
  readonly tiers: readonly TierDescription[] | null;
}

export interface TierDescription {
  /** Inclusive upper end; null for the last. */
  readonly up_to: string | null;
  readonly credits: string;
}

type Card = CatalogDocument['rateCards'][number];
type Rate = Card['rates'][number];
type Charged = Exclude<Rate, { model: 'free' }>;

/** Describes a price card of a document without faults. */
export function describeCard(card: Card, { timeZone }: CatalogDocument): CardDescription {
  return {
    id: card.id,
    from: midnight(card.from, timeZone),
    to: card.to === undefined ? null : midnight(card.to, timeZone),
    plans: card.plans ?? null,
    credits_per_usd: card.creditsPerUsd ?? null,
    prices: card.rates.map(describePrice),
  };
}

const NOTHING = {
  unit: null,
  credits: null,
  per: null,
  round: null,
  factor: null,
  by: [],
  rows: null,
  tiers: null,
  tier_by: null,
  tier_mode: null,
  scope: 'event',
  min_quantity: null,
  add_quantity: null,
  cap: null,
  once_by: null,
  zero_when: {},
} satisfies Omit<PriceDescription, 'meter' | 'model'>;

function describePrice(rate: Rate): PriceDescription {
  const { meter, model } = rate;
  if (rate.model === 'free') return { ...NOTHING, meter, model };
  const tierScope = 'tier_scope' in rate ? rate.tier_scope : undefined;
  return {
    ...NOTHING,
    meter,
    model,
    ...ratesOf(rate),
    unit: rate.unit ?? null,
    by: listOf(rate.by),
    scope: rate.scope ?? tierScope ?? 'event',
    min_quantity: rate.minQuantity ?? null,
    add_quantity: rate.addQuantity ?? null,
    cap: capOf(rate),
    // The customer belongs to every key, so naming it says nothing.
    once_by: rate.dedupe ? listOf(rate.dedupe.by).filter((name) => name !== 'account') : null,
    zero_when: Object.fromEntries(
      Object.entries(rate.zeroWhen ?? {}).map(([name, values]) => [name, listOf(values)]),
    ),
  };
}

function ratesOf(rate: Charged): Partial<PriceDescription> {
  switch (rate.model) {
    case 'unit':
      return { credits: rate.credits, per: rate.per };
    case 'package':
      return { credits: rate.credits, per: rate.per, round: rate.round };
    case 'passthrough':
      return { factor: rate.factor };
    case 'matrix':
      return { per: rate.per, rows: rate.rows.map(rowOf), ...tierSettings(rate) };
    case 'tiers':
      return { per: rate.per, tiers: tiersOf(rate.tiers), ...tierSettings(rate) };
    default:
      return rate satisfies never;
  }
}

function tierSettings(rate: Extract<Charged, { model: 'matrix' | 'tiers' }>) {
  return { tier_by: rate.tier_by ?? null, tier_mode: rate.tier_mode ?? null };
}

type Steps = Extract<Rate, { model: 'tiers' }>['tiers'];

function rowOf(row: readonly (string | Steps)[]): RowDescription {
  const rate = row.at(-1) ?? '0';
  const match = row.slice(0, -1).filter((pattern) => typeof pattern === 'string');
  return typeof rate === 'string'
    ? { match, credits: rate, tiers: null }
    : { match, credits: null, tiers: tiersOf(rate) };
}

function tiersOf(steps: Steps): TierDescription[] {
  return steps.map(({ up_to = null, credits }) => ({ up_to, credits }));
}

function capOf({ cap, capCreditsPerCycle, capSeries = 'plan', capBy }: Charged) {
  if (cap) return { credits: cap.credits, series: cap.series, by: listOf(cap.by) };
  if (capCreditsPerCycle === undefined) return null;
  return { credits: capCreditsPerCycle, series: capSeries, by: listOf(capBy) };
}

function listOf(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : [names].flat();
}
