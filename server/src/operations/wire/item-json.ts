import {
  anchorOf,
  type Book,
  currentCycle,
  cycleAt,
  formatCredits,
  formatInstant,
  type Instant,
  type Interval,
  MICROSECOND,
  prorate,
  shift,
  valueAt,
} from '@fuelgauge/core';
import type { ItemRecord } from '../../store/items.ts';

/** Something paid for in money. Amounts are in its own currency and never in credits. */
export interface ItemJson {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly quantity: number;
  readonly in_use: number | null;
  readonly unit_price: { readonly amount: string; readonly currency: string };
  readonly period: 'month' | 'year';
  /** What all of it costs for a period. */
  readonly amount: string;
  readonly next_charge_at: string | null;
  /** What is charged then; null when nothing is scheduled. */
  readonly next_charge: string | null;
  readonly expires_at: string | null;
  readonly auto_renew: boolean;
  /** What changes within the current period cost or give back, oldest first. */
  readonly prorations: readonly ProrationJson[];
  readonly created_at: string;
  /** When the last one was taken away; null while there is one. */
  readonly removed_at: string | null;
}

export interface ProrationJson {
  readonly at: string;
  readonly change: number;
  readonly days: number;
  readonly days_in_period: number;
  readonly amount: string;
}

/** How many there are at a moment. */
export function quantityAt({ quantities }: Pick<ItemRecord, 'quantities'>, at: Instant): bigint {
  return quantities.findLast(({ from }) => from <= at)?.value ?? 0n;
}

/** Whether there is nothing of an item and its current period saw no change: it is history. */
export function isGone(book: Book, item: ItemRecord): boolean {
  const { at } = book.ledger.head;
  const last = item.quantities.at(-1);
  if (!last || last.value > 0n || quantityAt(item, at) > 0n) return false;
  return last.from < (periodOf(book, item) ?? currentCycle(book.ledger, 'plan')).start;
}

export function itemJson(book: Book, item: ItemRecord): ItemJson {
  const { at } = book.ledger.head;
  const zone = valueAt(book.terms.zones, at);
  const written = (moment: Instant | null) => moment && formatInstant(moment, zone);
  const quantity = quantityAt(item, at);
  const amount = formatCredits(quantity * item.unitAmount);
  const period = periodOf(book, item);
  const nextCharge = item.nextChargeAt ?? period?.end ?? null;
  const isScheduled = item.autoRenew && quantity > 0n && nextCharge !== null;
  return {
    id: item.id,
    kind: item.kind,
    label: item.label,
    quantity: Number(quantity),
    in_use: item.inUse === null ? null : Number(item.inUse),
    unit_price: { amount: formatCredits(item.unitAmount), currency: item.currency },
    period: item.period,
    amount,
    next_charge_at: isScheduled ? written(nextCharge) : null,
    next_charge: isScheduled ? amount : null,
    expires_at: written(item.expiresAt),
    auto_renew: item.autoRenew,
    prorations: prorationsOf(item, { at, period, zone }),
    created_at: formatInstant(item.createdAt, zone),
    removed_at: quantity > 0n ? null : written(item.quantities.at(-1)?.from ?? null),
  };
}

/** What a charge is for: the period that ends with the next one, else the plan's cycle when it is as long. */
function periodOf({ catalog, ledger, terms }: Book, item: ItemRecord): Interval | null {
  const { at } = ledger.head;
  if (item.nextChargeAt !== null) {
    const zone = valueAt(terms.zones, at);
    const anchor = anchorOf(item.nextChargeAt, zone, 'exact');
    return cycleAt({ anchor, every: item.period, zone }, shift(item.nextChargeAt, -MICROSECOND));
  }
  const every = catalog.series.find(({ id }) => id === 'plan')?.every;
  const interval = catalog.plans.get(valueAt(terms.plans, at))?.interval;
  const isAsLong = (every === 'plan_interval' ? interval : every) === item.period;
  return isAsLong ? currentCycle(ledger, 'plan') : null;
}

/** What has a charge of its own was paid for whole when it came; only what changed since is prorated. */
function prorationsOf(
  { quantities, unitAmount, nextChargeAt }: ItemRecord,
  { at, period, zone }: { at: Instant; period: Interval | null; zone: string },
): ProrationJson[] {
  if (period === null) return [];
  const past = quantities.filter(({ from }) => from <= at);
  const lines = prorate({ quantities: past, unitPrice: unitAmount, cycle: period, zone });
  const first = nextChargeAt === null ? undefined : quantities[0]?.from;
  const shown = lines.filter((line) => line.at !== first);
  return shown.map((line) => ({
    at: formatInstant(line.at, zone),
    change: Number(line.change),
    days: line.days,
    days_in_period: line.daysInCycle,
    amount: formatCredits(line.amount),
  }));
}
