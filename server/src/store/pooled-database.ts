// One implementation of the port over a pool of pg connections; the engines differ only in what
// they connect to.

import { createHash } from 'node:crypto';
import { assert } from '@fuelgauge/core';
import type pg from 'pg';
import {
  type Database,
  type Engine,
  isConnectionFault,
  isShortage,
  isStalePlan,
  type Queries,
  StoreFault,
  sqlState,
  type TransactionScope,
  type Value,
} from './database.ts';
import { beginStatements, IDLE_TIMEOUT_MS, statementTimeoutMs } from './transaction-scope.ts';
import { encodeValue } from './wire-values.ts';

export interface PooledDatabaseOptions {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  /** The database in words for messages, without the password: `PostgreSQL at db:5432`. */
  readonly place: string;
  /** Makes SET LOCAL reach the shards. */
  readonly isCitus: boolean;
  /** Throws when the engine behind the pool is gone for good. */
  readonly assertAlive: () => void;
  /** Runs after the last connection has closed. */
  readonly afterClose: () => Promise<void>;
}

/**
 * The port over a pool. Every error is one the server reported, a {@link StoreFault}, or what
 * `work` threw.
 */
export function pooledDatabase(options: PooledDatabaseOptions): Database {
  const autocommit = async (statement: Statement): Promise<pg.QueryResult> => {
    const client = await acquire(options);
    return settle(client, send(client, statement, options.place));
  };
  let closing: Promise<void> | undefined;
  return {
    engine: options.engine,
    query: async <Row>(text: string, values: readonly Value[] = []) => {
      const result = await autocommit({ text, values: values.map(encodeValue), isNamed: false });
      return result.rows as Row[];
    },
    script: async (sql) => {
      await autocommit({ text: sql });
    },
    transaction: (scope, work) => runTransaction(options, scope, work),
    close: () => {
      closing ??= options.pool.end().then(options.afterClose);
      return closing;
    },
  };
}

/**
 * What every new connection is set to, so that values read alike and the owner never sees a
 * filtered table unaware.
 */
const SESSION_SETTINGS = [
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO, YMD'",
  "SET bytea_output = 'hex'",
  'SET extra_float_digits = 1',
  'SET client_min_messages = warning',
  // Compiling costs more than it saves on statements that read one customer's rows.
  'SET jit = off',
  'SET row_security = off',
].join('; ');

/** For `onConnect` of the pool. Fails the connection when the answer does not come: the pool would wait for ever. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  const statement = { text: SESSION_SETTINGS, query_timeout: ANSWER_SLACK_MS };
  await client.query(statement);
}

interface Statement {
  readonly text: string;
  /** Undefined: the simple protocol, which takes several statements. */
  readonly values?: (string | null)[];
  readonly isNamed?: boolean;
  /**
   * How long to wait for the answer before the connection counts as lost; undefined is for ever.
   */
  readonly timeoutMs?: number | undefined;
}

// Beyond the server's own statement timeout: only a silent connection takes this long.
const ANSWER_SLACK_MS = 5_000;

async function runTransaction<T>(
  options: PooledDatabaseOptions,
  scope: TransactionScope,
  work: (tx: Queries) => Promise<T>,
): Promise<T> {
  // Before a connection is taken: a malformed scope is a bug and must not cost one.
  const begin = beginStatements(scope, { isCitus: options.isCitus });
  const client = await acquire(options);
  const transaction = new OpenTransaction(client, scope, options);
  transaction.begin(begin);
  try {
    const value = await transaction.whileBusy(work(transaction.queries));
    await transaction.commit();
    client.release(!isReusable(client));
    return value;
  } catch (error) {
    const failure = transaction.causeOf(error);
    const isRolledBack = await transaction.rollback(failure);
    client.release(!isRolledBack || isStalePlan(failure));
    throw failure;
  }
}

/**
 * A transaction under way on one connection. Statements leave at once and are answered in order.
 */
class OpenTransaction {
  readonly queries: Queries;
  readonly #client: pg.PoolClient;
  readonly #place: string;
  readonly #isOwner: boolean;
  readonly #timeoutMs: number | undefined;
  readonly #idle = Promise.withResolvers<never>();
  #idleTimer: NodeJS.Timeout | undefined;
  #underWay = 0;
  #isOver = false;
  #firstFailure: { readonly error: unknown } | undefined;

  constructor(client: pg.PoolClient, scope: TransactionScope, options: PooledDatabaseOptions) {
    this.#client = client;
    this.#place = options.place;
    this.#isOwner = 'owner' in scope;
    const limitMs = statementTimeoutMs(scope);
    // A statement inside PGlite cannot be interrupted, and giving up on it would not free its only
    // connection.
    const canGiveUp = options.engine === 'postgres' && limitMs > 0;
    this.#timeoutMs = canGiveUp ? limitMs + ANSWER_SLACK_MS : undefined;
    this.#idle.promise.catch(ignore);
    this.queries = {
      query: <Row>(text: string, values: readonly Value[] = []) => {
        const rows = this.#rows<Row>(text, values);
        // Observed here too: a failure that the work drops fails the transaction instead of going
        // unhandled.
        if (!this.#isOver) rows.catch((error: unknown) => this.#fail(error));
        return rows;
      },
    };
  }

  /**
   * Does not wait: the first statements of the work share the round trip, and fail when this does.
   */
  begin(text: string): void {
    this.#send({ text }).catch(ignore);
  }

  /** The work's outcome, or a fault once it has neither settled nor sent anything for too long. */
  async whileBusy<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#idle.promise]);
    } finally {
      this.#isOver = true;
      clearTimeout(this.#idleTimer);
    }
  }

  /** Throws the first failure, whether the work has noticed it or not. */
  async commit(): Promise<void> {
    if (this.#firstFailure) throw this.#firstFailure.error;
    const { command } = await this.#send({ text: 'COMMIT' });
    // PostgreSQL answers the COMMIT of a failed transaction by rolling back; the failure came in
    // before.
    if (command !== 'COMMIT') throw this.#failureBeforeCommit();
  }

  /**
   * Whether the connection is out of the transaction and may be used again; closing it rolls back
   * too. Always asks: while statements are under way, what the connection last said of itself is
   * not yet about them.
   */
  async rollback(failure: unknown): Promise<boolean> {
    if (isConnectionFault(failure)) return false;
    try {
      await this.#send({ text: 'ROLLBACK' });
      return isReusable(this.#client);
    } catch {
      return false;
    }
  }

  /** "Current transaction is aborted" is only the echo of an earlier failure. */
  causeOf(error: unknown): unknown {
    return sqlState(error) === '25P02' ? (this.#firstFailure?.error ?? error) : error;
  }

  async #rows<Row>(text: string, values: readonly Value[]): Promise<Row[]> {
    assert(!this.#isOver, 'a transaction is used only until its work settles');
    // The owner's statements change tables, which is no use to prepare.
    const statement = { text, values: values.map(encodeValue), isNamed: !this.#isOwner };
    const result = await this.#send(statement);
    return result.rows as Row[];
  }

  #send(statement: Statement): Promise<pg.QueryResult> {
    clearTimeout(this.#idleTimer);
    this.#underWay += 1;
    const answer = send(this.#client, { ...statement, timeoutMs: this.#timeoutMs }, this.#place);
    answer.then(
      () => this.#answered(),
      (error: unknown) => {
        this.#fail(error);
        this.#answered();
      },
    );
    return answer;
  }

  #failureBeforeCommit(): unknown {
    assert(this.#firstFailure, 'a transaction that cannot commit has a failed statement');
    return this.#firstFailure.error;
  }

  #fail(error: unknown): void {
    this.#firstFailure ??= { error };
  }

  #answered(): void {
    this.#underWay -= 1;
    if (this.#underWay > 0 || this.#isOver || this.#isOwner) return;
    this.#idleTimer = setTimeout(() => {
      const seconds = IDLE_TIMEOUT_MS / 1000;
      const message = `A transaction sent nothing for ${seconds} s and was rolled back.`;
      this.#idle.reject(new StoreFault('connection', message));
    }, IDLE_TIMEOUT_MS);
  }
}

async function acquire(options: PooledDatabaseOptions): Promise<pg.PoolClient> {
  options.assertAlive();
  try {
    return await options.pool.connect();
  } catch (error) {
    throw connectingFault(toFault(error, options.place), options.place);
  }
}

/**
 * No request is to blame when no connection can be made, whatever the reason: a server whose disk is full ends new ones
 * with an internal error.
 */
function connectingFault(error: unknown, place: string): unknown {
  if (error instanceof StoreFault || isConnectionFault(error) || isShortage(error)) return error;
  const message = `${place} gives no connection (${sqlState(error)}).`;
  return new StoreFault('connection', message, { cause: error });
}

/**
 * Gives the connection back when the answer is in, or throws it away when it is left inside a
 * transaction.
 */
async function settle<T>(client: pg.PoolClient, answer: Promise<T>): Promise<T> {
  try {
    const result = await answer;
    client.release(!isReusable(client));
    return result;
  } catch (error) {
    client.release(!isReusable(client) || isConnectionFault(error) || isStalePlan(error));
    throw error;
  }
}

/** Only once everything sent on it has been answered. */
function isReusable(client: pg.PoolClient): boolean {
  return client.getTransactionStatus() === 'I';
}

async function send(
  client: pg.PoolClient,
  { text, values, isNamed, timeoutMs }: Statement,
  place: string,
): Promise<pg.QueryResult> {
  const name = isNamed ? statementName(text) : undefined;
  const config = {
    text,
    ...(values && { values, queryMode: 'extended' }),
    ...(name && { name }),
    ...(timeoutMs && { query_timeout: timeoutMs }),
  };
  try {
    return await client.query(config);
  } catch (error) {
    throw toFault(error, place);
  }
}

/**
 * What the server reported and our own faults pass; all else that pg rejects with means the
 * connection is lost.
 */
function toFault(error: unknown, place: string): unknown {
  if (sqlState(error) !== undefined || error instanceof StoreFault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreFault('connection', `${place} is out of reach: ${reason}.`, { cause: error });
}

const statementNames = new Map<string, string>();

// Our statements are a few hundred constants: more means text built from data, which is not worth a
// plan in every session.
const NAMED_STATEMENTS_MAX = 2_000;

/** The same text has the same name everywhere, so a session plans it once. */
function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= NAMED_STATEMENTS_MAX) return known;
  const name = `fg_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  statementNames.set(text, name);
  return name;
}

function ignore(): void {}
