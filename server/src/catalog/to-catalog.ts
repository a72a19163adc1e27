import {
  assert,
  type Catalog,
  credits,
  DAY,
  type GrantKind,
  midnight,
  type Plan,
  type SeriesRule,
  type View,
} from '@fuelgauge/core';
import type { CatalogDocument } from './catalog-document.ts';
import { labelOf } from './label-of.ts';
import { toDimension, toMeter } from './to-meter.ts';
import { decimalOf, toPriceCard } from './to-price-card.ts';

const DEFAULT_WINDOW_DAYS = 35;

/** Maps a document without comments and without faults to the words of the rules. */
export function toCatalog(document: CatalogDocument, version: number): Catalog {
  const { timeZone } = document;
  const creditUnit = document.units.find(({ kind }) => kind === 'credit');
  assert(creditUnit !== undefined, 'a catalog without faults has a credit unit');
  const meters = document.meters.map(toMeter);
  return {
    key: document.key,
    version,
    name: document.name,
    timeZone,
    billingStartsAt:
      document.billingStartsAt === undefined ? null : midnight(document.billingStartsAt, timeZone),
    windowUs: Number(document.window?.slice(1, -1) ?? DEFAULT_WINDOW_DAYS) * DAY,
    units: document.units.map(({ id, kind, label, decimals, rounding }) => ({
      id,
      kind,
      label,
      decimals,
      rounding,
    })),
    creditUnit: creditUnit.id,
    dimensions: byId(document.dimensions.map(toDimension)),
    categories: document.categories.map(({ id, label, parent = null }) => ({ id, label, parent })),
    meters: byId(meters),
    metersByType: Map.groupBy(meters, ({ eventType }) => eventType),
    cards: document.rateCards.map((card) => toPriceCard(card, document)),
    grantKinds: byId(document.grantTypes.map(toGrantKind)),
    plans: byId(document.plans.map((plan, rank) => toPlan(plan, { rank, document }))),
    series: document.cycles.map(toSeriesRule),
    planChange: { upgrade: document.planChange.upgrade, downgrade: document.planChange.downgrade },
    overdraftAtReset: document.overdraft ?? 'write_off',
    billingModes: new Map((document.billingModes ?? []).map(({ id, unit }) => [id, unit])),
    keep: new Set(document.keep ?? []),
    roles: new Map(Object.entries(document.roles ?? {})),
    views: (document.views ?? []).map(toView),
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function toGrantKind(kind: CatalogDocument['grantTypes'][number]): GrantKind {
  const { id, category, priority, cycleBound, rollover, expiry = null } = kind;
  const carried = rollover === true ? {} : rollover || undefined;
  return {
    id,
    label: kind.label ?? labelOf(id),
    category,
    priority,
    cycleBound,
    rollover:
      cycleBound && carried
        ? {
            max: carried.max === undefined || carried.max === null ? null : credits(carried.max),
            cycles: carried.cycles ?? null,
          }
        : null,
    expiry,
  };
}

function toPlan(
  plan: CatalogDocument['plans'][number],
  { rank, document }: { rank: number; document: CatalogDocument },
): Plan {
  const overage = document.grantTypes.find(({ category }) => category === 'overage');
  const allotments = Object.entries(plan.grants).map(
    ([kind, amount]) => [kind, amount === null ? null : credits(amount)] as const,
  );
  return {
    id: plan.id,
    label: plan.label,
    rank: plan.rank ?? rank,
    price: plan.price === undefined || plan.price === null ? null : decimalOf(plan.price),
    interval: plan.interval,
    allotments: new Map(allotments),
    overage: plan.overage ?? (plan.flex ? (overage?.id ?? null) : null),
    hardLimit: plan.hardLimit ?? false,
    billingMode: plan.billingMode ?? null,
    features: new Set(plan.features ?? []),
  };
}

function toSeriesRule(cycle: CatalogDocument['cycles'][number]): SeriesRule {
  return { id: cycle.series, every: cycle.every, anchorTime: cycle.anchorTime ?? 'midnight' };
}

/** Parts of pages that show what the customer as a whole has used. */
const USAGE_PANELS: ReadonlySet<string> = new Set([
  'tiles',
  'breakdown',
  'timeseries',
  'table',
  'insights',
  'auditLog',
]);

function toView(view: NonNullable<CatalogDocument['views']>[number]): View {
  return {
    id: view.id,
    label: view.label ?? labelOf(view.id),
    roles: view.gate?.roles ?? null,
    plans: view.gate?.plans ?? null,
    showsUsage: view.embed !== true && view.panels.some(({ type }) => USAGE_PANELS.has(type)),
  };
}
