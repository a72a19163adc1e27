import { type Instant, valueAt } from '@fuelgauge/core';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';
import { seesMoney } from './sight.ts';
import { type GrantJson, grantJson } from './wire/balance-json.ts';
import { readBook } from './with-book.ts';

/** Every grant a customer was ever given, newest first, as the next writer will find them. */
export async function listGrantsOf(
  context: Context,
  caller: Caller,
  query: PageQuery & { readonly customer: string },
): Promise<Answer<PageJson<GrantJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['seq']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const before = position === undefined ? Number.POSITIVE_INFINITY : Number(position[0]);
  const page = await readBook(
    context,
    { ...ref, since: 0 as Instant, allGrants: true },
    async ({ open, sight }) => {
      const { book, notes } = open;
      const zone = valueAt(book.terms.zones, book.ledger.head.at);
      const grants = [...book.ledger.grants.values()]
        .filter((grant) => grant.id < before)
        .sort((a, b) => b.id - a.id);
      const json = (grant: (typeof grants)[number]) =>
        grantJson(grant, {
          customer: ref,
          zone,
          note: notes.get(grant.id) ?? null,
          hidesMoney: !seesMoney(sight),
        });
      return pageOf(grants.slice(0, limit + 1), limit, { json, position: (grant) => [grant.id] });
    },
  );
  return page ? answered(page) : customerUnknown(query.customer);
}
