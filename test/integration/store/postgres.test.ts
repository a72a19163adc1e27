import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Database,
  isConnectionFault,
  isRetryable,
  sqlState,
} from '../../../server/src/store/database.ts';
import { openPostgres } from '../../../server/src/store/postgres.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const PASSWORD = 'hunter2-secret';

describe.runIf(engines.includes('postgres'))('a PostgreSQL server', () => {
  let database: TestDatabase;
  let other: Database;

  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    other = await openPostgres({ url: database.url ?? '', poolSize: 2 });
    await database.script(`create table note (id int primary key, text text);
      grant select, insert, update on note to fuelgauge_app; insert into note values (1, ''), (2, '')`);
  });

  afterAll(async () => {
    await other?.close();
    await database?.close();
  });

  const reasonFor = async (url: string): Promise<string> => {
    const outcome = await openPostgres({ url, acquireTimeoutMs: 2_000 }).catch((e: unknown) => e);
    expect(outcome).toBeInstanceOf(Error);
    expect(`${(outcome as Error).stack}${JSON.stringify(outcome)}`).not.toContain(PASSWORD);
    return (outcome as Error).message;
  };

  const withPort = (port: number): string => `postgres://me:${PASSWORD}@127.0.0.1:${port}/base`;

  test.each([
    `mysql://me:${PASSWORD}@host/base`,
    'hello',
    `postgres://me:${PASSWORD}@host:99999999/base`,
  ])('an address that is none is refused in one sentence: %s', async (url) => {
    expect(await reasonFor(url)).toMatch(/^DATABASE_URL is not an address such as .*\.$/);
  });

  test('a closed port is refused in one sentence', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await reasonFor(withPort(port))).toBe(
      `Nothing answers as PostgreSQL at 127.0.0.1:${port}: check that it is running and that DATABASE_URL names the right host and port.`,
    );
  });

  test('a silent server is refused in one sentence within the time allowed', async () => {
    const server = net.createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    expect(await reasonFor(withPort(port))).toMatch(
      /^PostgreSQL at .* did not complete a connection/,
    );
    server.close();
  });

  test('a missing database and a missing user are named', async () => {
    const missing = new URL(database.url ?? '');
    missing.pathname = '/nowhere';
    expect(await reasonFor(missing.href)).toContain('has no database "nowhere": create it');
    const stranger = new URL(database.url ?? '');
    stranger.username = 'stranger';
    stranger.password = PASSWORD;
    expect(await reasonFor(stranger.href)).toContain('refused the user "stranger"');
  });

  test('losing a connection in a transaction is a connection fault, and the next works', async () => {
    const lost = other.transaction({ customer: 'none' }, async (tx) => {
      await tx.query("update note set text = 'lost' where id = 1");
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await database.query('select pg_terminate_backend($1)', [self?.pid ?? 0]);
      await tx.query('select 1');
    });
    await expect(lost).rejects.toSatisfy(isConnectionFault);
    const rows = await other.query('select text from note where id = 1');
    expect(rows).toEqual([{ text: '' }]);
  });

  test('losing idle connections costs nothing', async () => {
    await Promise.all([other.query('select 1'), other.query('select 1')]);
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state = 'idle'`);
    const answer = async (): Promise<unknown> => {
      // The server's farewell may still be on its way.
      for (;;) {
        const rows = await other.query('select 1 as one').catch((error: unknown) => error);
        if (!(rows instanceof Error)) return rows;
        expect(isConnectionFault(rows)).toBe(true);
      }
    };
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  test('a lock that is not granted in time is retryable, and so is a deadlock', async () => {
    const update = 'update note set text = $1 where id = $2';
    const waiting = database.transaction({ customer: 'none' }, async (tx) => {
      await tx.query(update, ['held', 1]);
      return other.transaction({ customer: 'none', lockTimeoutMs: 50 }, (second) =>
        second.query(update, ['wanted', 1]),
      );
    });
    await expect(waiting).rejects.toSatisfy(
      (error) => sqlState(error) === '55P03' && isRetryable(error),
    );
    const bothHold = Promise.withResolvers<void>();
    let holding = 0;
    const cross = (db: Database, first: number, second: number): Promise<unknown> =>
      db.transaction({ customer: 'none' }, async (tx) => {
        await tx.query(update, ['x', first]);
        holding += 1;
        if (holding === 2) bothHold.resolve();
        await bothHold.promise;
        await tx.query(update, ['x', second]);
      });
    const outcomes = await Promise.allSettled([cross(database, 1, 2), cross(other, 2, 1)]);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failed.map(({ reason }) => [sqlState(reason), isRetryable(reason)])).toEqual([
      ['40P01', true],
    ]);
  });

  test('a statement that takes too long is cut off', async () => {
    const slow = database.transaction({ customer: 'none', statementTimeoutMs: 50 }, (tx) =>
      tx.query('select pg_sleep(10)'),
    );
    await expect(slow).rejects.toSatisfy((error) => sqlState(error) === '57014');
  });

  test('statements have a plan that later transactions find', async () => {
    const single = await openPostgres({ url: database.url ?? '', poolSize: 1 });
    const text = 'select $1::int as planned_once';
    for (let n = 0; n < 3; n += 1) {
      await single.transaction({ customer: 'none' }, (tx) => tx.query(text, [n]));
    }
    const plans = await single.query(
      'select generic_plans + custom_plans as uses from pg_prepared_statements where statement = $1',
      [text],
    );
    expect(plans).toEqual([{ uses: 3n }]);
    await single.close();
  });

  test('a connection that falls silent is given up', async () => {
    const proxy = await slowProxy(database.url ?? '', 0);
    const far = await openPostgres({ url: proxy.url, poolSize: 1 });
    const lost = far.transaction({ customer: 'none', statementTimeoutMs: 50 }, async (tx) => {
      await tx.query('select 1');
      proxy.silence();
      await tx.query('select 1');
    });
    await expect(lost).rejects.toSatisfy(isConnectionFault);
    await far.close();
    proxy.close();
  });

  test('statements started together share a round trip', async () => {
    const delayMs = 40;
    const proxy = await slowProxy(database.url ?? '', delayMs);
    const far = await openPostgres({ url: proxy.url, poolSize: 1 });
    await far.query('select 1');
    const start = performance.now();
    await far.transaction({ customer: 'none' }, (tx) =>
      Promise.all(Array.from({ length: 20 }, () => tx.query('select 1'))),
    );
    const trips = (performance.now() - start) / delayMs;
    await far.close();
    proxy.close();
    // BEGIN travels with the statements and COMMIT behind them: two trips, where one by one takes
    // 22.
    expect(trips).toBeGreaterThanOrEqual(2);
    expect(trips).toBeLessThan(11);
  });
});

/** A way to the server on which every answer takes this long, or once silenced for ever. */
async function slowProxy(
  target: string,
  delayMs: number,
): Promise<{ url: string; silence: () => void; close: () => void }> {
  let isSilent = false;
  const url = new URL(target);
  const { port, hostname } = url;
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    near.pipe(far);
    far.on('data', (chunk) => setTimeout(() => isSilent || near.write(chunk), delayMs));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    for (const socket of [near, far]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url.port = String((server.address() as net.AddressInfo).port);
  const silence = (): void => {
    isSilent = true;
  };
  return { url: url.href, silence, close: () => server.close() };
}
