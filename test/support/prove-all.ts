import { expect } from 'vitest';
import { verifyLedger } from '../../server/src/operations/verify-ledger.ts';
import type { Database } from '../../server/src/store/database.ts';
import { contextOf } from './everything.ts';

/** Fails unless every customer is proved; answers the digest of all. */
export async function proveAll(database: Database): Promise<string | null> {
  for await (const proof of verifyLedger(contextOf(database), { customers: 'all' })) {
    if (proof.kind === 'customer') expect(proof.differences).toEqual([]);
    else {
      expect(proof.isProved).toBe(true);
      return proof.digest;
    }
  }
  throw new Error('a proof ends with the ledger');
}
