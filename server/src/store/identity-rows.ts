// person, session, credential, verification and second_factor as the library that signs people in sees them: kinds of rows with
// fields, of which each is a column here. What has no column is not kept.

import { assert, instant } from '@fuelgauge/core';
import type { Queries, Value } from './database.ts';
import { timestamp } from './rows.ts';

export type IdentityKind = 'user' | 'session' | 'account' | 'verification' | 'twoFactor';

/** What a field holds. Moments have milliseconds. */
export type FieldValue = string | number | boolean | Date | null;

export type IdentityRow = Readonly<Record<string, FieldValue>>;

/** A condition on one field; those that are `isAlternative` hold when any of them does. */
export interface Condition {
  readonly field: string;
  readonly operator: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'not_in';
  readonly value: FieldValue | readonly string[];
  readonly isAlternative: boolean;
}

export interface RowsAsked {
  readonly where: readonly Condition[];
  readonly limit?: number;
  readonly offset?: number;
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' };
}

export interface RowsChange {
  readonly where: readonly Condition[];
  readonly set: IdentityRow;
  /** Fields with what is added to them. */
  readonly add?: Readonly<Record<string, number>>;
  /** Changes one row at most. */
  readonly isOne?: boolean;
}

interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };

const TABLES: Readonly<Record<IdentityKind, Table>> = {
  user: {
    name: 'person',
    columns: {
      id: 'person_id',
      name: 'name',
      email: 'email',
      emailVerified: 'email_verified',
      twoFactorEnabled: 'has_second_factor',
      isOperator: 'is_operator',
      ...TIMES,
    },
  },
  session: {
    name: 'session',
    columns: {
      id: 'session_id',
      token: 'token',
      userId: 'person_id',
      userAgent: 'user_agent',
      expiresAt: 'expires_at',
      ...TIMES,
    },
  },
  account: {
    name: 'credential',
    columns: {
      id: 'credential_id',
      userId: 'person_id',
      providerId: 'provider',
      accountId: 'subject',
      password: 'password_hash',
      ...TIMES,
    },
  },
  verification: {
    name: 'verification',
    columns: {
      id: 'verification_id',
      identifier: 'identifier',
      value: 'value',
      expiresAt: 'expires_at',
      ...TIMES,
    },
  },
  twoFactor: {
    name: 'second_factor',
    columns: {
      id: 'second_factor_id',
      userId: 'person_id',
      secret: 'secret',
      backupCodes: 'backup_codes',
      verified: 'is_verified',
      failedVerificationCount: 'failures',
      lockedUntil: 'locked_until',
    },
  },
};

const MOMENTS = new Set(['createdAt', 'updatedAt', 'expiresAt', 'lockedUntil']);

/** Adds a row and answers it as it is kept. */
export async function insertIdentityRow(
  queries: Queries,
  kind: IdentityKind,
  row: IdentityRow,
): Promise<IdentityRow> {
  const { name, columns } = TABLES[kind];
  const kept = Object.entries(row).filter(([field]) => Object.hasOwn(columns, field));
  const [made] = await queries.query<Columns>(
    `insert into ${name} (${kept.map(([field]) => columns[field])})
     values (${kept.map((_, index) => `$${index + 1}`)}) returning ${listOf(kind)}`,
    kept.map(([, value]) => encode(value)),
  );
  assert(made, 'an insert answers its row');
  return rowOf(made);
}

/** Rows in no order, unless one is asked for. */
export async function findIdentityRows(
  queries: Queries,
  kind: IdentityKind,
  { where, limit = 100, offset = 0, sortBy }: RowsAsked,
): Promise<IdentityRow[]> {
  const values: Value[] = [];
  const order = sortBy ? ` order by ${columnOf(kind, sortBy.field)} ${sortBy.direction}` : '';
  const rows = await queries.query<Columns>(
    `select ${listOf(kind)} from ${TABLES[kind].name}${whereText(kind, where, values)}${order}
      limit $${values.push(limit)} offset $${values.push(offset)}`,
    values,
  );
  return rows.map(rowOf);
}

/** Changes the rows of the conditions, each in one step; answers them as they are then. */
export async function updateIdentityRows(
  queries: Queries,
  kind: IdentityKind,
  { where, set, add = {}, isOne = false }: RowsChange,
): Promise<IdentityRow[]> {
  const { name, columns } = TABLES[kind];
  const values: Value[] = [];
  const changes = [
    ...Object.entries(set)
      .filter(([field]) => Object.hasOwn(columns, field))
      .map(([field, value]) => `${columns[field]} = $${values.push(encode(value))}`),
    ...Object.entries(add).map(([field, delta]) => {
      const column = columnOf(kind, field);
      return `${column} = ${column} + $${values.push(delta)}`;
    }),
  ];
  if (changes.length === 0) return findIdentityRows(queries, kind, { where });
  const rows = await queries.query<Columns>(
    `update ${name} set ${changes}${chosen(kind, { where, isOne }, values)} returning ${listOf(kind)}`,
    values,
  );
  return rows.map(rowOf);
}

/** Removes the rows of the conditions, or one of them; answers those that this call removed. */
export async function deleteIdentityRows(
  queries: Queries,
  kind: IdentityKind,
  { where, isOne = false }: Pick<RowsChange, 'where' | 'isOne'>,
): Promise<IdentityRow[]> {
  const values: Value[] = [];
  const rows = await queries.query<Columns>(
    `delete from ${TABLES[kind].name}${chosen(kind, { where, isOne }, values)} returning ${listOf(kind)}`,
    values,
  );
  return rows.map(rowOf);
}

export async function countIdentityRows(
  queries: Queries,
  kind: IdentityKind,
  where: readonly Condition[],
): Promise<number> {
  const values: Value[] = [];
  const [row] = await queries.query<{ count: bigint }>(
    `select count(*) as count from ${TABLES[kind].name}${whereText(kind, where, values)}`,
    values,
  );
  return Number(row?.count ?? 0);
}

type Columns = Readonly<Record<string, string | number | boolean | null>>;

/** The columns under the names of their fields. */
function listOf(kind: IdentityKind): string {
  const { columns } = TABLES[kind];
  return Object.entries(columns)
    .map(([field, column]) => `${column} as "${field}"`)
    .join(', ');
}

function columnOf(kind: IdentityKind, field: string): string {
  const { columns } = TABLES[kind];
  assert(Object.hasOwn(columns, field), `${kind} has no field ${field}`);
  return columns[field] as string;
}

/** One row of several is picked by its key, with the conditions looked at again once it is locked. */
function chosen(
  kind: IdentityKind,
  { where, isOne }: { where: readonly Condition[]; isOne: boolean },
  values: Value[],
): string {
  const conditions = whereText(kind, where, values);
  if (!isOne) return conditions;
  const key = columnOf(kind, 'id');
  const { name } = TABLES[kind];
  const and = conditions === '' ? ' where ' : `${conditions} and `;
  return `${and}${key} = (select ${key} from ${name}${conditions} limit 1)`;
}

function whereText(kind: IdentityKind, where: readonly Condition[], values: Value[]): string {
  const texts = (isAlternative: boolean) =>
    where
      .filter((each) => each.isAlternative === isAlternative)
      .map((each) => conditionText(kind, each, values));
  const all = texts(false);
  const any = texts(true);
  if (any.length > 0) all.push(`(${any.join(' or ')})`);
  return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
}

const COMPARISONS = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function conditionText(
  kind: IdentityKind,
  { field, operator, value }: Condition,
  values: Value[],
): string {
  const column = columnOf(kind, field);
  if (operator === 'in' || operator === 'not_in') {
    const texts = (Array.isArray(value) ? value : [value]) as readonly string[];
    const among = operator === 'in' ? '= any' : '<> all';
    return `${column} ${among} ($${values.push(texts)}::text[])`;
  }
  if (value === null) return `${column} is ${operator === 'ne' ? 'not ' : ''}null`;
  return `${column} ${COMPARISONS[operator]} $${values.push(encode(value as FieldValue))}`;
}

function encode(value: FieldValue | undefined): Value {
  if (value instanceof Date) return timestamp(instant(value.getTime() * 1000));
  return value ?? null;
}

function rowOf(columns: Columns): IdentityRow {
  return Object.fromEntries(
    Object.entries(columns).map(([field, value]) => [
      field,
      MOMENTS.has(field) && typeof value === 'number' ? new Date(value / 1000) : value,
    ]),
  );
}
