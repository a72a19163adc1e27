// The statements that open a transaction: who it is, whose rows it sees, how long it may wait.

import { assert } from '@fuelgauge/core';
import {
  APP_ROLE,
  CUSTOMER_SETTING,
  OPERATOR_ROLE,
  type TransactionLimits,
  type TransactionScope,
} from './database.ts';

/**
 * A transaction that sends nothing for this long is rolled back, so that it cannot hold its locks
 * for ever.
 */
export const IDLE_TIMEOUT_MS = 10_000;

const LOCK_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/**
 * One text of several statements, so that opening costs one message. Asserts that the customer is a
 * bigint and the limits are whole milliseconds: they are written into the text.
 */
export function beginStatements(
  scope: TransactionScope,
  { isCitus }: { isCitus: boolean },
): string {
  const limits = limitStatements(scope);
  const propagate = isCitus ? ["SET LOCAL citus.propagate_set_commands = 'local'"] : [];
  if ('owner' in scope) {
    return ['BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE', ...propagate, ...limits].join('; ');
  }
  const isReadOnly = scope.customer === 'all' || scope.readOnly === true;
  const isolation =
    scope.customer !== 'all' && scope.isSnapshot === true ? 'REPEATABLE READ' : 'READ COMMITTED';
  const role = scope.customer === 'all' ? OPERATOR_ROLE : APP_ROLE;
  return [
    `BEGIN ISOLATION LEVEL ${isolation} ${isReadOnly ? 'READ ONLY' : 'READ WRITE'}`,
    ...propagate,
    `SET LOCAL ROLE ${role}`,
    'SET LOCAL row_security = on',
    // A plan is kept while its table grows: what fits a small table must not be what a large one gets.
    ...(scope.customer === 'all' ? [] : ['SET LOCAL enable_seqscan = off']),
    // Empty rather than unset: nothing left over in the session can be seen.
    `SET LOCAL ${CUSTOMER_SETTING} = '${customerText(scope.customer)}'`,
    ...limits,
    `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}`,
  ].join('; ');
}

/** How long one statement may run in this scope; 0 is for ever. */
export function statementTimeoutMs(scope: TransactionScope): number {
  return scope.statementTimeoutMs ?? ('owner' in scope ? 0 : STATEMENT_TIMEOUT_MS);
}

function customerText(customer: bigint | 'all' | 'none'): string {
  if (customer === 'all' || customer === 'none') return '';
  assert(typeof customer === 'bigint', 'a transaction is scoped by the number of a customer');
  return customer.toString();
}

function limitStatements(scope: TransactionScope & TransactionLimits): string[] {
  const lockMs = scope.lockTimeoutMs ?? ('owner' in scope ? 0 : LOCK_TIMEOUT_MS);
  const statementMs = statementTimeoutMs(scope);
  assert(isWholeMs(lockMs) && isWholeMs(statementMs), 'timeouts are whole milliseconds');
  return [`SET LOCAL lock_timeout = ${lockMs}`, `SET LOCAL statement_timeout = ${statementMs}`];
}

function isWholeMs(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;
}
