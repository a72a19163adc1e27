import { type Instant, parseInstant } from '@fuelgauge/core';
import { openContext } from '../../server/src/open-store.ts';
import { advanceClock } from '../../server/src/operations/advance-clock.ts';
import type { Answer } from '../../server/src/operations/answer.ts';
import { type KeyIdentity, SCOPES } from '../../server/src/operations/authenticate-key.ts';
import type { Context, CustomerRef } from '../../server/src/operations/context.ts';
import { formEvent } from '../../server/src/operations/event-form.ts';
import { findCustomerFor } from '../../server/src/operations/find-customer.ts';
import { issueGrant } from '../../server/src/operations/issue-grant.ts';
import { createKey } from '../../server/src/operations/manage-keys.ts';
import { putCustomer } from '../../server/src/operations/put-customer.ts';
import { putDirectory } from '../../server/src/operations/put-directory.ts';
import { putItem } from '../../server/src/operations/put-item.ts';
import { type RecordedBatch, recordEvents } from '../../server/src/operations/record-events.ts';
import type { Database } from '../../server/src/store/database.ts';
import { recordVariedHistory, VARIED_CUSTOMER } from './varied-history.ts';

/** A name of every script and sign must survive a copy. */
const NAME = 'Zoë "Z\\" O’Hara\n\t☃ 𝒳, {NULL}';
const TEST_CUSTOMER = 'try-out';

/** What the check of a running server leaves, and what it does about a difference. */
const CHECKED = `
  insert into checkpoint (customer_id, seq, operations, posted, used, proof_begun_at)
    select customer_id, 1, 1, 0, '{"credit": "0"}', '2026-04-19T22:00:00.000001Z' from ledger;
  insert into checkpoint_flow (customer_id, kind, debit_account, credit_account, unit, amount)
    select customer_id, 'grant', 'issued', 'grant/1', 'credit', 1000000000 from ledger;
  insert into quota (customer_id, key, used, has_limit, limit_amount, updated_at)
    select customer_id, 'projects', 3, true, null, '2026-05-01T00:00:00.000001Z' from ledger;
  insert into membership (customer_id, member_id, user_id, roles, scope_id, group_ids, status, created_at, updated_at)
    select customer_id, 'ann', 'user-1', '{admin}', 'north', '{red,blue}', 'active', recorded_at, recorded_at from ledger;
  insert into ingestion_gap (gap_id, customer, started_at, ended_at, declared_at)
    values ('collector', null, '2026-04-02T00:00:00.000001Z', '2026-04-03Z', '2026-04-02Z');
  insert into user_customer (user_id, customer) select 'user-1', key from customer;
  insert into invitation_customer (invitation_id, customer) select 'link_1', min(key) from customer;
  insert into invitation (customer_id, invitation_id, member_id, roles, invited_by, created_at, expires_at)
    select customer_id, 'link_1', 'ann', '{member}', 'test', recorded_at, recorded_at from ledger;
  insert into portal_session (customer_id, session_id, hash, roles, may_write, visitor, reason, look, created_at, expires_at)
    select customer_id, 'ses_1', '\\x0304', '{admin}', false, 'key_1', 'ticket', '{"chrome": "full"}', recorded_at, recorded_at
      from ledger;
  update customer set read_only_since = '2026-05-01T00:00:00Z', read_only_reason = 'I3: seq 4'
    where key = '${TEST_CUSTOMER}'`;

/** An operator with a second factor, a link that waits for somebody, and a password that was tried in vain. */
const SIGNED_IN = `
  insert into person (person_id, name, email, email_verified, has_second_factor, is_operator, created_at, updated_at)
    values ('person_1', 'Zoë ☃', 'zoe@example.com', true, true, true, '2026-04-01Z', '2026-04-01Z');
  insert into session (session_id, token, person_id, user_agent, created_at, updated_at, expires_at)
    values ('session_1', 'token', 'person_1', null, '2026-04-01Z', '2026-04-01Z', '2199-01-01Z');
  insert into credential (credential_id, person_id, provider, subject, password_hash, created_at, updated_at)
    values ('person_1', 'person_1', 'credential', 'person_1', 'a:b', '2026-04-01Z', '2026-04-01Z');
  insert into verification (verification_id, identifier, value, created_at, updated_at, expires_at)
    values ('verification_1', 'hash', '{"a":1}', '2026-04-01Z', '2026-04-01Z', '2199-01-01Z');
  insert into second_factor (second_factor_id, person_id, secret, backup_codes, is_verified)
    values ('second_factor_1', 'person_1', 'ab', 'cd', true);
  insert into one_time_link (link_id, token_hash, purpose, email, is_mailed, created_by, created_at, expires_at)
    values ('link_1', '\\x00ff', 'operator', 'new@example.com', false, 'key_1', '2026-04-01Z', '2199-01-01Z');
  insert into attempt (key, count, began_at) values ('\\x01', 2, '2026-04-01Z')`;

const OPERATOR: KeyIdentity = {
  kind: 'key',
  caller: { actor: 'test', isTest: null, customers: null },
  scopes: new Set(SCOPES),
};

/**
 * Puts rows into every table there is: a varied history, a test customer, names, a stored answer, a
 * key. Answers that key's secret.
 */
export async function recordEverything(database: Database): Promise<string> {
  await recordVariedHistory(database);
  const context = contextOf(database);
  const { caller } = OPERATOR;
  const { catalogKey: catalog } = await variedCustomer(context);
  const started = { catalog, plan: 'basic', test: true, clock_at: '2026-04-01T00:00:00Z' };
  done(await putCustomer(context, caller, { customer: TEST_CUSTOMER, body: started }));
  const clock = { advance_to: '2026-05-03T04:05:06.789012Z' };
  done(await advanceClock(context, caller, { customer: TEST_CUSTOMER, body: clock }));
  const ann = { customer: TEST_CUSTOMER, kind: 'members', id: 'ann' } as const;
  const person = { name: NAME, email: 'ann@example.com' };
  done(await putDirectory(context, caller, { ...ann, body: person }));
  const seats = {
    kind: 'seat',
    label: NAME,
    unit_price: { amount: '0.000000001', currency: 'EUR' },
  };
  done(await putItem(context, caller, { customer: TEST_CUSTOMER, id: 'seats', body: seats }));
  await repeat(database);
  await database.script(CHECKED);
  await database.script(SIGNED_IN);
  const key = {
    name: NAME,
    scopes: ['usage:read', 'verify'],
    customers: [VARIED_CUSTOMER],
  } as const;
  return done(await createKey(context, OPERATOR, { body: key })).key;
}

/**
 * Sends what a program sends again when it lost the answer: it changes nothing, and is answered the
 * same wherever the data are.
 */
export async function repeat(
  database: Database,
): Promise<{ readonly grant: unknown; readonly outcomes: unknown }> {
  const context = contextOf(database);
  const grant = await issueGrant(context, OPERATOR.caller, {
    customer: VARIED_CUSTOMER,
    body: { kind: 'bought', amount: '12.5', price_paid: { amount: '3', currency: 'EUR' } },
    idempotency: { route: 'issueGrant', key: 'once', fingerprint: 'abcd' },
  });
  const recorded = await recordAs(context, ['again-1', 'again-2']);
  return { grant: done(grant), outcomes: recorded.ok ? recorded.outcomes : recorded.refusal };
}

/** Records events of these ids for the varied customer. */
export async function recordAs(context: Context, ids: readonly string[]): Promise<RecordedBatch> {
  const events = ids.map((id) => {
    const user = { user: 'ann' };
    const formed = formEvent({
      id,
      type: 'work',
      customer: VARIED_CUSTOMER,
      occurred_at: '2026-04-19T12:00:00Z',
      dimensions: user,
      data: { amount: 3 },
    });
    if (!formed.ok) throw new Error(formed.refusal.detail);
    return formed.event;
  });
  return recordEvents(context, { ...(await variedCustomer(context)), events, isBackfill: false });
}

/** What operations run on, with the clock standing just behind the varied history. */
export function contextOf(database: Database): Context {
  const now = parseInstant('2026-04-20T00:00:00Z') as Instant;
  return { ...openContext(database), clock: () => now };
}

async function variedCustomer(context: Context): Promise<CustomerRef> {
  const found = await findCustomerFor(context, OPERATOR.caller, VARIED_CUSTOMER);
  if (!found) throw new Error('the varied customer is there');
  return found;
}

function done<Body>(answer: Answer<Body>): Body {
  if (!answer.ok) throw new Error(answer.refusal.detail);
  return answer.body;
}
