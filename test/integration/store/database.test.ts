import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { describeFault } from '../../../server/src/operations/is-transient-fault.ts';
import {
  isConnectionFault,
  isRetryable,
  sqlState,
  type TransactionScope,
} from '../../../server/src/store/database.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const NOBODY: TransactionScope = { customer: 'none' };

describe.each(engines)('a database on %s', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await database.script(`
      create table secret (customer_id bigint not null, word text not null, primary key (customer_id, word));
      alter table secret enable row level security;
      alter table secret force row level security;
      create policy own on secret
        using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);
      create policy every on secret for select to fuelgauge_operator using (true);
      grant select, insert, update, delete on secret to fuelgauge_app;
      grant select on secret to fuelgauge_operator;
      create table note (id int primary key, text text);
      grant select, insert on note to fuelgauge_app;
      insert into secret values (1, 'one'), (2, 'two')`);
  });

  afterAll(() => database?.close());

  test('a log says what the database says of itself, and nothing it says of data', async () => {
    const fault = (sql: string) => database.script(sql).then(() => undefined, describeFault);
    const quoted = await fault(`select 'hush'::int`);
    expect([quoted?.state, quoted?.reason]).toEqual(['22P02', undefined]);
    expect(JSON.stringify(quoted)).not.toContain('hush');
    const raised = await fault(`do $$ begin raise exception 'hush'; end $$`);
    expect([raised?.state, raised?.reason]).toEqual(['P0001', undefined]);
    const limit = await fault(`select ${Array(1665).fill(1).join()}`);
    const reason = 'target lists can have at most 1664 entries';
    expect([limit?.state, limit?.reason]).toEqual(['54011', reason]);
  });

  const countNotes = async (id: number): Promise<bigint | undefined> => {
    const sql = 'select count(*) as n from note where id = $1';
    return (await database.query<{ n: bigint }>(sql, [id]))[0]?.n;
  };

  test.each([
    ["'-9223372036854775808'::int8", -9_223_372_036_854_775_808n],
    ['7::int4', 7],
    ['7::int2', 7],
    ['1.50::numeric(30,12)', '1.500000000000'],
    ['0.5::float8', 0.5],
    ["'1969-12-31T23:59:59.999999Z'::timestamptz", -1],
    ["'2026-03-29T02:30:00.000001+02:00'::timestamptz", 1_774_744_200_000_001],
    ["date '2026-02-28'", '2026-02-28'],
    ['jsonb \'{"a": [1, null]}\'', { a: [1, null] }],
    ["json 'null'", null],
    ["'\\x00FF'::bytea", '00ff'],
    ["'2f1d0c3e-0000-4000-8000-00000000000a'::uuid", '2f1d0c3e-0000-4000-8000-00000000000a'],
    ["'ä\"\\'", 'ä"\\'],
    ['true', true],
    ['null::int8', null],
    ["array['a', null, 'NULL', 'b,\"c\\', '', '{}']", ['a', null, 'NULL', 'b,"c\\', '', '{}']],
    ['array[1, null]::int8[]', [1n, null]],
    ["array['epoch']::timestamptz[]", [0]],
    ['array[\'{"a": "b"}\']::jsonb[]', [{ a: 'b' }]],
    ['array[1.10]::numeric[]', ['1.10']],
    ['array[]::text[]', []],
  ])('reads %s', async (sql, expected) => {
    const [row] = await database.query<{ value: unknown }>(`select ${sql} as value`);
    expect(row?.value).toEqual(expected);
  });

  test('refuses to read an infinite moment, and stays usable', async () => {
    const infinite = database.query("select 'infinity'::timestamptz");
    await expect(infinite).rejects.toThrow('impossible moment: infinity');
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('gives back every value it is given', async () => {
    const sql = `select $1::int8 as int8, $2::text as text, $3::float8 as float8, $4::bool as bool,
      $5::bytea as bytea, $6::text[] as texts, $7::int8[] as int8s, $8::timestamptz[] as moments,
      $9::jsonb[] as documents`;
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    const int8 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const values = fc.record({
      int8: fc.option(int8),
      text,
      float8: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      bool: fc.boolean(),
      bytea: fc.uint8Array(),
      texts: fc.array(fc.option(text)),
      int8s: fc.array(int8),
    });
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        const [row] = await database.query(sql, [
          ...Object.values(given),
          ['1969-12-31T23:59:59.999999Z'],
          ['{"a": 1}'],
        ]);
        const bytea = Buffer.from(given.bytea).toString('hex');
        expect(row).toEqual({ ...given, bytea, moments: [-1], documents: [{ a: 1 }] });
      }),
      { numRuns: 50 },
    );
  });

  test('A19: a transaction sees the rows of its customer alone', async () => {
    const words = (scope: TransactionScope): Promise<unknown[]> =>
      database.transaction(scope, (tx) => tx.query('select word from secret order by word'));
    expect(await words({ customer: 1n })).toEqual([{ word: 'one' }]);
    expect(await words({ customer: 2n })).toEqual([{ word: 'two' }]);
    expect(await words({ customer: 3n })).toEqual([]);
    expect(await words(NOBODY)).toEqual([]);
    expect(await words({ customer: 'all' })).toEqual([{ word: 'one' }, { word: 'two' }]);
  });

  test('a transaction cannot write a row of another customer', async () => {
    const write = database.transaction({ customer: 1n }, (tx) =>
      tx.query("insert into secret values (2, 'forged')"),
    );
    await expect(write).rejects.toSatisfy((error) => sqlState(error) === '42501');
  });

  test.each([{ customer: 'all' }, { customer: 1n, readOnly: true }] as const)(
    'a transaction of %o cannot write',
    async (scope) => {
      const write = database.transaction(scope, (tx) => tx.query('insert into note values (0)'));
      await expect(write).rejects.toSatisfy((error) =>
        ['25006', '42501'].includes(sqlState(error) ?? ''),
      );
    },
  );

  test('A19: nothing of one transaction is left for the next on the same connection', async () => {
    await Promise.all(
      Array.from({ length: 30 }, () => database.transaction({ customer: 1n }, async () => {})),
    );
    const rows = await Promise.all(
      Array.from({ length: 30 }, () =>
        database.query(`select current_user = session_user as is_owner,
          coalesce(current_setting('fuelgauge.customer', true), '') as customer`),
      ),
    );
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set(['[{"is_owner":true,"customer":""}]']),
    );
  });

  test('the customer must be a bigint, whatever the type checker was told', async () => {
    const forged = { customer: "1'; set role postgres; --" } as unknown as TransactionScope;
    await expect(database.transaction(forged, async () => {})).rejects.toThrow('Assertion failed');
  });

  test('a throw rolls back, and the next transaction works', async () => {
    const refusal = new Error('no');
    const work = database.transaction(NOBODY, async (tx) => {
      await tx.query('insert into note values (1)');
      throw refusal;
    });
    await expect(work).rejects.toBe(refusal);
    expect(await countNotes(1)).toBe(0n);
    await database.transaction(NOBODY, (tx) => tx.query('insert into note values (1)'));
    expect(await countNotes(1)).toBe(1n);
  });

  test('a throw while statements are under way takes them back, on every connection', async () => {
    const refusal = new Error('no');
    const ids = Array.from({ length: 25 }, (_, index) => 1_000 + index);
    const works = ids.map((id) =>
      database.transaction(NOBODY, async (tx) => {
        void tx.query('insert into note values ($1)', [id]);
        throw refusal;
      }),
    );
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
    const counts = await Promise.all(ids.map(countNotes));
    expect(new Set(counts)).toEqual(new Set([0n]));
  });

  test('a failed statement whose error is caught still fails the transaction', async () => {
    const work = database.transaction(NOBODY, async (tx) => {
      await tx.query('insert into note values (2)');
      await tx.query('select 1 / 0').catch(() => {});
    });
    await expect(work).rejects.toSatisfy((error) => sqlState(error) === '22012');
    expect(await countNotes(2)).toBe(0n);
  });

  test('statements that the work does not await are part of the transaction', async () => {
    await database.transaction(NOBODY, async (tx) => {
      void tx.query('insert into note values (3)');
    });
    expect(await countNotes(3)).toBe(1n);
    const failing = database.transaction(NOBODY, async (tx) => {
      void tx.query('insert into note values (4)');
      void tx.query('select 1 / 0');
    });
    await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '22012');
    expect(await countNotes(4)).toBe(0n);
  });

  test('statements started together are answered in order, and the first failure is the one reported', async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const answers = await database.transaction(NOBODY, (tx) =>
      Promise.all(numbers.map((n) => tx.query<{ n: number }>('select $1::int as n', [n]))),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(numbers);
    const failing = database.transaction(NOBODY, (tx) =>
      Promise.all([tx.query('select 1'), tx.query('select nothing'), tx.query('select 2')]),
    );
    await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '42703');
  });

  test('a transaction that goes quiet is rolled back and frees its connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const isQuiet = Promise.withResolvers<void>();
    const work = database.transaction(NOBODY, async (tx) => {
      await tx.query('insert into note values (6)');
      isQuiet.resolve();
      await new Promise(() => {});
    });
    await isQuiet.promise;
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await expect(work).rejects.toSatisfy(isConnectionFault);
    expect(await countNotes(6)).toBe(0n);
  });

  test('a value that cannot be sent fails the transaction even when nobody awaits it', async () => {
    const work = database.transaction(NOBODY, async (tx) => {
      void tx.query('insert into note values (7)');
      void tx.query('select $1', [{} as never]);
    });
    await expect(work).rejects.toThrow(TypeError);
    expect(await countNotes(7)).toBe(0n);
  });

  test('a transaction cannot be used after its end', async () => {
    const kept = await database.transaction(NOBODY, async (tx) => tx);
    await expect(kept.query('select 1')).rejects.toThrow('Assertion failed');
  });

  test('many transactions at once all commit', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        database.transaction(NOBODY, (tx) =>
          tx.query('insert into note values ($1)', [100 + index]),
        ),
      ),
    );
    const [row] = await database.query<{ n: bigint }>(
      'select count(*) as n from note where id between 100 and 159',
    );
    expect(row?.n).toBe(60n);
  });

  test('a connection left inside a transaction by a script is not given to the next caller', async () => {
    await database.script('begin; insert into note values (5)');
    expect(await countNotes(5)).toBe(0n);
  });

  test('a table that a migration changes under a prepared statement fails once, retryably', async () => {
    await database.script('create table shape (a int); grant select on shape to fuelgauge_app');
    const read = (): Promise<unknown> =>
      database.transaction(NOBODY, (tx) => tx.query('select * from shape'));
    await read();
    await database.script('alter table shape add b int');
    const outcomes: unknown[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      outcomes.push(await read().catch((error: unknown) => error));
    }
    expect(outcomes.filter((outcome) => outcome instanceof Error).every(isRetryable)).toBe(true);
    expect(outcomes.at(-1)).toEqual([]);
  });

  test('a constraint checked at COMMIT rejects the transaction', async () => {
    await database.script(`create table late (id int unique deferrable initially deferred);
      grant insert on late to fuelgauge_app`);
    const work = database.transaction(NOBODY, (tx) => tx.query('insert into late values (1), (1)'));
    await expect(work).rejects.toSatisfy((error) => sqlState(error) === '23505');
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('an error of a statement is neither retryable nor a lost connection', async () => {
    const error = await database.query('select nothing').catch((reason: unknown) => reason);
    expect([sqlState(error), isRetryable(error), isConnectionFault(error)]).toEqual([
      '42703',
      false,
      false,
    ]);
  });

  test('after closing, statements are refused and closing again is harmless', async () => {
    const other = await openTestDatabase(engine, { empty: true });
    await other.close();
    await expect(other.query('select 1')).rejects.toThrow();
  });
});
