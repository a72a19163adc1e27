import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCorrections } from '../../../server/src/store/corrections.ts';
import type { Queries } from '../../../server/src/store/database.ts';
import { findEvents } from '../../../server/src/store/events.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const CUSTOMER = 1n;
const KEY = '00112233445566778899aabbccddeeff';

/** What looks rows up by the keys of events, the index that has them, and how that many rows are made. */
const LOOKS = [
  {
    table: 'event',
    find: findEvents,
    index: 'event_pkey',
    insert: (rows: number) =>
      `insert into event select ${CUSTOMER}, gen_random_uuid(), n, 'api', 'evt_' || n, 'type', now(), now(), now(),
         gen_random_uuid(), 'charged', '{}', '{}', '{}', null, null, 1, 'credit', 0, 0, null, '[]', null, 'grant/1', 0
       from generate_series(1, ${rows}) as n`,
  },
  {
    table: 'correction',
    find: findCorrections,
    index: 'correction_event',
    insert: (rows: number) =>
      `insert into correction (customer_id, seq, kind, event_key, reason, booked_at, recorded_at, unit, credits, rerated,
         list_credits, event, usage, compensation, balance_after)
       select ${CUSTOMER}, n, 'amend', gen_random_uuid(), 'a reason', now(), now(), 'credit', 0, 0, 0, '{}', '[]', null, 0
       from generate_series(1, ${rows}) as n`,
  },
] as const;

/** The text of the statement, as it is sent. */
async function statementText(find: (typeof LOOKS)[number]['find']): Promise<string> {
  const texts: string[] = [];
  const queries: Queries = {
    query: async (text) => {
      texts.push(text);
      return [];
    },
  };
  await find(queries, CUSTOMER, [KEY]);
  return texts[0] ?? '';
}

const cases = LOOKS.flatMap((look) => [0, 5, 2000].map((rows) => ({ ...look, rows })));

describe.each(engines)('looking up by the keys of events on %s', (engine) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(engine);
  });
  afterEach(() => database.close());

  test.each(cases)(
    'a plan made when $table had $rows rows still looks at keys alone when there are millions',
    async ({ table, find, index, insert, rows }) => {
      await database.script(`${insert(rows)}; analyze ${table}`);
      const text = await statementText(find);
      const plan = await database.transaction({ customer: CUSTOMER }, async (tx) => {
        await tx.query('set local plan_cache_mode = force_generic_plan');
        await tx.query(`prepare find_by_key (bigint, uuid[]) as ${text}`);
        return tx.query<Record<string, string>>(`explain execute find_by_key (1, '{${KEY}}')`);
      });
      const lines = plan.map((row) => row['QUERY PLAN'] ?? '');
      const scans = lines.filter((line) => new RegExp(` on ${table}\\b`).test(line));
      expect(scans).toEqual([expect.stringContaining(`Index Scan using ${index} on ${table}`)]);
      expect(lines.join('\n')).toMatch(/Index Cond: .*customer_id.*event_key/);
    },
  );
});
