import type { MatrixRow, Price, PriceModel, Tier, Tiers } from '../catalog.ts';
import { CREDITS_MAX, type Credits, NANO, nano } from '../credits.ts';
import { formatQuantity, NONE, PICO, parseQuantity, pico, type Quantity } from '../quantity.ts';
import {
  ceiling,
  floor,
  over,
  plus,
  type Rational,
  rational,
  roundHalfEven,
  times,
} from '../rational.ts';

/** What a name stands for in the line being priced, as canonical text; undefined when absent. */
type Lookup = (name: string) => string | undefined;

/** What a quantity costs, or why that cannot be said. */
export type Evaluation =
  | { readonly kind: 'credits'; readonly credits: Credits }
  /** A name the price needs is absent (never defaulted), or no row or tier covers its value. */
  | { readonly kind: 'unpriced'; readonly reason: 'name_missing' | 'no_row' | 'no_tier' }
  /** Beyond what one ledger row may hold. */
  | { readonly kind: 'overflow' };

/** The quantity a price applies to: at least its minimum, and on top of that what it adds. */
export function billedQuantity(price: Price, quantity: Quantity): Quantity {
  const { minQuantity, addQuantity } = price;
  const least = minQuantity !== null && minQuantity > quantity ? minQuantity : quantity;
  return addQuantity === null ? least : pico(least + addQuantity);
}

/**
 * The price of a billed quantity: computed exactly and rounded once, half-even, to nano-credits.
 * Minimum and added quantity are already in it; caps, once-only charges and zero rates are not
 * part of it. What has not been used at all is the caller's case: it costs nothing.
 */
export function evaluate(price: Price, billed: Quantity, lookup: Lookup): Evaluation {
  const amount = amountOf(price.model, billed, lookup);
  if (typeof amount === 'string') return { kind: 'unpriced', reason: amount };
  const credits = roundHalfEven(times(times(amount, price.creditsPer), rational(NANO)));
  const magnitude = credits < 0n ? -credits : credits;
  if (magnitude > CREDITS_MAX) return { kind: 'overflow' };
  return { kind: 'credits', credits: nano(credits) };
}

/**
 * Names the matrix row, and the tier a property picks, that price these values: part of the key
 * under which quantities add up, because different rates cannot share a total. Stable within a
 * card; empty for models without rows, and where nothing covers the values.
 */
export function rowKey({ model }: Price, lookup: Lookup): string {
  if (model.kind === 'tiers') return tierKey(model.tiers, lookup);
  if (model.kind !== 'matrix') return '';
  const row = matrixRow(model, lookup);
  if (typeof row === 'string') return '';
  return JSON.stringify(row.match) + ('steps' in row.rate ? tierKey(row.rate, lookup) : '');
}

/** The names whose values the model cannot do without: those that find its row, and the one that picks the row's tier. */
export function namesNeeded({ model }: Price, lookup: Lookup): readonly string[] {
  if (model.kind === 'tiers') return model.tiers.by === null ? [] : [model.tiers.by];
  if (model.kind !== 'matrix') return [];
  const row = matrixRow(model, lookup);
  const tierBy = typeof row !== 'string' && 'steps' in row.rate ? row.rate.by : null;
  return tierBy === null ? model.by : [...model.by, tierBy];
}

/** Whether the price charges nothing for these values; a listed `""` stands for absent. */
export function zeroRated({ zeroWhen }: Price, lookup: Lookup): boolean {
  for (const [name, values] of zeroWhen) {
    if (values.includes(lookup(name) ?? '')) return true;
  }
  return false;
}

/**
 * The names with their values as one JSON text, ordered by name; null where absent. The same values
 * give the same text whatever order a card lists the names in, so keys outlive a card.
 */
export function valuesOf(names: readonly string[], lookup: Lookup): string {
  return JSON.stringify([...names].sort().map((name) => [name, lookup(name) ?? null]));
}

type Gap = 'name_missing' | 'no_row' | 'no_tier';

/** Exact, in the model's own unit. */
function amountOf(model: PriceModel, billed: Quantity, lookup: Lookup): Rational | Gap {
  const quantity = rational(billed, PICO);
  switch (model.kind) {
    case 'free':
      return rational(0n);
    case 'unit':
      return times(over(quantity, model.per), model.credits);
    case 'package': {
      const packages = over(quantity, model.per);
      const count = model.round === 'up' ? ceiling(packages) : floor(packages);
      return times(rational(count), model.credits);
    }
    case 'passthrough':
      return times(quantity, model.factor);
    case 'tiers':
      return tieredAmount(model, billed, lookup);
    case 'matrix': {
      const row = matrixRow(model, lookup);
      if (typeof row === 'string') return row;
      if (!('steps' in row.rate)) return times(over(quantity, model.per), row.rate);
      return tieredAmount({ per: model.per, tiers: row.rate }, billed, lookup);
    }
    default:
      return model satisfies never;
  }
}

function tieredAmount(
  { per, tiers }: { per: Rational; tiers: Tiers },
  billed: Quantity,
  lookup: Lookup,
): Rational | Gap {
  if (tiers.mode === 'graduated' && tiers.by === null) return graduated(tiers, per, billed);
  const tier = tiers.by === null ? tierAt(tiers, billed) : tierPicked(tiers, tiers.by, lookup);
  return typeof tier === 'string' ? tier : share(tier, per, billed);
}

/** Each tier prices the part of the quantity that lies within it. */
function graduated({ steps }: Tiers, per: Rational, billed: Quantity): Rational | Gap {
  let amount = rational(0n);
  let start = NONE;
  for (const tier of steps) {
    const end = tier.upTo === null || tier.upTo > billed ? billed : tier.upTo;
    if (end > start) amount = plus(amount, share(tier, per, pico(end - start)));
    start = end;
    if (start === billed) return amount;
  }
  return 'no_tier';
}

function share(tier: Tier, per: Rational, part: Quantity): Rational {
  return times(over(rational(part, PICO), per), tier.credits);
}

/** The one tier a property's value picks; it prices the whole quantity in either mode. */
function tierPicked(tiers: Tiers, by: string, lookup: Lookup): Tier | Gap {
  const text = lookup(by);
  if (text === undefined) return 'name_missing';
  const size = parseQuantity(text);
  return size === undefined || size < 0n ? 'no_tier' : tierAt(tiers, size);
}

function tierAt({ steps }: Tiers, size: Quantity): Tier | Gap {
  return steps.find(({ upTo }) => upTo === null || size <= upTo) ?? 'no_tier';
}

function tierKey(tiers: Tiers, lookup: Lookup): string {
  if (tiers.by === null) return '';
  const tier = tierPicked(tiers, tiers.by, lookup);
  if (typeof tier === 'string') return '';
  return tier.upTo === null ? '<=' : `<=${formatQuantity(tier.upTo)}`;
}

/** The row with the most exact matches, then the longest prefixes in all, then listed first. */
function matrixRow(
  { by, rows }: Extract<PriceModel, { kind: 'matrix' }>,
  lookup: Lookup,
): MatrixRow | Gap {
  const values: string[] = [];
  for (const name of by) {
    const value = lookup(name);
    if (value === undefined) return 'name_missing';
    values.push(value);
  }
  let best: MatrixRow | undefined;
  let closest: Closeness = { exact: -1, prefix: -1 };
  for (const row of rows) {
    const found = closeness(row, values);
    if (found && isCloser(found, closest)) {
      best = row;
      closest = found;
    }
  }
  return best ?? 'no_row';
}

interface Closeness {
  readonly exact: number;
  /** Length of the prefixes that matched, in all. */
  readonly prefix: number;
}

function isCloser(a: Closeness, b: Closeness): boolean {
  return a.exact > b.exact || (a.exact === b.exact && a.prefix > b.prefix);
}

function closeness({ match }: MatrixRow, values: readonly string[]): Closeness | undefined {
  let exact = 0;
  let prefix = 0;
  for (const [index, value] of values.entries()) {
    const pattern = match[index] ?? '*';
    if (pattern === value) {
      exact += 1;
    } else if (pattern.endsWith('*') && value.startsWith(pattern.slice(0, -1))) {
      prefix += pattern.length - 1;
    } else {
      return undefined;
    }
  }
  return { exact, prefix };
}
