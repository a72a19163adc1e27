import {
  bucketOf,
  type Instant,
  type Interval,
  parseCredits,
  type Terms,
  valueAt,
} from '@fuelgauge/core';
import type { Context } from './context.ts';
import type { Work } from './with-book.ts';

/** What a credit is worth at each moment of a range, in one currency: a valuation, not an amount due. */
export interface Valuation {
  readonly currency: string;
  /** Moments within the range from which another price holds; each is a start of a local day. */
  readonly cuts: readonly Instant[];
  /** Nano-units of the currency for one credit. */
  readonly priceAt: (at: Instant) => bigint;
  readonly sourceAt: (at: Instant) => PriceSource;
}

/** Where a price per credit comes from: the customer's own terms, else its plan in the catalog. */
export type PriceSource = 'customer' | 'plan';

/**
 * The price per credit in force on each local day: the customer's own, else what the plan shows. Null when some part of the
 * range up to now has none, or when the currency changes: then credits cannot be shown as money.
 */
export async function valueCredits(
  context: Context,
  { open, tx }: Work,
  range: Interval,
): Promise<Valuation | null> {
  const { terms, ledger } = open.book;
  const shown = await readShownPrices(context, { open, tx });
  const until = Math.min(range.end, ledger.head.at);
  const moments = [...terms.pricesPerCredit, ...terms.plans].map(({ from }) =>
    dayStart(terms, from),
  );
  const cuts = [...new Set(moments)].filter((at) => at > range.start && at < range.end);
  const dayOf = (at: Instant) => bucketOf(at, 'day', valueAt(terms.zones, at)).start;
  const ownOn = (at: Instant) => valueAt(terms.pricesPerCredit, dayOf(at));
  const priceOn = (at: Instant) => ownOn(at) ?? shown.get(valueAt(terms.plans, dayOf(at))) ?? null;
  const prices = [range.start, ...cuts.filter((at) => at < until)].map(priceOn);
  const currencies = new Set(prices.map((price) => price?.currency ?? null));
  const [currency = null] = currencies;
  if (currency === null || currencies.size > 1) return null;
  return {
    currency,
    cuts: cuts.sort((a, b) => a - b),
    priceAt: (at) => priceOn(at)?.amount ?? 0n,
    sourceAt: (at) => (ownOn(at) ? 'customer' : 'plan'),
  };
}

/** What begins within a day is the price of the next one. */
function dayStart({ zones }: Terms, from: Instant): Instant {
  const day = bucketOf(from, 'day', valueAt(zones, from));
  return day.start === from ? from : day.end;
}

async function readShownPrices(context: Context, { open, tx }: Pick<Work, 'open' | 'tx'>) {
  const { key, version } = open.book.catalog;
  const { displayModes, plans } = await context.catalogs.description(tx, key, version);
  const prices = new Map<string, { amount: bigint; currency: string }>();
  const unit = displayModes.find(({ is_valued }) => is_valued)?.unit;
  for (const { id, currency, price_per_credit } of plans) {
    const amount = parseCredits(price_per_credit?.display ?? '');
    const code = currency ?? unit?.toUpperCase();
    if (code !== undefined && amount !== undefined) prices.set(id, { amount, currency: code });
  }
  return prices;
}
