import { countEntries, type DirectoryCount } from '../store/directory.ts';
import { type Answer, answered } from './answer.ts';
import type { Caller, Context } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';

/** How many entries there are of a kind, of which sort of scope, and with which status. */
export interface DirectoryCountJson {
  readonly kind: DirectoryCount['kind'];
  readonly scope_kind: string | null;
  readonly status: DirectoryCount['status'];
  readonly entries: number;
}

/** Counts a customer's directory; what has no entries is not there. */
export async function countDirectoryEntries(
  context: Context,
  caller: Caller,
  { customer }: { customer: string },
): Promise<Answer<{ data: readonly DirectoryCountJson[] }>> {
  const ref = await findCustomerFor(context, caller, customer);
  if (!ref) return customerUnknown(customer);
  const counts = await context.database.transaction(
    { customer: ref.customerId, readOnly: true },
    (tx) => countEntries(tx, ref.customerId),
  );
  const data = counts.map(({ scopeKind, ...rest }) => ({ ...rest, scope_kind: scopeKind }));
  return answered({ data });
}
