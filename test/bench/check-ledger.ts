import { openDatabase } from '../../server/src/open-store.ts';
import type { Place } from '../support/server-process.ts';

/** Throws unless the ledgers hold exactly the events acknowledged, and every sum beside them agrees with their rows. */
export async function checkLedger(
  place: Place,
  { name, acknowledged }: { readonly name: string; readonly acknowledged: number },
): Promise<void> {
  const database = await openDatabase(place);
  try {
    const [sums] = await database.transaction({ owner: true }, (tx) => tx.query<Sums>(SUMS));
    if (!sums) throw new Error('Sums without a row.');
    const expected: Sums = {
      events: String(acknowledged),
      counted: String(acknowledged),
      credits: sums.credits,
      used: sums.credits,
      charted: sums.credits,
      spent: sums.credits,
      posted: sums.remaining,
      remaining: sums.remaining,
    };
    for (const [what, value] of Object.entries(expected)) {
      const found = sums[what as keyof Sums];
      if (found !== value)
        throw new Error(`${name} is void: ${what} is ${found} instead of ${value}.`);
    }
  } finally {
    await database.close();
  }
}

interface Sums {
  readonly events: string;
  readonly credits: string;
  /** What cycles say was used. */
  readonly used: string;
  /** What charts say. */
  readonly charted: string;
  readonly counted: string;
  /** What grants have given. */
  readonly spent: string;
  readonly posted: string;
  readonly remaining: string;
}

// As numeric: many customers together have more than a bigint holds.
const SUMS = `
  select (select count(*)::text from event) as events,
         (select sum(credits)::text from event) as credits,
         (select sum(used)::text from cycle_total) as used,
         (select sum(credits)::text from rollup_total) as charted,
         (select sum(events)::text from rollup_total) as counted,
         (select sum(amount - remaining)::text from credit_grant) as spent,
         (select sum(posted)::text from ledger) as posted,
         (select sum(remaining)::text from credit_grant) as remaining`;
