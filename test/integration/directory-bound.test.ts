import { instant } from '@fuelgauge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countDirectory, insertDirectory } from '../../server/src/store/directory.ts';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';

const AT = instant(1_795_082_400_000_000);
const CUSTOMER = 7n;

describe.each(engines)('a directory on %s', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });

  afterAll(() => database.close());

  async function nameMembers(ids: readonly string[]): Promise<number> {
    return database.transaction({ customer: CUSTOMER }, async (tx) => {
      const named = ids.map((id) => ({ kind: 'members' as const, id }));
      await insertDirectory(tx, CUSTOMER, { named, at: AT, most: 3 });
      return countDirectory(tx, CUSTOMER);
    });
  }

  test('takes what usage names up to its bound, and nothing beyond', async () => {
    expect(await nameMembers(['a', 'b'])).toBe(2);
    expect(await nameMembers(['c', 'd', 'e'])).toBe(3);
    expect(await nameMembers(['f'])).toBe(3);
  });
});
