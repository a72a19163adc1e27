import { formatCredits } from '@fuelgauge/core';
import { findItem, type ItemRecord, listItems } from '../store/items.ts';
import { type Answer, answered, refused } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import type { ItemRef } from './put-item.ts';
import { isRefused } from './read-input.ts';
import { type ItemJson, isGone, itemJson, quantityAt } from './wire/item-json.ts';
import { readBook, type Work } from './with-book.ts';

/** What all that is asked for costs in one currency for one kind of period; currencies and periods are never added. */
export interface ItemTotalJson {
  readonly currency: string;
  readonly period: 'month' | 'year';
  readonly quantity: number;
  readonly amount: string;
}

/** Items by id, with what all of them cost, beyond the page too. */
export interface ItemPageJson extends PageJson<ItemJson> {
  readonly totals: readonly ItemTotalJson[];
}

/** One item, or one that is gone. */
export async function readItem(
  context: Context,
  caller: Caller,
  { customer, id }: ItemRef,
): Promise<Answer<ItemJson>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const answer = await readBook(context, ref, async ({ open, tx }): Promise<Answer<ItemJson>> => {
    const item = await findItem(tx, ref.customerId, id);
    if (!item) return refused('not_found', `The customer has no item "${id}".`);
    return answered(itemJson(open.book, item));
  });
  return answer ?? customerUnknown(customer);
}

export interface ItemsQuery extends PageQuery {
  readonly customer: string;
  /** Only items of this kind. */
  readonly kind?: string | undefined;
}

/** What a customer pays for in money: what there is, and what was taken away within its current period. */
export async function readItems(
  context: Context,
  caller: Caller,
  query: ItemsQuery,
): Promise<Answer<ItemPageJson>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const answer = await readBook(context, ref, async (work) => {
    const { book } = work.open;
    const all = await listItems(work.tx, ref.customerId);
    const items = all.filter(
      (item) => (query.kind ?? item.kind) === item.kind && !isGone(book, item),
    );
    const after = position === undefined ? '' : String(position[0]);
    const page = pageOf(
      items.filter(({ id }) => isAfter(id, after)),
      limit,
      { json: (item) => itemJson(book, item), position: ({ id }) => [id] },
    );
    return answered({ ...page, totals: totalsOf(work, items) });
  });
  return answer ?? customerUnknown(query.customer);
}

/** By code points, as the list is ordered. */
function isAfter(id: string, after: string): boolean {
  return Buffer.compare(Buffer.from(id), Buffer.from(after)) > 0;
}

function totalsOf({ open }: Work, items: readonly ItemRecord[]): ItemTotalJson[] {
  const { at } = open.book.ledger.head;
  const groups = Map.groupBy(items, ({ currency, period }) => `${currency} ${period}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [{ currency, period } = { currency: '', period: 'month' as const }] = group;
      const quantities = group.map((item) => quantityAt(item, at));
      const amount = group.reduce(
        (sum, { unitAmount }, index) => sum + (quantities[index] ?? 0n) * unitAmount,
        0n,
      );
      const quantity = Number(quantities.reduce((sum, each) => sum + each, 0n));
      return quantity === 0 ? [] : [{ currency, period, quantity, amount: formatCredits(amount) }];
    })
    .sort((a, b) => (`${a.currency} ${a.period}` < `${b.currency} ${b.period}` ? -1 : 1));
}
