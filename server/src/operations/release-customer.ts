import { assert, formatInstant } from '@fuelgauge/core';
import { insertCheckpoint, restartCheckpoint } from '../store/checkpoints.ts';
import { findCustomer, markReadOnly } from '../store/customers.ts';
import { findBreachOfState } from '../store/find-breaches.ts';
import { countAct, lockLedger } from '../store/ledgers.ts';
import { insertAudit } from '../store/operations.ts';
import { type Answer, refused } from './answer.ts';
import { Undone } from './check-ledgers.ts';
import type { Caller, Context, CustomerRef } from './context.ts';
import { customerUnknown, findCustomerFor } from './find-customer.ts';
import { reasonOf } from './prove-oldest.ts';
import { rateCustomer } from './rate-unpriced.ts';
import { readCustomer } from './read-customers.ts';
import { type CustomerProof, verifyLedger } from './verify-ledger.ts';
import { type CustomerJson, readOnlyJson } from './wire/customer-json.ts';

/** What `POST …/release` takes. */
export interface ReleaseBody {
  readonly reason: string;
  /** Go on although history is not proved: what lies before now is not looked at again by the check. */
  readonly accept?: boolean | undefined;
}

export interface ReleaseRequest {
  readonly customer: string;
  readonly body: ReleaseBody;
}

/**
 * Lets a read-only customer be written again, once its whole ledger is proved; or, when the operator accepts the difference,
 * once its state is at least consistent in itself. A customer that is not read-only is answered as it is.
 */
export async function releaseCustomer(
  context: Context,
  caller: Caller,
  { customer: key, body }: ReleaseRequest,
): Promise<Answer<CustomerJson>> {
  const ref = await findCustomerFor(context, caller, key);
  if (!ref) return customerUnknown(key);
  const current = await readCustomer(context, caller, { customer: key });
  if (!current.ok || current.body.read_only === null) return current;
  const isAccepted = body.accept === true;
  const proof = isAccepted ? null : await proofOf(context, key);
  if (proof && proof.differenceCount > 0) return drifts(reasonOf(proof));
  const refusal = await lift(context, { caller, ref, reason: body.reason, isAccepted });
  if (refusal) return refusal;
  // What was published meanwhile has passed this customer over.
  await rateCustomer(context, ref);
  return readCustomer(context, caller, { customer: key });
}

async function proofOf(context: Context, key: string): Promise<CustomerProof> {
  for await (const proof of verifyLedger(context, { customers: [key] })) {
    if (proof.kind === 'customer') return proof;
  }
  throw new Error(`the customer ${key} has a proof`);
}

function drifts(detail: string): ReturnType<typeof refused> {
  return refused(
    'ledger_drifts',
    `${detail} Repair it and ask again. "fuelgauge verify" shows all.`,
  );
}

interface Lift {
  readonly caller: Caller;
  readonly ref: CustomerRef;
  readonly reason: string;
  readonly isAccepted: boolean;
}

async function lift(context: Context, request: Lift): Promise<ReturnType<typeof refused> | null> {
  try {
    await liftMark(context, request);
    return null;
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    return drifts(`What stands in the ledger contradicts itself: ${error.message}`);
  }
}

/** Nothing was written since the proof: the customer is read-only until the end of this. */
async function liftMark(context: Context, { caller, ref, reason, isAccepted }: Lift) {
  const { customerId, key, catalogKey } = ref;
  return context.database.transaction({ customer: customerId }, async (tx) => {
    const ledger = await lockLedger(tx, customerId);
    const customer = await findCustomer(tx, customerId);
    const catalog = await context.catalogs.latest(tx, catalogKey);
    assert(ledger && customer && catalog, 'a customer has a ledger and a catalog');
    if (!customer.readOnly) return;
    const at = context.clock?.() ?? ledger.clock;
    await insertCheckpoint(tx, customerId, at);
    const acceptedAt = isAccepted ? at : null;
    await restartCheckpoint(tx, customerId, { unit: catalog.creditUnit, acceptedAt });
    const breach = await findBreachOfState(tx, customerId);
    if (breach) throw new Undone(breach);
    await markReadOnly(tx, customerId, null);
    await insertAudit(tx, customerId, {
      number: await countAct(tx, customerId),
      record: {
        at,
        actor: caller.actor,
        act: isAccepted ? 'customer.accept' : 'customer.release',
        subject: `customer/${key}`,
        before: { read_only: readOnlyJson(customer.readOnly, 'UTC') },
        after: { read_only: null, since: formatInstant(at) },
        reason,
      },
    });
  });
}
