// The port between the product and its database. PGlite and PostgreSQL answer alike: same types,
// same codes, same roles.

/**
 * What a statement's `$n` may be. Instants go in as RFC 3339 text (`formatInstant`), JSON as text,
 * numerics as text, `Uint8Array` as bytea. Objects and dates are refused, so nothing becomes JSON
 * or a local time by accident.
 */
export type Value = Scalar | readonly Scalar[];
type Scalar = bigint | string | number | boolean | null | Uint8Array;

/**
 * Runs one statement with `$n` values. Rows carry int8 as bigint, smaller integers and floats as
 * number, numeric as text, timestamptz as epoch microseconds, date as `YYYY-MM-DD`, json parsed,
 * bytea as lower-case hex, arrays of these.
 */
export interface Queries {
  query<Row>(text: string, values?: readonly Value[]): Promise<Row[]>;
}

/**
 * One open database. `query` runs as the owner in a transaction of its own: for global tables and
 * administration.
 */
export interface Database extends Queries {
  readonly engine: Engine;
  /**
   * Runs `work` in one transaction, READ COMMITTED unless the scope says otherwise, and commits when it resolves; a throw, a failed
   * statement (even one whose error was caught) or a lost connection rolls everything back and
   * rejects. Statements started together share a round trip, and COMMIT travels behind those still
   * under way. When COMMIT itself fails the outcome is unknown.
   */
  transaction<T>(scope: TransactionScope, work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Runs several statements without values as the owner: all of them or none, unless the text
   * itself commits.
   */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

export type Engine = 'pglite' | 'postgres';

/**
 * Whose rows a transaction sees. One customer; none, for tables that belong to nobody; all, which
 * only reads, for an operator's lists; or everything as the owner, past row-level security, for
 * migrations and backups alone.
 */
export type TransactionScope =
  | ({
      readonly customer: bigint | 'none';
      readonly readOnly?: boolean;
      /**
       * Every statement sees the moment of the first, whatever is committed meanwhile, and no writer
       * waits for it. To change what another transaction has changed since fails as retryable.
       */
      readonly isSnapshot?: boolean;
    } & TransactionLimits)
  | ({ readonly customer: 'all' } & TransactionLimits)
  | ({ readonly owner: true } & TransactionLimits);

/**
 * How long a transaction may wait for one lock (2 s) and run one statement (5 s); 0 is for ever.
 * The owner has no limits.
 */
export interface TransactionLimits {
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
}

/** The role of transactions within one customer or none: row-level security applies to it. */
export const APP_ROLE = 'fuelgauge_app';

/** The role of transactions over all customers, which policies let read every row. */
export const OPERATOR_ROLE = 'fuelgauge_operator';

/**
 * The setting that row-level security compares with `customer_id`: the customer's number, or empty.
 */
export const CUSTOMER_SETTING = 'fuelgauge.customer';

/**
 * The world failed outside SQL. `connection`: the database went away and may come back; `full`: it
 * went away because its disk is full; `setup`: it cannot be opened or used as configured; `value`:
 * it answered what we cannot represent. The message is a sentence without secrets.
 */
export class StoreFault extends Error {
  readonly kind: 'connection' | 'full' | 'setup' | 'value';

  constructor(kind: StoreFault['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFault';
    this.kind = kind;
  }
}

/**
 * The SQLSTATE of an error that the database reported, such as `23505`; undefined for any other
 * error.
 */
export function sqlState(error: unknown): string | undefined {
  const code = property(error, 'code');
  const isFromServer = property(error, 'severity') !== undefined;
  return isFromServer && typeof code === 'string' ? code : undefined;
}

/**
 * Whether the same transaction may succeed when run again: it lost to another one, and nothing of
 * it was kept.
 */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error) ?? '') || isStalePlan(error);
}

/**
 * Whether the database is unreachable, starting, stopping or has cut us off. A COMMIT that ends so
 * may have happened.
 */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof StoreFault) return error.kind === 'connection' || error.kind === 'full';
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('08') || CUT_OFF.has(state));
}

/**
 * Whether the disk of the database has no space left. What is asked is done again once there is
 * some; nothing of it was kept, unless it was a COMMIT.
 */
export function isStoreFull(error: unknown): boolean {
  return sqlState(error) === '53100' || (error instanceof StoreFault && error.kind === 'full');
}

/**
 * Whether the machine of the database lacks something that may be there in a while: space, memory,
 * files, connections, or a disk that answers.
 */
export function isShortage(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && (state.startsWith('53') || state === IO_ERROR);
}

/**
 * Whether a prepared statement no longer fits its table, as after a migration: only a fresh
 * connection cures that.
 */
export function isStalePlan(error: unknown): boolean {
  return sqlState(error) === '0A000' && property(error, 'routine') === 'RevalidateCachedQuery';
}

// Serialization failure, deadlock, lock not available.
const RETRYABLE: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

// Administrator's shutdown, crash, not accepting connections, too many connections, idle too long
// in or out of a transaction.
const CUT_OFF: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25P03',
  '57P05',
]);

const IO_ERROR = '58030';

function property(value: unknown, key: string): unknown {
  return value instanceof Error ? (value as unknown as Record<string, unknown>)[key] : undefined;
}
