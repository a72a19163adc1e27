import { credits } from '@fuelgauge/core';
import type { CustomerCatalog, Overview, PriceCard } from '@fuelgauge/sdk';
import { type Explained, explainedUsage } from './explained.ts';
import type { Clause } from './filter.ts';
import { type AmountUnit, amountText } from './number-text.ts';
import { dateOf } from './period.ts';
import { roundHalfUp, stepOf } from './rounding.ts';
import { bucketText, dateText } from './time-text.ts';

/** One sentence of what changed, with the view that shows it. */
export type WhatChanged =
  | {
      readonly kind: 'use';
      readonly id: string;
      readonly name: string;
      readonly amount: string;
      readonly explain: Explained;
      /** Of a day. */
      readonly usual: string;
      readonly times: number;
      /** `Mon 16 Nov`. */
      readonly since: string;
      readonly filter: readonly Clause[];
      /** From its first day to today, as the address has it. */
      readonly period: string;
    }
  | {
      readonly kind: 'price';
      readonly id: string;
      readonly name: string;
      /** How many other prices changed with it. */
      readonly others: number;
      readonly date: string;
    };

export interface WhatChangedInput {
  readonly overview: Pick<Overview, 'changes' | 'usage' | 'balance' | 'period' | 'as_of'>;
  readonly catalog: Pick<CustomerCatalog, 'cards' | 'meters' | 'dates_within'>;
  /** Of the credits of the catalog. */
  readonly unit: AmountUnit;
  readonly timeZone: string;
}

const SENTENCES_MAX = 3;

/**
 * What is notable now, at most three: prices that changed within the current cycle, then use that is a multiple of its own usual as
 * the server found it. Where readers are kept to the current cycle, only what began in it: the rest they could not open.
 */
export function whatChanged(input: WhatChangedInput): WhatChanged[] {
  const { overview, catalog } = input;
  const { period, balance } = overview;
  if (!period.is_current || period.from !== balance.cycle.start) return [];
  const isKept = catalog.dates_within === 'current_cycle';
  const changes = overview.changes.filter(
    ({ since }) => !isKept || Date.parse(since) >= Date.parse(period.from),
  );
  return [...priceChanges(input), ...changes.map((change) => ofUse(change, input))].slice(
    0,
    SENTENCES_MAX,
  );
}

function ofUse(
  { by, key, label, since, credits: amount, usual, times }: Overview['changes'][number],
  { overview, unit, timeZone }: WhatChangedInput,
): WhatChanged {
  const start = new Date(since);
  const filter = [{ name: by, isIn: true, values: [key] }];
  const text = (decimal: string) => {
    const exact = credits(decimal);
    return amountText({ exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) }, unit);
  };
  return {
    kind: 'use',
    id: `${by} ${key}`,
    name: label,
    amount: text(amount),
    explain: explainedUsage({
      scale: { unit, isValued: false },
      filter,
      period: { from: since, to: overview.balance.cycle.end },
      name: label,
    }),
    usual: text(usual),
    times,
    since: bucketText({ start, end: new Date(start.getTime() + HOUR_MS * 24) }, timeZone),
    filter,
    period: `${dateOf(since, timeZone)}..${dateOf(overview.as_of, timeZone)}`,
  };
}

const HOUR_MS = 3_600_000;

/** Cards that took effect within the current cycle and price something otherwise than the card before them did. */
function priceChanges({ overview, catalog, timeZone }: WhatChangedInput): WhatChanged[] {
  const { cards, meters } = catalog;
  const start = Date.parse(overview.period.from);
  const begun = cards.filter(({ from, state }) => state !== 'coming' && Date.parse(from) > start);
  return begun.toReversed().flatMap((card): WhatChanged[] => {
    const changed = card.prices.filter(({ meter }) => {
      const before = priceBefore(cards, card, meter);
      return before !== undefined && before !== priceIn(card, meter);
    });
    const [first, ...others] = changed;
    if (!first) return [];
    const name = meters.find(({ id }) => id === first.meter)?.label ?? first.meter;
    const date = dateText(new Date(card.from), timeZone);
    return [{ kind: 'price', id: card.id, name, others: others.length, date }];
  });
}

/** What the newest earlier card for the same plans says of a meter; undefined where none does. */
function priceBefore(
  cards: readonly PriceCard[],
  card: PriceCard,
  meter: string,
): string | undefined {
  const earlier = cards.filter(
    ({ from, plans, prices }) =>
      Date.parse(from) < Date.parse(card.from) &&
      (plans === null) === (card.plans === null) &&
      prices.some((price) => price.meter === meter),
  );
  const last = earlier.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)).at(-1);
  return last && priceIn(last, meter);
}

/** A price with what its money is worth in credits, in one form for one meaning. */
function priceIn({ prices, credits_per_usd }: PriceCard, meter: string): string | undefined {
  const price = prices.find((each) => each.meter === meter);
  return price && JSON.stringify([price, price.unit === null ? null : credits_per_usd]);
}
