import { formatInstant } from '@fuelgauge/core';
import { listAudit, listOperatorAudit, type NumberedAudit } from '../store/operations.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { limitOf, type PageJson, type PageQuery, pageOf, positionOf } from './page.ts';
import { instantField, isRefused } from './read-input.ts';

/** One administrative act. */
export interface AuditJson {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

/** Which acts are asked for. */
export interface AuditQuery extends PageQuery {
  readonly customer?: string;
  readonly actor?: string | undefined;
  /** An act such as `grant.issue`, or with a dot at its end all that begin so: `directory.`. */
  readonly act?: string | undefined;
  /** Instants, or dates that begin at midnight in UTC. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Administrative acts on one customer, or without one those on catalogs and keys; newest first. */
export async function readAudit(
  context: Context,
  caller: Caller,
  query: AuditQuery,
): Promise<Answer<PageJson<AuditJson>>> {
  const limit = limitOf(query);
  if (isRefused(limit)) return limit;
  const position = positionOf(query, ['seq']);
  if (isRefused(position)) return position;
  const { customer, actor = null, act = null } = query;
  const from = query.from === undefined ? null : instantField('from', query.from, 'UTC');
  if (isRefused(from)) return from;
  const to = query.to === undefined ? null : instantField('to', query.to, 'UTC');
  if (isRefused(to)) return to;
  const before = BigInt(position?.[0] ?? Number.MAX_SAFE_INTEGER);
  const page = { before, limit: limit + 1, actor, act, from, to };
  if (customer === undefined)
    return answered(auditPage(await listOperatorAudit(context.database, page), limit));
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const rows = await context.database.transaction(
    { customer: ref.customerId, readOnly: true },
    (tx) => listAudit(tx, ref.customerId, page),
  );
  return answered(auditPage(rows, limit));
}

function auditPage(rows: readonly NumberedAudit[], limit: number): PageJson<AuditJson> {
  const json = ({ number, at, ...row }: NumberedAudit) => ({
    ...row,
    number: Number(number),
    at: formatInstant(at),
  });
  return pageOf(rows, limit, { json, position: ({ number }) => [Number(number)] });
}
