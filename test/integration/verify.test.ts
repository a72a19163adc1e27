import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { formatProof } from '../../server/src/operations/verify/format-proof.ts';
import {
  type CustomerProof,
  type LedgerProof,
  verifyLedger,
} from '../../server/src/operations/verify-ledger.ts';
import type { Database } from '../../server/src/store/database.ts';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from '../support/varied-history.ts';

interface Corruption {
  readonly what: string;
  /** The one table it changes. */
  readonly table: string;
  /** As the owner. */
  readonly sql: string;
  /** The rules that must name it. */
  readonly rules: readonly string[];
}

const CORRUPTIONS: readonly Corruption[] = [
  {
    what: 'a lost entry',
    table: 'entry',
    sql: `delete from entry where (seq, part) = (select seq, part from entry where kind = 'draw' order by seq limit 1)`,
    rules: ['I1', 'I2', 'I5'],
  },
  {
    what: 'a changed amount',
    table: 'entry',
    sql: `update entry set amount = amount + 1 where (seq, part) =
      (select seq, part from entry where kind = 'grant' order by seq limit 1)`,
    rules: ['I1', 'I2', 'I3', 'I29'],
  },
  {
    what: 'an entry moved to another account',
    table: 'entry',
    sql: `update entry set credit_account = 'issued' where (seq, part) =
      (select seq, part from entry where kind = 'expire' order by seq limit 1)`,
    rules: ['I1', 'I3', 'I18', 'I29'],
  },
  {
    what: 'an entry of a grant that is not there',
    table: 'entry',
    sql: `update entry set debit_account = 'grant/9999' where (seq, part) =
      (select seq, part from entry where kind = 'expire' order by seq limit 1)`,
    rules: ['I3', 'I15'],
  },
  {
    what: 'an entry of another event',
    table: 'entry',
    sql: `update entry set event_key = gen_random_uuid() where (seq, part) =
      (select seq, part from entry where event_key is not null order by seq limit 1)`,
    rules: ['I7', 'I1'],
  },
  {
    what: 'an entry recorded before the one ahead of it',
    table: 'entry',
    sql: `update entry set recorded_at = recorded_at - interval '40 days' where seq =
      (select max(seq) from entry where kind = 'grant')`,
    rules: ['I25'],
  },
  {
    what: 'drifted posted',
    table: 'ledger',
    sql: 'update ledger set posted = posted + 1',
    rules: ['I1', 'I4'],
  },
  {
    what: 'drifted overdraft',
    table: 'ledger',
    sql: 'update ledger set overdraft = overdraft + 1',
    rules: ['I4'],
  },
  {
    what: 'a drifted rollup',
    table: 'rollup_total',
    sql: bump('rollup_total', 'credits'),
    rules: ['I11'],
  },
  {
    what: 'a drifted dimension',
    table: 'rollup_dimension',
    sql: bump('rollup_dimension', 'quantity'),
    rules: ['I11'],
  },
  {
    what: 'a drifted cycle of a dimension',
    table: 'rollup_cycle',
    sql: bump('rollup_cycle', 'credits'),
    rules: ['I11'],
  },
  {
    what: 'a drifted draw of a grant',
    table: 'rollup_draw',
    sql: bump('rollup_draw', 'drawn'),
    rules: ['I11'],
  },
  {
    what: 'a drifted distinct count',
    table: 'rollup_distinct',
    sql: bump('rollup_distinct', 'count'),
    rules: ['I11'],
  },
  {
    what: 'a rollup too many',
    table: 'rollup_dimension',
    sql: `insert into rollup_dimension
      select customer_id, dimension, bucket_at, meter, unit, 'nobody', 0, 0, 0, 1 from rollup_dimension limit 1`,
    rules: ['I11'],
  },
  {
    what: 'a lost rollup',
    table: 'rollup_total',
    sql: `delete from rollup_total where meter = 'video'`,
    rules: ['I11'],
  },
  {
    what: 'a drifted cycle total',
    table: 'cycle_total',
    sql: bump('cycle_total', 'used'),
    rules: ['I29'],
  },
  {
    what: 'a gap between cycles',
    table: 'cycle',
    sql: `update cycle set start_at = start_at + interval '1 hour' where start_at = (select max(start_at) from cycle)`,
    rules: ['I29'],
  },
  {
    what: 'a drifted grant',
    table: 'credit_grant',
    sql: 'update credit_grant set remaining = remaining + 1 where remaining > 0 and remaining < amount',
    rules: ['I3', 'I4'],
  },
  {
    what: 'an expired grant that pays',
    table: 'credit_grant',
    sql: `update credit_grant set expires_at = effective_at + interval '1 second' where kind = 'monthly' and grant_id = 1`,
    rules: ['I13', 'I3'],
  },
  {
    what: 'a drifted running total',
    table: 'accumulator',
    sql: bump('accumulator', 'amount'),
    rules: ['I31'],
  },
  {
    what: 'a running total worth more',
    table: 'accumulator',
    sql: bump('accumulator', 'credits'),
    rules: ['I31'],
  },
  {
    what: 'a lost running total',
    table: 'accumulator',
    sql: `delete from accumulator where role = 'cap'`,
    rules: ['I31'],
  },
  { what: 'a lost claim', table: 'once_key', sql: 'delete from once_key', rules: ['I31'] },
  { what: 'a lost sample', table: 'level', sql: 'delete from level', rules: ['I31'] },
  {
    what: 'event credits',
    table: 'event',
    sql: bump('event', 'credits', `status = 'charged'`),
    rules: ['I5', 'I23'],
  },
  {
    what: 'an event that costs more, with its line and its draw',
    table: 'event',
    sql: `update event set credits = credits + 1, list_credits = list_credits + 1,
       lines = jsonb_set(lines, '{0,c}', to_jsonb((credits + 1)::text)) where id = 'october'`,
    rules: ['I1', 'I2', 'I23'],
  },
  {
    what: 'the quantity of an event',
    table: 'event',
    sql: `update event set data = jsonb_set(data, '{amount}', '"31"') where id = 'october'`,
    rules: ['I23'],
  },
  {
    what: 'the id of an event',
    table: 'event',
    sql: `update event set id = 'other' where id = 'october'`,
    rules: ['I6'],
  },
  {
    what: 'an outcome that was another',
    table: 'event',
    sql: `update event set status = 'denied' where id = 'october'`,
    rules: ['I5', 'I20'],
  },
  {
    what: 'a lost event',
    table: 'event',
    sql: `delete from event where id = 'october'`,
    rules: ['I1'],
  },
  {
    what: 'the usage of a correction',
    table: 'correction',
    sql: `update correction set usage = jsonb_set(usage, '{0,credits}', '"-1"') where kind = 'void' and credits < 0`,
    rules: ['I11', 'I12', 'I18', 'I23'],
  },
  {
    what: 'the content of an amendment',
    table: 'correction',
    sql: `update correction set event = jsonb_set(event, '{data,amount}', '"34"')
      where kind = 'amend' and event ->> 'id' = 'late'`,
    rules: ['I23'],
  },
  {
    what: 'a lost operation',
    table: 'operation',
    sql: `delete from operation where number = (select max(number) from operation where kind = 'record')`,
    rules: ['I1'],
  },
  {
    what: 'the last operation lost',
    table: 'operation',
    sql: 'delete from operation where number = (select max(number) from operation)',
    rules: ['I1'],
  },
  {
    what: 'an operation with other input',
    table: 'operation',
    sql: `update operation set input = jsonb_set(input, '{amount}', '"31"') where kind = 'grant' and input ->> 'kind' = 'promo'`,
    rules: ['I1', 'I3'],
  },
  {
    what: 'terms that were never agreed',
    table: 'customer',
    sql: `update customer set terms = jsonb_set(terms, '{plans,0,value}', '"free"')`,
    rules: ['I23'],
  },
  {
    what: 'a key of another kind',
    table: 'customer_key',
    sql: 'update customer_key set is_test = not is_test',
    rules: ['I15'],
  },
];

/** Adds 1 to a column of the first row. */
function bump(table: string, column: string, where = 'true'): string {
  return `update ${table} set ${column} = ${column} + 1
    where ctid = (select ctid from ${table} where ${where} order by ctid limit 1)`;
}

/** Of the varied history, from each engine. */
const digests = new Set<string | null | undefined>();

/** Ways around row security, and a right to change history. */
const LEAKS = [
  {
    leak: 'a table whose owner passes row security',
    rule: 'I16',
    sql: 'alter table event no force row level security',
    undo: 'alter table event force row level security',
  },
  {
    leak: 'a partition without row security',
    rule: 'I16',
    sql: `create table parted (customer_id bigint primary key) partition by hash (customer_id);
      alter table parted enable row level security; alter table parted force row level security;
      create table part partition of parted for values with (modulus 1, remainder 0)`,
    undo: 'drop table parted',
  },
  {
    leak: 'a view that reads as its owner',
    rule: 'I16',
    sql: 'create view leak as select * from event',
    undo: 'drop view leak',
  },
  {
    leak: 'a materialised view',
    rule: 'I16',
    sql: 'create materialized view leak as select * from event',
    undo: 'drop materialized view leak',
  },
  {
    leak: 'a function that runs as its owner',
    rule: 'I16',
    sql: `create function leak() returns bigint language sql security definer
      as 'select count(*) from event'`,
    undo: 'drop function leak()',
  },
  {
    leak: 'a right to change history',
    rule: 'I24',
    sql: 'grant update on event to fuelgauge_app',
    undo: 'revoke update on event from fuelgauge_app',
  },
];

describe.each(engines)('the proof on %s', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await recordVariedHistory(database);
  });
  afterAll(() => database?.close());

  it('a varied history is proved, rule by rule', async () => {
    const [proof, last] = await prove(database);
    expect(brokenRules(proof)).toEqual([]);
    expect(rulesThatAre(proof, 'not in force')).toEqual(['I8', 'I9', 'I10', 'I14', 'I17']);
    expect(rulesThatAre(proof, 'not reached')).toEqual([]);
    expect(last).toMatchObject({ kind: 'ledger', isProved: true, customers: 1, differences: 0 });
    expect(proof?.kind === 'customer' && proof.events).toBeGreaterThan(100);
  });

  it('one history has one digest, on every engine', async () => {
    const [proof] = await prove(database);
    expect(proof?.digest).toMatch(/^[0-9a-f]{64}$/);
    digests.add(proof?.digest);
    expect(digests.size).toBe(1);
  });

  it.each(CORRUPTIONS)('$what is found', async ({ table, sql, rules }) => {
    await database.script(`create table kept as table ${table}`);
    try {
      await database.script(sql);
      const [proof, last] = await prove(database);
      expect(brokenRules(proof)).toEqual(expect.arrayContaining([...rules]));
      expect(last).toMatchObject({ isProved: false });
    } finally {
      await database.script(`truncate ${table}; insert into ${table} table kept; drop table kept`);
    }
    const [restored] = await prove(database);
    expect(brokenRules(restored)).toEqual([]);
  });

  it('a difference says where, what was expected and what was found', async () => {
    await database.script('update ledger set posted = posted + 1');
    const [proof] = await prove(database);
    await database.script('update ledger set posted = posted - 1');
    const found = proof?.kind === 'customer' ? proof.differences : [];
    const [row] = await database.query<{ seq: bigint; posted: bigint }>(
      'select seq, posted from ledger',
    );
    expect(found).toContainEqual({
      invariant: 'I4',
      customer: VARIED_CUSTOMER,
      seq: Number(row?.seq),
      subject: 'posted',
      expected: String(row?.posted),
      found: String((row?.posted ?? 0n) + 1n),
    });
  });

  it.each([
    [
      'event at one sequence number',
      'update event set seq = (select min(seq) from event) where seq = (select max(seq) from event)',
    ],
    ['part of an entry', 'insert into entry select * from entry order by seq limit 1'],
    ['event of one source and id', 'insert into event select * from event order by seq limit 1'],
    [
      'void of an event',
      `insert into correction select customer_id, seq + 1000, kind, event_key, reason, booked_at, recorded_at, unit, credits,
         rerated, list_credits, event, usage, compensation, balance_after from correction where kind = 'void' limit 1`,
    ],
  ])('a second %s is refused by the database', async (_, sql) => {
    await expect(database.script(sql)).rejects.toMatchObject({ code: '23505' });
  });

  it.each(LEAKS)('A19: $leak is found', async ({ rule, sql, undo }) => {
    await database.script(sql);
    const [proof] = await prove(database);
    await database.script(undo);
    expect(brokenRules(proof)).toEqual([rule]);
  });

  it('after an operation that cannot be repeated the rest is not called proved', async () => {
    await database.script(`create table kept as table operation;
      delete from operation where number = 3`);
    const [proof, last] = await prove(database);
    await database.script('truncate operation; insert into operation table kept; drop table kept');
    expect(rulesThatAre(proof, 'not reached')).toEqual(expect.arrayContaining(['I23', 'I31']));
    expect(proof?.digest).toBeNull();
    expect(last?.digest).toBeNull();
  });

  it('a customer that is not there is no proof', async () => {
    const [last] = await prove(database, ['nobody']);
    expect(last).toMatchObject({ isProved: false, unknown: ['nobody'], customers: 0 });
    expect(last && formatProof(last)).toMatch(/^NOT proved: 0 customers, .*unknown: nobody/);
  });

  it('the proof reads as one line a rule and travels as JSON', async () => {
    const [proof, last] = await prove(database);
    const text = proof ? formatProof(proof) : '';
    expect(text).toMatch(/^varied\.customer-1: \d+ events, \d+ entries, \d+ operations, /);
    expect(text).toMatch(
      /sequence numbers 1 to \d+, recorded from 2026-01-\d\dT\S+ to 2026-04-\d\dT\S+, [\d.]+ s$/m,
    );
    expect(text).toMatch(/^ {2}I1 {2}ok \d+ sequence numbers, replayed\./m);
    expect(text).toMatch(/^ {2}I8 {2}not in force\./m);
    expect(last && formatProof(last)).toMatch(
      /^proved: 1 customer, \d+ events, 0 differences, [\d.]+ s, digest [0-9a-f]{64}$/,
    );
    expect(JSON.parse(JSON.stringify(proof))).toEqual(proof);
  });
});

async function prove(
  database: Database,
  customers: 'all' | readonly string[] = 'all',
): Promise<(CustomerProof | LedgerProof)[]> {
  const found: (CustomerProof | LedgerProof)[] = [];
  for await (const proof of verifyLedger(openContext(database), { customers })) found.push(proof);
  return found;
}

type RuleStatus = CustomerProof['rules'][number]['status'];

function rulesThatAre(
  proof: CustomerProof | LedgerProof | undefined,
  status: RuleStatus,
): string[] {
  const rules = proof?.kind === 'customer' ? proof.rules : [];
  return rules.filter((rule) => rule.status === status).map((rule) => rule.invariant);
}

function brokenRules(proof: CustomerProof | LedgerProof | undefined): string[] {
  return rulesThatAre(proof, 'broken');
}
