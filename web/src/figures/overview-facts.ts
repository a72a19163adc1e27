import { credits } from '@fuelgauge/core';
import type { Balance, Customer, Usage } from '@fuelgauge/sdk';
import { type BalanceFigures, balanceFigures, spendFigures } from './balance-figures.ts';
import { type CatalogWords, type GrantKindWords, otherKindWords, unitOf } from './catalog-words.ts';
import { type Notice, notices } from './notices.ts';
import type { AmountUnit, Shown } from './number-text.ts';
import { roundHalfUp, stepOf } from './rounding.ts';
import { type Runway, runway } from './runway.ts';

/** What the page says of one customer besides where it went. */
export interface OverviewFacts {
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  readonly runway: Runway;
  /** What usage past the total is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
  readonly notices: readonly Notice[];
  /** Used in this cycle in another unit: never added, never hidden. */
  readonly apart: readonly { readonly amount: Shown; readonly unit: AmountUnit }[];
  readonly start: Date;
  readonly end: Date;
  readonly asOf: Date;
  readonly resetsAt: Date;
  readonly timeZone: string;
  readonly seq: number;
}

export interface OverviewInput {
  readonly customer: Customer;
  readonly balance: Balance | undefined;
  readonly words: CatalogWords | undefined;
  /** Of the whole cycle. */
  readonly usage: Usage | undefined;
}

/** Undefined until enough is known: spend is known from the usage, credits from the balance. */
export function overviewFacts(input: OverviewInput): OverviewFacts | undefined {
  const { customer, balance, words, usage } = input;
  if (!balance || !words) return undefined;
  const unit = unitOf(words, customer);
  const counted = usage?.unit === unit.id ? usage : undefined;
  if (unit.currency !== null && !counted) return undefined;
  const figures =
    unit.currency !== null && counted
      ? spendFigures(credits(counted.total.credits), unit)
      : balanceFigures(balance, unit);
  const times = {
    start: new Date(balance.cycle.start),
    end: new Date(balance.cycle.end),
    asOf: new Date(balance.as_of),
    resetsAt: new Date(balance.resets_at),
    timeZone: customer.time_zone,
  };
  const planned = words.plans.get(customer.plan)?.overage ?? null;
  const overage = planned ?? (figures.billed.exact > 0n ? otherKindWords('overage') : null);
  const ahead = runway({
    ...times,
    used: figures.used.exact,
    total: figures.total.exact,
    available: figures.left?.exact ?? null,
  });
  const facts = { ...times, figures, words, overage, runway: ahead, seq: balance.seq };
  return { ...facts, notices: notices(facts), apart: apartOf(counted, { words, unit }) };
}

interface Counted {
  readonly words: CatalogWords;
  readonly unit: AmountUnit;
}

function apartOf(usage: Usage | undefined, { words, unit }: Counted): OverviewFacts['apart'] {
  return (usage?.units ?? []).flatMap(({ unit: id, amount }) => {
    const other = words.units.get(id);
    const exact = credits(amount);
    if (!other || other.id === unit.id || exact === 0n) return [];
    return [
      { amount: { exact, rounded: roundHalfUp(exact, stepOf(other.decimals)) }, unit: other },
    ];
  });
}
