import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queries } from '../../../server/src/store/database.ts';
import { findEvents } from '../../../server/src/store/events.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const CUSTOMER = 1n;
const KEY = '00112233445566778899aabbccddeeff';

/** The text of the statement, as it is sent. */
async function statementText(): Promise<string> {
  const texts: string[] = [];
  const queries: Queries = {
    query: async (text) => {
      texts.push(text);
      return [];
    },
  };
  await findEvents(queries, CUSTOMER, [KEY]);
  return texts[0] ?? '';
}

function insertText(rows: number): string {
  return `insert into event select ${CUSTOMER}, gen_random_uuid(), n, 'api', 'evt_' || n, 'type', now(), now(), now(),
      gen_random_uuid(), 'charged', '{}', '{}', '{}', null, null, 1, 'credit', 0, 0, null, '[]', null, 'grant/1', 0
    from generate_series(1, ${rows}) as n`;
}

describe.each(engines)('looking events up on %s', (engine) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(engine);
  });
  afterEach(() => database.close());

  test.each([0, 5, 2000])(
    'a plan made when there were %i events still looks at keys alone when there are millions',
    async (rows) => {
      await database.script(`${insertText(rows)}; analyze event`);
      const text = await statementText();
      const plan = await database.transaction({ customer: CUSTOMER }, async (tx) => {
        await tx.query('set local plan_cache_mode = force_generic_plan');
        await tx.query(`prepare find_events (bigint, uuid[]) as ${text}`);
        return tx.query<Record<string, string>>(`explain execute find_events (1, '{${KEY}}')`);
      });
      const lines = plan.map((row) => row['QUERY PLAN'] ?? '');
      const scans = lines.filter((line) => / on event\b/.test(line));
      expect(scans).toEqual([expect.stringContaining('Index Scan using event_pkey on event')]);
      expect(lines.join('\n')).toMatch(/Index Cond: .*customer_id.*event_key/);
    },
  );
});
