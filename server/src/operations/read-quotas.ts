import { valueAt } from '@fuelgauge/core';
import type { CatalogDescription } from '../catalog/describe/describe-catalog.ts';
import { countActive } from '../store/directory.ts';
import { listItems } from '../store/items.ts';
import { listQuotas } from '../store/quotas.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { quantityAt } from './wire/item-json.ts';
import { readBook, type Work } from './with-book.ts';

/** How many of something are in use, and how many may be. Never in credits. */
export interface QuotaJson {
  readonly key: string;
  readonly label: string;
  /** Null when nobody says. */
  readonly used: number | null;
  /** Null is unlimited. */
  readonly limit: number | null;
  /** What the plan allows. */
  readonly plan_limit: number | null;
  /** Whether the customer has a limit of its own instead of the plan's. */
  readonly is_own: boolean;
  /** What add-ons put on top. */
  readonly added: number;
}

export interface QuotaRef {
  readonly customer: string;
  readonly key: string;
}

/** Every quota of the catalog, in its order. */
export async function readQuotas(
  context: Context,
  caller: Caller,
  { customer }: { customer: string },
): Promise<Answer<{ data: readonly QuotaJson[] }>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const answer = await readBook(context, ref, async (work) =>
    answered({ data: await showQuotas(context, work) }),
  );
  return answer ?? customerUnknown(customer);
}

/** One quota of the catalog. */
export async function readQuota(
  context: Context,
  caller: Caller,
  { customer, key }: QuotaRef,
): Promise<Answer<QuotaJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const answer = await readBook(context, ref, async (work): Promise<Answer<QuotaJson>> => {
    const quotas = await showQuotas(context, work);
    const quota = quotas.find((each) => each.key === key);
    return quota ? answered(quota) : quotaUnknown(key, quotas);
  });
  return answer ?? customerUnknown(customer);
}

export function quotaUnknown(
  key: string,
  known: readonly { readonly key: string }[],
): ReturnType<typeof refused> {
  const keys = known.map((each) => each.key).join(', ') || 'none';
  return refused('not_found', `The catalog has no quota "${key}". It has: ${keys}.`);
}

/**
 * Every quota of the catalog: the plan's limit, or the customer's own, raised by add-ons. What is in use is what was told;
 * active directory entries are counted where the quota is named for them and nothing was.
 */
export async function showQuotas(context: Context, { open, tx }: Work): Promise<QuotaJson[]> {
  const { catalog, terms, ledger } = open.book;
  const { at } = ledger.head;
  const { customerId } = open.customer;
  const described = await context.catalogs.description(tx, catalog.key, catalog.version);
  if (described.quotas.length === 0) return [];
  const [told, items, active] = await Promise.all([
    listQuotas(tx, customerId),
    listItems(tx, customerId),
    countActive(tx, customerId),
  ]);
  const plan = valueAt(terms.plans, at);
  const held = items.map((item) => ({ kind: item.kind, quantity: Number(quantityAt(item, at)) }));
  return described.quotas.map(({ id, label, limits }) => {
    const own = told.find(({ key }) => key === id);
    const planLimit = limits[plan] ?? null;
    const base = own?.limit === undefined ? planLimit : numberOrNull(own.limit);
    const added = addedTo(described, id, held);
    return {
      key: id,
      label,
      used: numberOrNull(own?.used ?? active.get(id) ?? null),
      limit: base === null ? null : base + added,
      plan_limit: planLimit,
      is_own: own?.limit !== undefined,
      added,
    };
  });
}

/** What the items of add-ons that raise a quota put on top. */
function addedTo({ addOns }: CatalogDescription, quota: string, held: readonly Held[]): number {
  const raising = new Set(addOns.filter((addOn) => addOn.quota === quota).map(({ id }) => id));
  return held
    .filter(({ kind }) => raising.has(kind))
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

interface Held {
  readonly kind: string;
  readonly quantity: number;
}

function numberOrNull(count: bigint | null): number | null {
  return count === null ? null : Number(count);
}
