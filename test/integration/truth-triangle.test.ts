import { describe, expect, test } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { readEntries } from '../../server/src/operations/read-entries.ts';
import { readLog } from '../../server/src/operations/read-log.ts';
import { readOverview } from '../../server/src/operations/read-overview.ts';
import { summariseLog } from '../../server/src/operations/sum-log.ts';
import type { EntryJson } from '../../server/src/operations/wire/entry-json.ts';
import type { OverviewJson } from '../../server/src/operations/wire/overview-json.ts';
import { engines, openTestDatabase } from '../support/databases.ts';
import { bodyOf } from '../support/reads-world.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from '../support/varied-history.ts';

const CALLER = { actor: 'test', isTest: null, customers: null } as const;
const customer = VARIED_CUSTOMER;

/** Decimal strings to whole nano-credits: nothing here may be rounded. */
function nano(amount: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(amount) ?? [];
  const magnitude = BigInt(whole + fraction.padEnd(9, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total + nano(amount), 0n);

describe.each(engines)('to the last nano-credit on %s', (engine) => {
  test('what Overview shows, the footer of the log, its rows and the ledger are the same', async () => {
    const database = await openTestDatabase(engine);
    try {
      await recordVariedHistory(database);
      const context = openContext(database);
      let period: string | null = 'current';
      let compared = 0;
      while (period !== null) {
        const shown: OverviewJson = bodyOf(
          await readOverview(context, CALLER, { customer, period }),
        );
        const range = { from: shown.period.from, to: shown.period.to };
        const footer = async (filter?: string) =>
          bodyOf(await summariseLog(context, CALLER, { customer, ...range, filter }));
        const whole = await footer();
        expect(nano(shown.balance.used)).toBe(nano(whole.credits));
        expect(await usedByEntries(range)).toBe(nano(whole.credits));
        for (const { key, credits } of shown.meters.rows) {
          const filter = `meter:in:${key}`;
          expect([key, nano((await footer(filter)).credits)]).toEqual([key, nano(credits)]);
          expect([key, -sum(await matchedRows({ ...range, filter }))]).toEqual([
            key,
            nano(credits),
          ]);
          compared += 1;
        }
        expect(sum(shown.usage.groups.flatMap(({ credits }) => credits))).toBe(nano(whole.credits));
        period = shown.period.previous;
      }
      expect(compared).toBeGreaterThan(10);

      async function matchedRows(query: { from: string; to: string; filter: string }) {
        const matched: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const asked = { customer, ...query, limit: '7', cursor };
          const page = bodyOf(await readLog(context, CALLER, asked));
          matched.push(...page.data.map((row) => row.matched));
          if (page.next_cursor === null) return matched;
          cursor = page.next_cursor;
        }
      }

      async function usedByEntries(query: { from: string; to: string }) {
        const entries: EntryJson[] = [];
        for (let cursor: string | undefined; ; ) {
          const asked = { customer, ...query, account: 'used', limit: '11', cursor };
          const page = bodyOf(await readEntries(context, CALLER, asked));
          entries.push(...page.data);
          if (page.next_cursor === null) break;
          cursor = page.next_cursor;
        }
        const drawn = entries.filter(({ credit }) => credit === 'used');
        const returned = entries.filter(({ debit }) => debit === 'used');
        return sum(drawn.map(({ amount }) => amount)) - sum(returned.map(({ amount }) => amount));
      }
    } finally {
      await database.close();
    }
  });
});
