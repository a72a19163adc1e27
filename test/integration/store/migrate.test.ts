import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/src/store/database.ts';
import { dumpSchema } from '../../../server/src/store/dump-schema.ts';
import { migrate } from '../../../server/src/store/migrate.ts';
import { openPostgres } from '../../../server/src/store/postgres.ts';
import { engines, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

describe.each(engines)('migrating on %s', (engine) => {
  /** Needs several connections or users, which PGlite does not have. */
  const onServer = (name: string, work: () => Promise<void>): void => {
    if (engine === 'postgres') test(name, work);
  };
  let database: TestDatabase;
  let directory: string;

  beforeEach(async () => {
    database = await openTestDatabase(engine, { empty: true });
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fuelgauge-migrations-'));
    write(
      '0001-first.sql',
      "-- One;\ncreate table a (x text default ';');\ninsert into a values ('1');",
    );
  });

  afterEach(async () => {
    await database?.close();
    fs.rmSync(directory, { recursive: true });
  });

  const write = (name: string, sql: string): void =>
    fs.writeFileSync(path.join(directory, name), sql);
  const countA = async (): Promise<unknown> => database.query('select count(*)::int as n from a');

  test('runs each file once', async () => {
    expect(await migrate(database, { directory })).toEqual({ from: 0, to: 1 });
    expect(await migrate(database, { directory })).toEqual({ from: 1, to: 1 });
    write('0002-second.sql', "insert into a values ('2')");
    expect(await migrate(database, { directory })).toEqual({ from: 1, to: 2 });
    expect(await countA()).toEqual([{ n: 2 }]);
  });

  test('keeps nothing of a file that fails, and names it and the statement', async () => {
    await migrate(database, { directory });
    write('0002-bad.sql', "insert into a values ('2'); select 1 / 0");
    const message = 'Migration 0002-bad.sql failed at its statement 2: division by zero.';
    await expect(migrate(database, { directory })).rejects.toThrow(message);
    expect(await countA()).toEqual([{ n: 1 }]);
    write('0002-bad.sql', "insert into a values ('2')");
    expect(await migrate(database, { directory })).toEqual({ from: 1, to: 2 });
  });

  test('refuses a database of a later program', async () => {
    write('0002-second.sql', 'select 1');
    await migrate(database, { directory });
    fs.rmSync(path.join(directory, '0002-second.sql'));
    await expect(migrate(database, { directory })).rejects.toThrow(
      'The database has schema 2 and this Fuelgauge knows 1',
    );
  });

  test('refuses a gap in the numbers', async () => {
    write('0003-third.sql', 'select 1');
    await expect(migrate(database, { directory })).rejects.toThrow('should have number 2');
  });

  test('refuses a role that row-level security does not bind', async () => {
    await migrate(database, { directory });
    await database.script('alter role fuelgauge_operator bypassrls');
    try {
      const expected = 'The role fuelgauge_operator bypasses row-level security';
      await expect(migrate(database, { directory })).rejects.toThrow(expected);
    } finally {
      await database.script('alter role fuelgauge_operator nobypassrls');
    }
  });

  onServer('servers that start together migrate once', async () => {
    write('0002-slow.sql', "select pg_sleep(0.3); insert into a values ('2')");
    const servers = await Promise.all([1, 2, 3, 4].map(() => reopen(database)));
    const outcomes = await Promise.all(servers.map((server) => migrate(server, { directory })));
    await Promise.all(servers.map((server) => server.close()));
    expect(outcomes.map(({ to }) => to)).toEqual([2, 2, 2, 2]);
    expect(await countA()).toEqual([{ n: 2 }]);
  });

  onServer('a user without rights is told which are missing', async () => {
    await database.script(`drop role if exists weakling; create role weakling login;
      revoke create on schema public from public`);
    const weak = await reopen(database, 'weakling');
    try {
      await migrate(database, { directory });
      await expect(migrate(weak, { directory })).rejects.toThrow(
        'may not create the role fuelgauge_app or act as it',
      );
    } finally {
      await weak.close();
      await database.script('drop role weakling');
    }
  });

  onServer('an owner that is no superuser can migrate and work', async () => {
    await migrate(database, { directory });
    await database.script(`drop table a, migration; create role plain login createrole;
      grant create, usage on schema public to plain;
      grant fuelgauge_app, fuelgauge_operator to plain`);
    const plain = await reopen(database, 'plain');
    try {
      write(
        '0002-secret.sql',
        `create table secret (customer_id bigint);
        alter table secret enable row level security; alter table secret force row level security;
        create policy own on secret using
          (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);
        grant select, insert on secret to fuelgauge_app`,
      );
      expect(await migrate(plain, { directory })).toEqual({ from: 0, to: 2 });
      await plain.transaction({ customer: 1n }, (tx) => tx.query('insert into secret values (1)'));
      // Loud: an owner that row-level security binds must not take the filtered table for the
      // whole.
      await expect(plain.query('select * from secret')).rejects.toThrow('row-level security');
    } finally {
      await plain.close();
      await database.script('drop owned by plain; drop role plain');
    }
  });

  test('the schema reads the same on every engine', async () => {
    write('0002-everything.sql', EVERYTHING);
    await migrate(database, { directory });
    const text = await dumpSchema(database);
    expect(text).toBe(await dumpSchema(database));
    expect(text.replace(/create table migration[^;]*;\n\n?/, '')).toBe(EXPECTED);
  });
});

function reopen(database: TestDatabase, user = 'postgres'): Promise<Database> {
  const url = new URL(database.url ?? '');
  url.username = user;
  return openPostgres({ url: url.href, poolSize: 2 });
}

const EVERYTHING = `
  create type colour as enum ('red', 'blue');
  create domain positive as bigint constraint above check (value > 0);
  create table owner_of (customer_id bigint primary key);
  create table thing (
    customer_id bigint not null references owner_of,
    id bigint generated by default as identity,
    name text collate "C" not null,
    twice bigint generated always as (customer_id * 2) stored,
    amount numeric(30,12) not null default 0 constraint no_nan check (amount <> 'NaN'),
    tags text[] not null default '{}',
    colour colour, size positive,
    made_at timestamptz not null default now(),
    primary key (customer_id, id),
    constraint by_name unique (customer_id, name)
  ) with (fillfactor = 50);
  create index thing_made on thing (customer_id, made_at desc) where amount > 0;
  alter table thing enable row level security;
  alter table thing force row level security;
  create policy own on thing to fuelgauge_app
    using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
    with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint and colour in ('red', 'blue'));
  grant select, insert on thing to fuelgauge_app;
  grant update (name, amount) on thing to fuelgauge_app;
  create view things with (security_invoker = true) as select customer_id, name from thing where amount > 0;
  create function double(n bigint) returns bigint language sql immutable as $$ select n * 2 $$;
`;

const EXPECTED = `create domain positive as bigint constraint above CHECK ((VALUE > 0));

create type colour as enum ('red', 'blue');

CREATE OR REPLACE FUNCTION public.double(n bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select n * 2 $function$;

create table a (
  x text default ';'::text
);

create table owner_of (
  customer_id bigint not null,
  constraint owner_of_pkey PRIMARY KEY (customer_id)
);

create table thing (
  customer_id bigint not null,
  id bigint generated by default as identity not null,
  name text collate "C" not null,
  twice bigint generated always as ((customer_id * 2)) stored,
  amount numeric(30,12) default 0 not null,
  tags text[] default '{}'::text[] not null,
  colour colour,
  size positive,
  made_at timestamp with time zone default now() not null,
  constraint thing_pkey PRIMARY KEY (customer_id, id),
  constraint by_name UNIQUE (customer_id, name),
  constraint no_nan CHECK ((amount <> 'NaN'::numeric)),
  constraint thing_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES owner_of(customer_id)
) with (fillfactor=50);
CREATE INDEX thing_made ON public.thing USING btree (customer_id, made_at DESC) WHERE (amount > (0)::numeric);
alter table thing enable row level security;
alter table thing force row level security;
create policy own on thing as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check (((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint) AND (colour = ANY (ARRAY['red'::colour, 'blue'::colour]))));
grant insert, select on thing to fuelgauge_app;
grant update (amount, name) on thing to fuelgauge_app;

create view things (customer_id bigint, name text) with (security_invoker=true);
`;
