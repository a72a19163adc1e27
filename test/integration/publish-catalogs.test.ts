import { describe, expect, test } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { publishCatalogs } from '../../server/src/publish-catalogs.ts';
import { listCatalogs } from '../../server/src/store/catalogs.ts';
import { engines, openTestDatabase } from '../support/databases.ts';

const SERVERS = 4;
const KEYS = ['agents', 'hosting'];

describe.each(engines)('with %s', (engine) => {
  test('servers that start at the same moment publish a catalog once, and all start', async () => {
    const database = await openTestDatabase(engine);
    try {
      const contexts = Array.from({ length: SERVERS }, () => openContext(database));
      const published = await Promise.all(
        contexts.map((context) => publishCatalogs(context, KEYS)),
      );
      expect(published).toEqual(contexts.map(() => KEYS));
      expect(await listCatalogs(database)).toEqual(KEYS.map((key) => ({ key, version: 1 })));
    } finally {
      await database.close();
    }
  });
});
