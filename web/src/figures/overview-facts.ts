import { credits, nano } from '@fuelgauge/core';
import type { CustomerCatalog, Overview } from '@fuelgauge/sdk';
import type { SeenPart } from '../data/permissions.ts';
import { eventAddress } from './activity-row.ts';
import { type AlertMark, alertMarks } from './alert-marks.ts';
import type { AmountScale } from './amount-scale.ts';
import { type BalanceFigures, balanceFigures, spendFigures } from './balance-figures.ts';
import { type CatalogWords, type GrantKindWords, otherKindWords, unitOf } from './catalog-words.ts';
import { type Estimate, estimate } from './estimate.ts';
import { type Notice, notices } from './notices.ts';
import type { AmountUnit, Shown } from './number-text.ts';
import { roundHalfUp, stepOf, sum } from './rounding.ts';
import { type Runway, runway } from './runway.ts';
import { type WhatChanged, whatChanged } from './what-changed.ts';

/** What the page says of one customer besides where it went. */
export interface OverviewFacts {
  /** When the last of what there was was used, and its row of the log; null while not all is, or unknown. */
  readonly ranOut: { readonly at: Date; readonly address: string | null } | null;
  /** Levels at which the catalog alerts. */
  readonly marks: readonly AlertMark[];
  readonly figures: BalanceFigures;
  readonly words: CatalogWords;
  /** How usage is read and shown: as it is rated, or in money. */
  readonly scale: AmountScale;
  /** What is shown is the plan cycle the balance is of. */
  readonly isCycle: boolean;
  /** What is shown holds the present. */
  readonly isCurrent: boolean;
  /** Within a scope it is told what was used there, and nothing of what the customer has left. */
  readonly isBalanceKept: boolean;
  /** Over, and nothing can change it any more. */
  readonly isClosed: boolean;
  readonly runway: Runway;
  /** Of the current plan cycle, of all usage and once there is enough to go by. */
  readonly estimate: Estimate | undefined;
  /** What usage past the total is billed as; null when it is not billed. */
  readonly overage: GrantKindWords | null;
  readonly notices: readonly Notice[];
  /** What is notable of the current cycle. */
  readonly changes: readonly WhatChanged[];
  /** What is left at the price of a credit today; null where credits have none. */
  readonly worth: { readonly amount: Shown; readonly unit: AmountUnit } | null;
  /** What of the plan cycle's credits expired unused; null where nothing did. */
  readonly expired: Shown | null;
  /** Used in this period in another unit: never added, never hidden. */
  readonly apart: readonly { readonly amount: Shown; readonly unit: AmountUnit }[];
  /** What the usage of the period would have cost before billing began; null where all was billed. */
  readonly wouldCost: Shown | null;
  /** Of the plan cycle. */
  readonly start: Date;
  readonly end: Date;
  readonly resetsAt: Date;
  readonly asOf: Date;
  /** Up to when all usage is there; null where that is now. */
  readonly completeTo: Date | null;
  readonly timeZone: string;
  readonly seq: number;
}

export interface OverviewInput {
  readonly overview: Overview;
  readonly catalog: CustomerCatalog;
  readonly words: CatalogWords;
  /** The part of the usage that the reader sees; null where it is all. */
  readonly part?: SeenPart | null;
}

/** Reads an overview; each of its numbers is shown in one way, whatever card it is on. */
export function overviewFacts(input: OverviewInput): OverviewFacts {
  const { overview, catalog, words, part = null } = input;
  const { customer, balance, period, usage } = overview;
  const rated = unitOf(words, customer);
  const isCycle =
    period.kind === 'cycle' && period.series === 'plan' && period.from === balance.cycle.start;
  const figures =
    rated.currency === null
      ? balanceFigures(balance, rated)
      : spendFigures(spentIn(overview, rated), rated);
  const times = {
    start: new Date(balance.cycle.start),
    end: new Date(balance.cycle.end),
    asOf: new Date(overview.as_of),
    completeTo: overview.freshness.complete_to ? new Date(overview.freshness.complete_to) : null,
    resetsAt: new Date(balance.resets_at),
    timeZone: customer.time_zone,
  };
  const scale = scaleOf(overview, figures);
  const planned = words.plans.get(customer.plan)?.overage ?? null;
  const overage = planned ?? (figures.billed.exact > 0n ? otherKindWords('overage') : null);
  const ahead = runway({
    ...times,
    used: figures.used.exact,
    total: figures.total.exact,
    available: figures.left?.exact ?? null,
  });
  const isCurrent = period.is_current;
  const isFiltered = part !== null || usage.whole.events !== usage.total.events;
  const isWhole = isCycle && isCurrent && !scale.isValued && !isFiltered;
  const expected = isWhole ? estimate({ ...times, parts: partsOf(overview) }) : undefined;
  const facts = { ...times, figures, words, overage, runway: ahead, estimate: expected };
  const wouldCost = wouldCostOf(overview, catalog, rated);
  return {
    ...facts,
    marks: alertMarks({ alerts: catalog.alerts, figures, words }),
    ranOut: ranOutOf(overview),
    scale,
    isCycle,
    isCurrent,
    isBalanceKept: part?.kind === 'scopes',
    isClosed: period.is_closed,
    changes: whatChanged({ overview, catalog, unit: words.credits, timeZone: times.timeZone }),
    notices: notices({ ...facts, overview, catalog, wouldCost }),
    worth: worthOf(figures, catalog),
    expired: positive(credits(balance.expired), rated),
    apart: apartOf(overview, { words, unit: rated }),
    wouldCost,
    seq: overview.seq,
  };
}

/** Spend of the plan cycle; known only while that is what is shown. */
function spentIn({ usage }: Overview, { id }: AmountUnit): bigint {
  const spent = usage.units.find(({ unit }) => unit === id);
  return credits(spent?.amount ?? '0');
}

function scaleOf({ usage }: Overview, { unit, used }: BalanceFigures): AmountScale {
  if (usage.unit !== 'money' || usage.currency === null) return { unit, used };
  return {
    unit: { id: 'money', decimals: MONEY_DECIMALS, currency: usage.currency },
    isValued: true,
  };
}

const MONEY_DECIMALS = 2;

function ranOutOf({ ran_out: found }: Overview): OverviewFacts['ranOut'] {
  if (!found) return null;
  const { at, seq, event } = found;
  const address = event ? eventAddress(event) : seq === null ? null : `entry:${seq}`;
  return { at: new Date(at), address };
}

function partsOf({ usage }: Overview) {
  return usage.buckets.map(({ end }, index) => ({
    end: new Date(end),
    amount: sum(usage.groups.map((group) => credits(group.credits[index] ?? '0'))),
  }));
}

function worthOf({ left }: BalanceFigures, { price_per_credit: price }: CustomerCatalog) {
  if (!left || !price) return null;
  const unit = { id: 'money', decimals: MONEY_DECIMALS, currency: price.currency };
  const exact = (left.exact * credits(price.amount)) / credits('1');
  return { amount: { exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) }, unit };
}

interface Counted {
  readonly words: CatalogWords;
  readonly unit: AmountUnit;
}

function apartOf({ usage }: Overview, { words, unit }: Counted): OverviewFacts['apart'] {
  return usage.units.flatMap(({ unit: id, amount }) => {
    const other = words.units.get(id);
    const exact = credits(amount);
    if (!other || other.id === unit.id || exact === 0n) return [];
    return [
      { amount: { exact, rounded: roundHalfUp(exact, stepOf(other.decimals)) }, unit: other },
    ];
  });
}

function wouldCostOf({ usage, period }: Overview, catalog: CustomerCatalog, unit: AmountUnit) {
  const begins = catalog.billing_starts_at;
  if (begins === null || Date.parse(period.from) >= Date.parse(begins)) return null;
  const exact = nano(credits(usage.total.list_credits) - credits(usage.total.credits));
  return positive(exact, unit);
}

function positive(exact: bigint, unit: AmountUnit): Shown | null {
  return exact > 0n ? { exact, rounded: roundHalfUp(exact, stepOf(unit.decimals)) } : null;
}
