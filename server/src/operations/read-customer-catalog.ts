import {
  bucketOf,
  formatCredits,
  formatInstant,
  type Instant,
  nano,
  priceAt,
  valueAt,
} from '@fuelgauge/core';
import type { CardDescription } from '../catalog/describe/describe-card.ts';
import type { CatalogDescription } from '../catalog/describe/describe-catalog.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { seesMoney } from './sight.ts';
import { type PriceSource, valueCredits } from './value-credits.ts';
import { readBook, type Work } from './with-book.ts';

/** The catalog as a customer's pages read it: what is on them, what things are called and what they cost. */
export interface CustomerCatalogJson
  extends Pick<
    CatalogDescription,
    | 'key'
    | 'version'
    | 'name'
    | 'units'
    | 'alerts'
    | 'categories'
    | 'meters'
    | 'plans'
    | 'series'
    | 'overdraft'
    | 'exhaustion'
    | 'roles'
    | 'links'
  > {
  readonly customer: string;
  readonly time_zone: string;
  /** The plan in force. */
  readonly plan: string;
  readonly billing_mode: string | null;
  /** What a credit is worth today; null when it has no price. */
  readonly price_per_credit: {
    readonly amount: string;
    readonly currency: string;
    readonly source: PriceSource;
  } | null;
  readonly billing_starts_at: string | null;
  readonly credit_unit: string;
  readonly role_labels: Readonly<Record<string, string>>;
  /** Those of the plan. */
  readonly dimensions: readonly (Omit<CatalogDescription['dimensions'][number], 'valueLabels'> & {
    readonly value_labels: Readonly<Record<string, string>>;
  })[];
  readonly display_modes: CatalogDescription['displayModes'];
  readonly billing_modes: CatalogDescription['billingModes'];
  readonly requests_meter: string | null;
  readonly grant_kinds: CatalogDescription['grantKinds'];
  readonly plan_change: CatalogDescription['planChange'];
  /** Those that price this plan, oldest first: past, in force and coming. */
  readonly cards: readonly CardJson[];
  readonly quotas: readonly {
    readonly id: string;
    readonly label: string;
    readonly limit: number | null;
  }[];
  /** Those the plan offers. */
  readonly add_ons: readonly Omit<CatalogDescription['addOns'][number], 'plans'>[];
  readonly cost_items: CatalogDescription['costItems'];
  readonly views: CatalogDescription['views'];
  readonly dates_within: CatalogDescription['datesWithin'];
}

/** A price card with the moments it holds between, and the meters whose price it gives now. */
export interface CardJson extends Omit<CardDescription, 'from' | 'to'> {
  readonly from: string;
  readonly to: string | null;
  readonly state: 'past' | 'current' | 'coming';
  /** The meters of the plan that this card prices now: a card for the plan comes before one for all. */
  readonly in_force: readonly string[];
}

/** The newest version of a customer's catalog, as it applies to its plan today. */
export async function readCustomerCatalog(
  context: Context,
  caller: Caller,
  { customer }: { customer: string },
): Promise<Answer<CustomerCatalogJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const answer = await readBook(context, ref, async (work) => {
    const { key, version } = work.open.book.catalog;
    const described = await context.catalogs.description(work.tx, key, version);
    const price = seesMoney(work.sight) ? await priceToday(context, work) : null;
    return answered(catalogJson(work, ref, { described, price }));
  });
  return answer ?? customerUnknown(customer);
}

async function priceToday(
  context: Context,
  work: Work,
): Promise<CustomerCatalogJson['price_per_credit']> {
  const { terms, ledger } = work.open.book;
  const { at } = ledger.head;
  const today = bucketOf(at, 'day', valueAt(terms.zones, at));
  const valuation = await valueCredits(context, work, today);
  if (!valuation) return null;
  const { currency, priceAt, sourceAt } = valuation;
  const amount = formatCredits(nano(priceAt(today.start)));
  return { amount, currency, source: sourceAt(today.start) };
}

interface Found {
  readonly described: CatalogDescription;
  readonly price: CustomerCatalogJson['price_per_credit'];
}

function catalogJson(
  { open }: Work,
  ref: CustomerRef,
  { described, price }: Found,
): CustomerCatalogJson {
  const { catalog, terms, ledger } = open.book;
  const { at } = ledger.head;
  const zone = valueAt(terms.zones, at);
  const plan = valueAt(terms.plans, at);
  const { displayModes, billingModes, requestsMeter, grantKinds, planChange, costItems } =
    described;
  const { timeZone: _zone, cards, quotas, addOns, ...same } = described;
  return {
    customer: ref.key,
    key: same.key,
    version: same.version,
    name: same.name,
    time_zone: zone,
    plan,
    billing_mode: valueAt(terms.billingModes, at),
    price_per_credit: price,
    billing_starts_at:
      catalog.billingStartsAt === null ? null : formatInstant(catalog.billingStartsAt, zone),
    credit_unit: catalog.creditUnit,
    units: same.units,
    display_modes: displayModes,
    billing_modes: billingModes,
    dimensions: same.dimensions
      .filter(({ gate }) => gate === null || catalog.plans.get(plan)?.features.has(gate) === true)
      .map(({ valueLabels, ...dimension }) => ({ ...dimension, value_labels: valueLabels })),
    categories: same.categories,
    meters: same.meters,
    requests_meter: requestsMeter,
    plans: same.plans,
    grant_kinds: grantKinds,
    series: same.series,
    plan_change: planChange,
    overdraft: same.overdraft,
    exhaustion: same.exhaustion,
    cards: cards
      .filter(({ plans }) => plans === null || plans.includes(plan))
      .sort((a, b) => a.from - b.from)
      .map((card) => cardJson(open.book, card, { plan, zone })),
    quotas: quotas.map(({ id, label, limits }) => ({ id, label, limit: limits[plan] ?? null })),
    add_ons: addOns
      .filter(({ plans }) => plans.includes(plan))
      .map(({ plans: _plans, ...addOn }) => addOn),
    cost_items: costItems,
    alerts: same.alerts,
    roles: same.roles,
    role_labels: same.roleLabels,
    links: same.links,
    views: same.views,
    dates_within: same.datesWithin,
  };
}

function cardJson(
  { catalog, ledger }: Work['open']['book'],
  { from, to, ...card }: CardDescription,
  { plan, zone }: { plan: string; zone: string },
): CardJson {
  const { at } = ledger.head;
  const meters = card.prices.map(({ meter }) => meter);
  return {
    ...card,
    from: formatInstant(from, zone),
    to: to === null ? null : formatInstant(to, zone),
    state: stateOf({ from, to }, at),
    in_force: meters.filter((meter) => priceAt(catalog, { meter, plan, at })?.card.id === card.id),
  };
}

function stateOf({ from, to }: { from: Instant; to: Instant | null }, at: Instant) {
  if (from > at) return 'coming';
  return to !== null && to <= at ? 'past' : 'current';
}
