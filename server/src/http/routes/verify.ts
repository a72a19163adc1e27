import { z } from 'zod';
import type { Caller, Context } from '../../operations/context.ts';
import { customerUnknown, findCustomerFor } from '../../operations/find-customer.ts';
import { describeFault } from '../../operations/is-transient-fault.ts';
import {
  type CustomerProof,
  type LedgerProof,
  type VerifyProgress,
  verifyLedger,
} from '../../operations/verify-ledger.ts';
import { problem } from '../problem.ts';
import { callerOf, type Route, type RouteContext, route } from '../route.ts';
import { id, instantOut } from '../wire/scalars.ts';

const verifyBody = z
  .strictObject({
    customers: z
      .array(id)
      .min(1)
      .max(1000)
      .optional()
      .describe('All that the key may see when absent.'),
  })
  .meta({ id: 'VerifyBody' });

const rule = z.strictObject({
  invariant: z.string(),
  rule: z.string(),
  status: z.enum(['ok', 'broken', 'not reached', 'not in force']),
  rows: z.int().nullable(),
  looks_at: z.string().nullable(),
  replayed: z.boolean(),
  differences: z.int(),
});

const difference = z.strictObject({
  invariant: z.string(),
  customer: z.string(),
  seq: z.int().nullable(),
  subject: z.string(),
  expected: z.string(),
  found: z.string(),
});

const verifyLine = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('progress'),
      customer: z.string(),
      seq: z.int(),
      seqs: z.int(),
    }),
    z.strictObject({
      kind: z.literal('customer'),
      customer: z.string(),
      events: z.int(),
      entries: z.int(),
      operations: z.int(),
      seq: z.int(),
      recorded_from: instantOut,
      recorded_to: instantOut,
      seconds: z.number(),
      rules: z.array(rule),
      difference_count: z.int(),
      differences: z.array(difference),
      digest: z.string().nullable(),
    }),
    z.strictObject({
      kind: z.literal('ledger'),
      proved: z.boolean(),
      customers: z.int(),
      unknown: z.array(z.string()),
      events: z.int(),
      entries: z.int(),
      differences: z.int(),
      seconds: z.number(),
      digest: z.string().nullable(),
    }),
    z.strictObject({ kind: z.literal('fault'), code: z.string(), detail: z.string() }),
  ])
  .meta({
    id: 'VerifyLine',
    description:
      'Progress, the proof of a customer, and last what all come to; or a fault, when it could not be finished.',
  });

type VerifyLine = z.infer<typeof verifyLine>;

/** The proof of the ledger. */
export const verifyRoutes: readonly Route[] = [
  route({
    operationId: 'verify',
    method: 'POST',
    path: '/v1/verify',
    tag: 'Verify',
    summary: 'Prove the ledger: recompute everything from the events up and compare',
    description:
      'Answers JSON lines as they are made: the proof of each customer, and last what all of them come to.',
    access: 'verify',
    body: verifyBody,
    isBodyOptional: true,
    responseType: 'application/jsonl',
    response: verifyLine,
    statuses: [200],
    refusals: ['customer_unknown'],
    async handle(on, call) {
      const caller = callerOf(call);
      const asked = call.body.customers;
      const named = asked ?? caller.customers;
      if (named === null) return proofResponse(on, { customers: 'all', isTest: caller.isTest });
      const { visible, foreign } = await tellApart(on.context, caller, named);
      const [first] = asked === undefined ? [] : foreign;
      if (first !== undefined) return customerUnknown(first);
      return proofResponse(on, { customers: visible, isTest: caller.isTest });
    },
  }),
];

/** Customers that exist for the caller, and those that do not. */
async function tellApart(context: Context, caller: Caller, named: readonly string[]) {
  const visible: string[] = [];
  const foreign: string[] = [];
  for (const key of named) {
    const isVisible = (await findCustomerFor(context, caller, key)) !== undefined;
    (isVisible ? visible : foreign).push(key);
  }
  return { visible, foreign };
}

interface Asked {
  readonly customers: 'all' | readonly string[];
  readonly isTest: boolean | null;
}

/** A response that is written while the proof is made; a client that goes away ends it. */
function proofResponse({ context, log, metrics }: RouteContext, asked: Asked): Response {
  let write: (line: VerifyLine) => void = () => {};
  const onProgress = (progress: VerifyProgress) => write({ kind: 'progress', ...progress });
  const proofs = verifyLedger(context, { ...asked, onProgress });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      write = (line) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
    },
    async pull(controller) {
      try {
        const { done, value } = await proofs.next();
        if (value) write(proofLine(value));
        if (done !== true) return;
      } catch (error) {
        metrics.countFault('internal');
        log({ level: 'error', message: 'The proof failed.', ...describeFault(error) });
        const { code, detail } = problem('internal', 'The proof could not be finished. Ask again.');
        write({ kind: 'fault', code, detail });
      }
      write = () => {};
      controller.close();
    },
    async cancel() {
      write = () => {};
      await proofs.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'application/jsonl', 'cache-control': 'no-store' },
  });
}

function proofLine(proof: CustomerProof | LedgerProof): VerifyLine {
  if (proof.kind === 'ledger') {
    const { isProved, unknown, ...rest } = proof;
    return { ...rest, proved: isProved, unknown: [...unknown] };
  }
  const { rules, differenceCount, differences, recordedFrom, recordedTo, ...rest } = proof;
  return {
    ...rest,
    recorded_from: recordedFrom,
    recorded_to: recordedTo,
    rules: rules.map(({ looksAt, isReplayed, ...each }) => ({
      ...each,
      looks_at: looksAt,
      replayed: isReplayed,
    })),
    difference_count: differenceCount,
    differences: [...differences],
  };
}
