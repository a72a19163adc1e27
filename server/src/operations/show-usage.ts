import {
  formatCredits,
  formatInstant,
  formatQuantity,
  type Granularity,
  type Interval,
  valueAt,
} from '@fuelgauge/core';
import type { AmountUnit } from './amount-unit.ts';
import type { CustomerRef } from './context.ts';
import type { GapJson } from './gaps-in.ts';
import { amountsJson, type MeasuredUsage } from './measure-usage.ts';
import {
  accumulated,
  addTo,
  byCredits,
  noUsage,
  quantityOf,
  totalOf,
  type UsageGroup,
  type UsageSums,
  worthOf,
} from './sum-usage.ts';
import { startsOf } from './time-range.ts';
import type { UsageFilter } from './usage-filter.ts';
import { type Grouping, type GroupNames, readNames } from './usage-grouping.ts';
import type { Valuation } from './value-credits.ts';
import type { UsageGroupJson, UsageJson } from './wire/usage-json.ts';
import type { ReadWork } from './with-book.ts';

/** What was asked, as the customer's catalog and cycles make it. */
export interface UsagePlan {
  readonly granularity: Granularity;
  readonly isCumulative: boolean;
  /** Groups shown one by one. */
  readonly limit: number;
  readonly range: Interval;
  readonly series: string;
  /** Those of the range, after those from the start of its first cycle where running totals need them. */
  readonly buckets: readonly Interval[];
  /** How many buckets lie before the range. */
  readonly before: number;
  readonly grouping: Grouping;
  readonly filter: UsageFilter;
  readonly amount: AmountUnit;
}

interface Found {
  readonly plan: UsagePlan;
  readonly measured: MeasuredUsage;
  readonly valuation: Valuation | null;
  readonly gaps: readonly GapJson[];
}

/** The key of the groups beyond those shown one by one. */
const OTHER = '(other)';

/** Usage as the wire shows it. */
export async function showUsage(
  work: ReadWork,
  ref: CustomerRef,
  found: Found,
): Promise<UsageJson> {
  const { plan, measured, valuation, gaps } = found;
  const { terms, ledger } = work.open.book;
  const { head } = ledger;
  const zone = valueAt(terms.zones, head.at);
  const at = ({ start, end }: Interval) => ({
    start: formatInstant(start, zone),
    end: formatInstant(end, zone),
  });
  const groups = shownGroups(measured.groups, plan);
  const keys = groups.map(({ key }) => key);
  const names = await readNames(work, plan.grouping, { keys, at: head.at });
  const total = totalOf(groups.map((group) => totalInRange(group, plan)));
  const { start: from, end: to } = at(plan.range);
  const isFiltered = plan.filter.clauses.length > 0;
  return {
    customer: ref.key,
    from,
    to,
    granularity: plan.granularity,
    time_zone: zone,
    unit: plan.amount.name,
    currency: valuation?.currency ?? null,
    cumulative: plan.isCumulative,
    buckets: plan.buckets.slice(plan.before).map(at),
    gaps,
    groups: groups.map((group) => groupJson(work, group, { ...found, names })),
    total: { ...amountsJson(total), money: valuation && worthOf(total) },
    whole: isFiltered ? await measured.wholeFrom(plan.before) : amountsJson(total),
    units: measured.unitsFrom(plan.before),
    as_of: formatInstant(head.at, zone),
    seq: head.seq,
  };
}

function totalInRange({ cells }: UsageGroup, { before }: UsagePlan): UsageSums {
  return totalOf(cells.slice(before));
}

/** Most credits first; what is beyond the limit becomes one group. Without a grouping there is one, used or not. */
function shownGroups(groups: readonly UsageGroup[], plan: UsagePlan): UsageGroup[] {
  const { grouping, limit, buckets } = plan;
  const empty = () => buckets.map(noUsage);
  if (grouping === null) return groups.length > 0 ? [...groups] : [{ key: null, cells: empty() }];
  const ranked = groups
    .map((group) => ({ group, key: group.key, credits: totalInRange(group, plan).credits }))
    .sort(byCredits)
    .map(({ group }) => group);
  if (ranked.length <= limit) return ranked;
  const other = { key: OTHER, cells: empty() };
  for (const { cells } of ranked.slice(limit)) {
    for (const [index, cell] of cells.entries()) {
      const sum = other.cells[index];
      if (sum) addTo(sum, cell);
    }
  }
  return [...ranked.slice(0, limit), other];
}

function groupJson(
  work: ReadWork,
  group: UsageGroup,
  { plan, measured, valuation, names }: Found & { names: GroupNames },
): UsageGroupJson {
  const { before, isCumulative, buckets } = plan;
  const runs = runsOf(work, plan);
  const cells = isCumulative
    ? accumulated(group.cells, (index) => runs[index]?.length === 1)
    : group.cells;
  const now = work.open.book.ledger.head.at;
  const shown = cells
    .map((cell, index) => ((buckets[index]?.start ?? now) > now ? noUsage() : cell))
    .slice(before);
  const total = totalInRange(group, plan);
  const { key } = group;
  const isOther = key === OTHER;
  return {
    key,
    label: isOther ? OTHER : names.labelOf(key),
    parent: isOther || key === null ? null : names.parentOf(key),
    unit: measured.quantityUnitOf(group),
    credits: shown.map(({ credits }) => formatCredits(credits)),
    list_credits: shown.map(({ listCredits }) => formatCredits(listCredits)),
    money: valuation && shown.map(worthOf),
    quantity: quantities(group, measured, { cells: shown, runs: runs.slice(before) }),
    events: shown.map(({ events }) => events),
    total: {
      ...amountsJson(total),
      money: valuation && worthOf(total),
      quantity: totalQuantity(group, measured, { total, before }),
    },
  };
}

/** The buckets each shown figure covers: its own, or all since the cycle began. */
function runsOf(work: ReadWork, { buckets, isCumulative, series }: UsagePlan): number[][] {
  if (!isCumulative) return buckets.map((_, index) => [index]);
  const starts = new Set(startsOf(work.open.book, series));
  let run: number[] = [];
  return buckets.map(({ start }, index) => {
    run = starts.has(start) ? [index] : [...run, index];
    return run;
  });
}

function quantities(
  group: UsageGroup,
  measured: MeasuredUsage,
  { cells, runs }: { cells: readonly UsageSums[]; runs: readonly (readonly number[])[] },
): string[] | null {
  if (measured.quantityUnitOf(group) === null) return null;
  const distinct = measured.distinctOf(group);
  if (!distinct) return cells.map(quantityOf);
  const counted = runs.map((run) => distinct.quantity(group.key, run));
  return counted.every((count) => count !== undefined)
    ? counted.map((count) => formatQuantity(count))
    : null;
}

function totalQuantity(
  group: UsageGroup,
  measured: MeasuredUsage,
  { total, before }: { total: UsageSums; before: number },
): string | null {
  if (measured.quantityUnitOf(group) === null) return null;
  const distinct = measured.distinctOf(group);
  if (!distinct) return quantityOf(total);
  const inRange = [...group.cells.keys()].filter((index) => index >= before);
  const counted = distinct.quantity(group.key, inRange);
  return counted === undefined ? null : formatQuantity(counted);
}
