import type { Queries } from '../store/database.ts';
import { type DirectoryRecord, findDirectory } from '../store/directory.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { isRefused } from './read-input.ts';

/** A page of what one customer has. */
export interface CustomerPageQuery extends PageQuery {
  readonly customer: string;
}

/** Rows that are about a member each, in the order of an id of their own. */
export interface MemberRows<Row, Json> {
  readonly list: (
    tx: Queries,
    customerId: bigint,
    request: { readonly after: string; readonly limit: number },
  ) => Promise<Row[]>;
  readonly idOf: (row: Row) => string;
  /** `entry` is what the directory knows of the member. */
  readonly json: (row: Row, entry: DirectoryRecord | undefined) => Json;
}

/** Lists rows about members with their names, a page at a time. */
export async function listByMember<Row extends { readonly member: string }, Json>(
  context: Context,
  caller: Caller,
  query: CustomerPageQuery & { readonly rows: MemberRows<Row, Json> },
): Promise<Answer<PageJson<Json>>> {
  const { list, idOf, json } = query.rows;
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['text']);
  if (isRefused(position)) return position;
  const ref = await findCustomerFor(context, caller, query.customer);
  if (!ref) return customerUnknown(query.customer);
  const { customerId } = ref;
  const request = { after: String(position?.[0] ?? ''), limit: limit + 1 };
  const [rows, entries] = await context.database.transaction(
    { customer: customerId, readOnly: true },
    async (tx) => {
      const found = await list(tx, customerId, request);
      const named = found.map(({ member: id }) => ({ kind: 'members' as const, id }));
      return [found, await findDirectory(tx, customerId, named)] as const;
    },
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return answered(
    pageOf(rows, limit, {
      json: (row) => json(row, byId.get(row.member)),
      position: (row) => [idOf(row)],
    }),
  );
}
