import { type Credits, type Instant, operate, parseCredits, valueAt } from '@fuelgauge/core';
import { bounds } from '../bounds.ts';
import type {
  AddOnDescription,
  CatalogDescription,
  CostItemDescription,
} from '../catalog/describe/describe-catalog.ts';
import { countItems, findItem, type ItemRecord, upsertItem } from '../store/items.ts';
import { type Answer, answered, refused, refusedAs } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { idFault } from './event-form.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { amountField, instantField, isRefused } from './read-input.ts';
import { type ItemJson, itemJson, quantityAt } from './wire/item-json.ts';
import { type Done, type Work, withBook } from './with-book.ts';

/** What `PUT …/items/{id}` takes. What is absent stays, or is what the catalog says of the kind. */
export interface ItemBody {
  /** An add-on or a cost item of the catalog, or `seat`. Needed at first. */
  readonly kind?: string | undefined;
  readonly label?: string | undefined;
  readonly quantity?: number | undefined;
  readonly unit_price?: { readonly amount: string; readonly currency: string } | undefined;
  readonly period?: 'month' | 'year' | undefined;
  /** Null: with the plan's cycle. */
  readonly next_charge_at?: string | null | undefined;
  readonly expires_at?: string | null | undefined;
  readonly auto_renew?: boolean | undefined;
  readonly in_use?: number | null | undefined;
  /** Since when the quantity holds; now when absent. */
  readonly effective_at?: string | undefined;
  readonly reason?: string | undefined;
}

export interface ItemRef {
  readonly customer: string;
  readonly id: string;
}

type Refused = ReturnType<typeof refused>;

/** Creates or changes something paid for in money. A quantity that changes within a period is prorated by days. */
export async function putItem(
  context: Context,
  caller: Caller,
  { body, customer, id }: ItemRef & { body: ItemBody },
): Promise<Answer<ItemJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const malformed = idFault('id', id);
  if (malformed) return refusedAs(malformed);
  return withBook<ItemJson>(context, { ...ref, kind: 'advance' }, async (work) => {
    operate.advance(work.open.book, work.asOf);
    const before = await findItem(work.tx, ref.customerId, id);
    if (!before && (await countItems(work.tx, ref.customerId)) >= bounds.items) {
      const detail = `A customer may have ${bounds.items} items.`;
      return { answer: refused('directory_full', detail) };
    }
    const { key, version } = work.open.book.catalog;
    const catalog = await context.catalogs.description(work.tx, key, version);
    const after = describe(work, { before, id, body, catalog });
    if (isRefused(after)) return { answer: after };
    return write(work, caller, { before, after, reason: body.reason, act: 'item.put' });
  });
}

/** Takes all of an item away from now on. What it was stays in its period, and in the audit. */
export async function removeItem(
  context: Context,
  caller: Caller,
  { customer, id, reason }: ItemRef & { reason?: string },
): Promise<Answer<ItemJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  return withBook<ItemJson>(context, { ...ref, kind: 'advance' }, async (work) => {
    operate.advance(work.open.book, work.asOf);
    const before = await findItem(work.tx, ref.customerId, id);
    if (!before) return { answer: refused('not_found', `The customer has no item "${id}".`) };
    const now = work.open.book.ledger.head.at;
    const quantities = changed(before.quantities, { from: now, value: 0n });
    const after = { ...before, quantities, updatedAt: now };
    return write(work, caller, { before, after, reason, act: 'item.remove' });
  });
}

interface Change {
  readonly before: ItemRecord | undefined;
  readonly after: ItemRecord;
  readonly reason: string | undefined;
  readonly act: string;
}

/** Saying again what is known writes nothing. */
async function write(
  { open, tx }: Work,
  caller: Caller,
  { before, after, reason, act }: Change,
): Promise<Done<ItemJson>> {
  const answer = answered(itemJson(open.book, after), before ? 200 : 201);
  if (before && isSame(before, after)) return { answer };
  await upsertItem(tx, open.customer.customerId, after);
  const told = before ? itemJson(open.book, before) : null;
  const subject = `items/${after.id}`;
  const audit = [
    {
      actor: caller.actor,
      act,
      subject,
      before: told,
      after: answer.ok && answer.body,
      reason: reason ?? null,
    },
  ];
  return { answer, audit };
}

function isSame(before: ItemRecord, after: ItemRecord): boolean {
  const text = (record: ItemRecord) =>
    JSON.stringify({ ...record, updatedAt: null }, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
  return text(before) === text(after);
}

interface Description {
  readonly before: ItemRecord | undefined;
  readonly id: string;
  readonly body: ItemBody;
  readonly catalog: CatalogDescription;
}

function describe(work: Work, { before, id, body, catalog }: Description): ItemRecord | Refused {
  const { ledger, terms } = work.open.book;
  const now = ledger.head.at;
  const zone = valueAt(terms.zones, now);
  const known = knownOf(catalog, body.kind ?? before?.kind);
  if (isRefused(known)) return known;
  const price = priceOf({ body, before, known });
  if (isRefused(price)) return price;
  const moments = momentsOf(body, { before, zone, now });
  if (isRefused(moments)) return moments;
  const { nextChargeAt, expiresAt, from } = moments;
  const quantity = BigInt(body.quantity ?? (before ? quantityAt(before, now) : 1n));
  const { in_use: inUse = before?.inUse ?? null } = body;
  return {
    id,
    kind: known.kind,
    label: body.label ?? before?.label ?? known.label,
    quantities: changed(before?.quantities ?? [], { from, value: quantity }),
    ...price,
    period: body.period ?? before?.period ?? known.period,
    nextChargeAt,
    expiresAt,
    autoRenew: body.auto_renew ?? before?.autoRenew ?? known.autoRenew,
    inUse: inUse === null ? null : BigInt(inUse),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

/** What the catalog says of a kind of item. */
interface KnownKind {
  readonly kind: string;
  readonly label: string;
  readonly period: 'month' | 'year';
  readonly autoRenew: boolean;
  readonly price: { readonly amount: string; readonly currency: string } | null;
}

const SEAT = 'seat';

function knownOf({ addOns, costItems }: CatalogDescription, kind: string | undefined) {
  if (kind === undefined) return refused('body_invalid', 'The item needs a kind.', '/kind');
  const addOn = addOns.find(({ id }) => id === kind);
  if (addOn) return ofAddOn(addOn);
  const costItem = costItems.find(({ id }) => id === kind);
  if (costItem) return ofCostItem(costItem);
  const seat: KnownKind = { kind, label: 'Seat', period: 'month', autoRenew: true, price: null };
  if (kind === SEAT) return seat;
  const kinds = [...addOns, ...costItems].map(({ id }) => id);
  const known = [...new Set([...kinds, SEAT])].join(', ');
  const detail = `The catalog has no add-on or cost item "${kind}". It has: ${known}.`;
  return refused('body_invalid', detail, '/kind');
}

function ofAddOn({ id, label, period, price }: AddOnDescription): KnownKind {
  return { kind: id, label, period, autoRenew: true, price };
}

function ofCostItem({ id, label, period, auto_renews }: CostItemDescription): KnownKind {
  return { kind: id, label, period, autoRenew: auto_renews, price: null };
}

interface Priced {
  readonly body: ItemBody;
  readonly before: ItemRecord | undefined;
  readonly known: KnownKind;
}

function priceOf({ body, before, known }: Priced) {
  if (body.unit_price !== undefined) {
    const unitAmount = amountField('unit_price/amount', body.unit_price.amount);
    if (isRefused(unitAmount)) return unitAmount;
    return { unitAmount, currency: body.unit_price.currency };
  }
  if (before) return { unitAmount: before.unitAmount, currency: before.currency };
  const listed = known.price && parseCredits(known.price.amount);
  if (known.price && listed !== undefined && listed !== null) {
    return { unitAmount: listed satisfies Credits, currency: known.price.currency };
  }
  const detail = `The catalog has no price for "${known.kind}": say unit_price.`;
  return refused('body_invalid', detail, '/unit_price');
}

interface Told {
  readonly before: ItemRecord | undefined;
  readonly zone: string;
  readonly now: Instant;
}

function momentsOf(body: ItemBody, { before, zone, now }: Told) {
  const { next_charge_at, expires_at, effective_at } = body;
  const nextChargeAt = momentOf('next_charge_at', next_charge_at, {
    zone,
    known: before?.nextChargeAt ?? null,
  });
  if (isRefused(nextChargeAt)) return nextChargeAt;
  const expiresAt = momentOf('expires_at', expires_at, { zone, known: before?.expiresAt ?? null });
  if (isRefused(expiresAt)) return expiresAt;
  const from = effective_at === undefined ? now : instantField('effective_at', effective_at, zone);
  if (isRefused(from)) return from;
  return { nextChargeAt, expiresAt, from };
}

function momentOf(
  field: string,
  text: string | null | undefined,
  { zone, known }: { zone: string; known: Instant | null },
): Instant | null | Refused {
  if (text === undefined) return known;
  return text === null ? null : instantField(field, text, zone);
}

/** A quantity holds from its moment on and replaces what was said for later. The oldest of many changes are let go. */
function changed(
  quantities: ItemRecord['quantities'],
  change: ItemRecord['quantities'][number],
): ItemRecord['quantities'] {
  const kept = quantities.filter(({ from }) => from < change.from);
  if (kept.at(-1)?.value === change.value) return kept;
  return [...kept, change].slice(-bounds.itemChanges);
}
