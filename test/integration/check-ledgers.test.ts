import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../../server/src/open-store.ts';
import { checkLedgers, type Drift } from '../../server/src/operations/check-ledgers.ts';
import type { Caller, Context } from '../../server/src/operations/context.ts';
import { voidEvent } from '../../server/src/operations/correct-event.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { proveOldest } from '../../server/src/operations/prove-oldest.ts';
import { readBalance } from '../../server/src/operations/read-balance.ts';
import { recordEvents } from '../../server/src/operations/record-events.ts';
import { releaseCustomer } from '../../server/src/operations/release-customer.ts';
import { countRows } from '../support/count-rows.ts';
import { engines, openTestDatabase, type TestDatabase } from '../support/databases.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from '../support/varied-history.ts';

const CALLER: Caller = { actor: 'tester', isTest: null, customers: null };

interface Corruption {
  readonly what: string;
  /** The one table it changes. */
  readonly table: string;
  /** As the owner; `new` stands for rows after the checkpoint. */
  readonly sql: string;
  readonly rule: 'I1' | 'I2' | 'I3' | 'I4' | 'I18';
}

const NEW = 'seq > (select seq from checkpoint)';

const CORRUPTIONS: readonly Corruption[] = [
  { what: 'a lost event', table: 'event', sql: `delete from event where id = 'n2'`, rule: 'I1' },
  {
    what: 'a lost correction',
    table: 'correction',
    sql: `delete from correction where ${NEW}`,
    rule: 'I18',
  },
  {
    what: 'a lost entry',
    table: 'entry',
    sql: `delete from entry where ${NEW} and kind = 'grant'`,
    rule: 'I1',
  },
  {
    what: 'a lost part of an entry',
    table: 'entry',
    sql: `delete from entry where ${NEW} and kind = 'draw' and part = 1`,
    rule: 'I2',
  },
  {
    what: 'a lost operation',
    table: 'operation',
    sql: `delete from operation where number = (select operations + 2 from checkpoint)`,
    rule: 'I1',
  },
  {
    what: 'the last operation lost',
    table: 'operation',
    sql: 'delete from operation where number = (select max(number) from operation)',
    rule: 'I1',
  },
  {
    what: 'drifted posted',
    table: 'ledger',
    sql: 'update ledger set posted = posted + 1',
    rule: 'I1',
  },
  {
    what: 'the end of the sequence moved',
    table: 'ledger',
    sql: 'update ledger set seq = seq + 1',
    rule: 'I1',
  },
  {
    what: 'a drifted balance after',
    table: 'event',
    sql: `update event set balance_after = balance_after + 1 where id = 'n1'`,
    rule: 'I2',
  },
  {
    what: 'a changed amount',
    table: 'entry',
    sql: `update entry set amount = amount + 1 where ${NEW} and kind = 'grant'`,
    rule: 'I2',
  },
  {
    what: 'a draw from another grant',
    table: 'event',
    sql: `update event set draw_account = 'grant/1' where id = 'n1'`,
    rule: 'I3',
  },
  {
    what: 'a drifted grant',
    table: 'credit_grant',
    sql: `update credit_grant set remaining = remaining - 1, repaid = repaid + 1
      where grant_id = (select max(grant_id) from credit_grant where remaining > 0)`,
    rule: 'I3',
  },
  {
    what: 'drifted overdraft',
    table: 'ledger',
    sql: 'update ledger set overdraft = overdraft + 1',
    rule: 'I4',
  },
  {
    what: 'lines of another sum',
    table: 'event',
    sql: `update event set lines = jsonb_set(lines, '{0,c}', to_jsonb((credits + 1)::text)) where id = 'n3'`,
    rule: 'I18',
  },
  {
    what: 'use that went to another account',
    table: 'entry',
    sql: `update entry set credit_account = 'written_off' where ${NEW} and credit_account = 'used'`,
    rule: 'I18',
  },
];

describe.each(engines)('the check of ledgers on %s', (engine) => {
  let database: TestDatabase;
  let context: Context;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await recordVariedHistory(database);
    context = openContext(database);
  });
  afterAll(() => database?.close());
  afterEach(async () => {
    await database.script('update customer set read_only_since = null, read_only_reason = null');
  });

  it('a varied history does not drift, in steps of any size', async () => {
    for (const stepSeqs of [1, 7, 40, 10_000]) {
      await database.script('delete from checkpoint_flow; delete from checkpoint');
      // A step takes at least one operation, and a round a bounded number of steps.
      for (let rounds = 0; rounds < 30; rounds += 1) {
        expect(await check(context, { stepSeqs })).toEqual([]);
        if (context.check.behind === 0) break;
      }
      expect(context.check).toMatchObject({ behind: 0, drifting: 0 });
      expect(await columns(database, 'checkpoint')).toEqual(await columns(database, 'ledger'));
    }
  });

  it('is not behind a ledger in which nothing happened', async () => {
    const before = context.check.checked;
    await check(context);
    expect(context.check.checked).toBe(before);
  });

  describe('of what is new', () => {
    beforeAll(async () => {
      expect(await check(context)).toEqual([]);
      await happen(context);
    });

    it.each(CORRUPTIONS)('$what is found, and stops the customer', async ({ table, sql, rule }) => {
      await database.script(`create table kept as table ${table};
        create table checked as table checkpoint; create table flows as table checkpoint_flow`);
      try {
        await database.script(sql);
        const [drift, ...others] = await check(context);
        expect(others).toEqual([]);
        expect(drift).toMatchObject({ customer: VARIED_CUSTOMER });
        expect(drift?.reason).toMatch(new RegExp(`^${rule} does not hold`));
        expect(context.check.drifting).toBe(1);
        // Nothing of what is wrong has been taken into the sums.
        expect(
          await database.query('select * from checkpoint_flow except select * from flows'),
        ).toEqual([]);
        const answer = await readBalance(context, CALLER, { customer: VARIED_CUSTOMER });
        expect(answer.ok && answer.body.read_only?.reason).toBe(drift?.reason);
        // Once is enough: a stopped customer is not looked at, and goes on counting.
        expect(await check(context)).toEqual([]);
        expect(context.check.drifting).toBe(1);
      } finally {
        await database.script(`truncate ${table}; insert into ${table} table kept; drop table kept;
          truncate checkpoint; insert into checkpoint table checked; drop table checked;
          truncate checkpoint_flow; insert into checkpoint_flow table flows; drop table flows;
          update ledger set acts = (select max(number) from audit)`);
      }
    });

    it('and when all is as it was, nothing is', async () => {
      expect(await check(context)).toEqual([]);
      expect(context.check).toMatchObject({ behind: 0, drifting: 0 });
    });
  });

  it('what lies behind the checkpoint is found by the full proof, which stops the customer', async () => {
    const DAY_US = 86_400_000_000;
    await check(context);
    await database.script(`create table kept as table event;
      update event set balance_after = balance_after + 1 where id = 'october';
      update checkpoint set proof_begun_at = '2020-01-01'`);
    try {
      expect(await check(context)).toEqual([]);
      const drifts: Drift[] = [];
      const onDrift = (drift: Drift) => drifts.push(drift);
      const proof = await proveOldest(context, { intervalUs: DAY_US, onDrift });
      expect(proof?.differenceCount).toBeGreaterThan(0);
      expect(drifts).toMatchObject([{ customer: VARIED_CUSTOMER }]);
      expect(await isReadOnly(context)).toBe(true);
      // Not again before a day is over.
      expect(await proveOldest(context, { intervalUs: DAY_US, onDrift })).toBeNull();
      const refused = await release(context, {});
      expect(!refused.ok && refused.refusal.code).toBe('ledger_drifts');
      expect(await isReadOnly(context)).toBe(true);
    } finally {
      await database.script('truncate event; insert into event table kept; drop table kept');
    }
    const released = await release(context, {});
    expect(released).toMatchObject({ ok: true, body: { read_only: null } });
    expect(await check(context)).toEqual([]);
    await happen(context, 'after-release');
    expect(await check(context)).toEqual([]);
    expect(context.check.behind).toBe(0);
  });

  it('a ledger that is written while it is checked does not drift', async () => {
    await database.script('delete from checkpoint_flow; delete from checkpoint');
    const writing = { isOn: true, batches: 0 };
    const writer = async () => {
      for (; writing.isOn; writing.batches += 1) {
        await record(context, [
          [`while${writing.batches}`, 3],
          [`while${writing.batches}-more`, 900],
        ]);
        // An event loop that answers others between two batches, as a server's does.
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const done = writer();
    let overlaps = 0;
    const deadline = Date.now() + 60_000;
    while (overlaps < 20 && Date.now() < deadline) {
      const before = writing.batches;
      expect(await check(context, { stepSeqs: 20 })).toEqual([]);
      if (writing.batches > before) overlaps += 1;
    }
    writing.isOn = false;
    await done;
    expect(overlaps).toBe(20);
    while (context.check.behind > 0) expect(await check(context)).toEqual([]);
    expect(await check(context)).toEqual([]);
  });

  it('an accepted difference is not found again by the check, and what follows is', async () => {
    await check(context);
    await happen(context, 'before-accepting');
    await database.script(
      `update event set balance_after = balance_after + 1 where id = 'before-accepting1'`,
    );
    expect(await check(context)).toHaveLength(1);
    // A contradiction in what stands now cannot be accepted: there would be nothing to go on from.
    await database.script('update ledger set posted = posted + 1');
    const refused = await release(context, { accept: true });
    expect(!refused.ok && refused.refusal.code).toBe('ledger_drifts');
    await database.script('update ledger set posted = posted - 1');
    expect(await release(context, { accept: true })).toMatchObject({ ok: true });
    await happen(context, 'accepted');
    expect(await check(context)).toEqual([]);
    const drifts: Drift[] = [];
    await database.script(`update checkpoint set proof_begun_at = '2020-01-01'`);
    const onDrift = (drift: Drift) => drifts.push(drift);
    await proveOldest(context, { intervalUs: 1, onDrift });
    expect(drifts).toHaveLength(1);
    expect(await isReadOnly(context)).toBe(false);
    await happen(context, 'worse');
    await database.script('update ledger set overdraft = overdraft + 1');
    expect(await check(context)).toHaveLength(1);
    await database.script('update ledger set overdraft = overdraft - 1');
    expect(await release(context, { accept: true })).toMatchObject({ ok: true });
    const acts = await database.query<{ act: string; reason: string }>(
      `select act, reason from audit where act like 'customer.%' and act <> 'customer.change' order by number desc limit 3`,
    );
    expect(acts.map(({ act }) => act)).toEqual([
      'customer.accept',
      'customer.stop',
      'customer.accept',
    ]);
  });

  it('what it reads grows with what is new, not with the history', async () => {
    const counts: Record<string, number>[] = [];
    for (let run = 0; run < 2; run += 1) {
      // Large enough that reading all of it is never the cheaper plan.
      await lengthen(database, { from: run * 2000, to: 2000 + run * 8000 });
      await check(context);
      await happen(context, `few${run}`);
      const { database: counting, rows } = countRows(database);
      await checkLedgers({ ...context, database: counting });
      const perTable = ['event', 'entry', 'correction', 'operation'].map(
        (table) => [table, rows.get(table) ?? 0] as const,
      );
      counts.push(Object.fromEntries(perTable));
    }
    const [small, large] = counts;
    expect(small?.['event']).toBeGreaterThan(0);
    expect(large).toEqual(small);
  });
});

function check(context: Context, request = {}): Promise<Drift[]> {
  const drifts: Drift[] = [];
  const onDrift = (drift: Drift) => drifts.push(drift);
  return checkLedgers(context, { ...request, onDrift }).then(() => drifts);
}

/** Something of everything that appends: a grant, draws of one account and of several, a correction. */
async function happen(context: Context, prefix = 'n'): Promise<void> {
  const body = { kind: 'bought', amount: '5000' };
  done(await issueGrant(context, CALLER, { customer: VARIED_CUSTOMER, body }));
  await record(context, [[`${prefix}1`, 3]]);
  await record(context, [
    [`${prefix}2`, 6],
    [`${prefix}3`, 9],
  ]);
  await record(context, [[`${prefix}4`, 60_000]]);
  const correction = { id: `${prefix}2`, reason: 'test' };
  done(await voidEvent(context, CALLER, { customer: VARIED_CUSTOMER, body: correction }));
}

/** Gives history that many more rows of each kind, with sequence numbers long checked. */
function lengthen(
  database: TestDatabase,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const numbers = `generate_series(${from + 1}, ${to}) as n`;
  return database.script(`
    insert into event select customer_id, gen_random_uuid(), -n, source, 'old' || n, type, occurred_at, booked_at,
        recorded_at, fingerprint, status, dimensions, attribution, data, run, sequence, catalog_version, unit, credits,
        list_credits, zero_reason, lines, denial, draw_account, balance_after
      from (select * from event where seq > 0 limit 1) as one, ${numbers};
    insert into correction select customer_id, -n, 'amend', event_key, reason, booked_at, recorded_at, unit, credits,
        rerated, list_credits, event, usage, compensation, balance_after
      from (select * from correction where seq > 0 limit 1) as one, ${numbers};
    insert into entry select customer_id, -n, part, kind, debit_account, credit_account, amount, unit, booked_at,
        recorded_at, balance_after, event_key
      from (select * from entry where seq > 0 limit 1) as one, ${numbers};
    insert into operation select customer_id, -n, kind, as_of, seq_from, seq_to, catalog_version, input
      from (select * from operation where number = 1) as one, ${numbers}`);
}

async function record(
  context: Context,
  events: readonly (readonly [id: string, amount: number])[],
) {
  const ref = await findCustomerFor(context, CALLER, VARIED_CUSTOMER);
  const formed = events.flatMap(([id, amount]) => {
    const occurred_at = '2026-04-19T21:00:00Z';
    const event = { id, type: 'work', customer: VARIED_CUSTOMER, occurred_at, data: { amount } };
    const each = formEvent(event);
    return each.ok ? [each.event] : [];
  });
  if (!ref || formed.length !== events.length) throw new Error('the events have no form');
  const recorded = await recordEvents(context, { ...ref, events: formed, isBackfill: false });
  if (!recorded.ok) throw new Error(recorded.refusal.detail);
  const others = recorded.outcomes.filter(({ status }) => status !== 'recorded');
  expect(others).toEqual([]);
}

function done(answer: { readonly ok: boolean }): void {
  expect(answer).toMatchObject({ ok: true });
}

function release(context: Context, { accept = false }: { accept?: boolean }) {
  const body = { reason: 'test', accept };
  return releaseCustomer(context, CALLER, { customer: VARIED_CUSTOMER, body });
}

async function isReadOnly(context: Context): Promise<boolean> {
  const answer = await readBalance(context, CALLER, { customer: VARIED_CUSTOMER });
  return answer.ok && answer.body.read_only !== null;
}

function columns(database: TestDatabase, table: string) {
  return database.query(`select seq, operations, posted from ${table}`);
}
