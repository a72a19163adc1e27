import type { Filled } from '../operations/backup/fill-place.ts';
import type { Context } from '../operations/context.ts';
import { EXIT } from './command.ts';

/** A line on a terminal that says how far a copy is. */
export function openProgress(): {
  readonly show: (progress: { customer: string; rows: number }) => void;
  readonly end: () => void;
} {
  const { stderr } = process;
  return {
    show: ({ customer, rows }) => {
      if (stderr.isTTY) stderr.write(`\r\x1b[2K${customer}: ${rows.toLocaleString('en-US')} rows`);
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\r\x1b[2K');
    },
  };
}

/**
 * Proves a copy and says how its digest compares with that of what it was made from. Answers the exit code: done when it is
 * proved and the same.
 */
export async function proveCopy(
  context: Context,
  { end, digests }: Pick<Filled, 'end' | 'digests'>,
  from: string,
): Promise<number> {
  const { verifyLedger } = await import('../operations/verify-ledger.ts');
  const { formatProof } = await import('../operations/verify/format-proof.ts');
  let isProved = false;
  const different: string[] = [];
  for await (const proof of verifyLedger(context, { customers: 'all' })) {
    if (proof.kind === 'ledger') {
      console.log(formatProof(proof));
      isProved = proof.isProved && proof.digest === end.digest;
    } else {
      if (proof.differenceCount > 0) console.log(formatProof(proof));
      if (proof.digest !== digests.get(proof.customer)) different.push(proof.customer);
    }
  }
  console.log(sentenceOf(end.digest, { isProved, different, from }));
  return isProved ? EXIT.done : EXIT.refused;
}

function sentenceOf(
  digest: string,
  { isProved, different, from }: { isProved: boolean; different: string[]; from: string },
): string {
  if (isProved) return `The digest is that of ${from}: every entry is there.`;
  if (different.length > 0) {
    return `The digest differs from that of ${from}, ${digest}: see ${different.slice(0, 5).join(', ')}.`;
  }
  return `The entries are those of ${from}, digest ${digest}, where the same differences were: see above.`;
}
