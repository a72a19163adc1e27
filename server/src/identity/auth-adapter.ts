// What the sign-in library keeps, kept by the store.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type CleanedWhere, type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import type { Queries } from '../store/database.ts';
import {
  type Condition,
  countIdentityRows,
  deleteIdentityRows,
  findIdentityRows,
  type IdentityKind,
  type IdentityRow,
  insertIdentityRow,
  updateIdentityRows,
} from '../store/identity-rows.ts';

/** What the store threw while the library was asked: the library would make a refusal or a plain 500 of it. */
const faults = new AsyncLocalStorage<{ fault: unknown }>();

/** Asks the library, and throws what the store threw meanwhile as it was. */
export async function surfacingFaults<T>(ask: () => Promise<T>): Promise<T> {
  const seen: { fault: unknown } = { fault: undefined };
  const settled = await faults.run(seen, () => Promise.allSettled([ask()]));
  if (seen.fault !== undefined) throw seen.fault;
  const outcome = settled[0];
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** The adapter over the tables of people. */
export function authAdapter(queries: Queries): ReturnType<typeof createAdapterFactory> {
  return createAdapterFactory({
    config: {
      adapterId: 'fuelgauge',
      supportsNumericIds: false,
      supportsDates: true,
      supportsBooleans: true,
      supportsJSON: false,
      transaction: false,
    },
    adapter: () => noting(adapterOver(queries)),
  });
}

function adapterOver(queries: Queries): CustomAdapter {
  const one = async <T>(rows: Promise<readonly IdentityRow[]>): Promise<T | null> =>
    ((await rows)[0] ?? null) as T | null;
  return {
    create: async ({ data, ...target }) =>
      (await insertIdentityRow(queries, kindOf(target), data as IdentityRow)) as typeof data,
    findOne: ({ where, ...target }) =>
      one(findIdentityRows(queries, kindOf(target), { where: conditions(where), limit: 1 })),
    findMany: async <T>({ where = [], limit, offset, sortBy, ...target }: FindMany) => {
      const rows = await findIdentityRows(queries, kindOf(target), {
        where: conditions(where),
        limit,
        ...(offset !== undefined && { offset }),
        ...(sortBy !== undefined && { sortBy }),
      });
      return rows as T[];
    },
    count: ({ where = [], ...target }) =>
      countIdentityRows(queries, kindOf(target), conditions(where)),
    update: ({ where, update, ...target }) =>
      one(
        updateIdentityRows(queries, kindOf(target), {
          where: conditions(where),
          set: update as IdentityRow,
          isOne: true,
        }),
      ),
    updateMany: async ({ where, update, ...target }) => {
      const change = { where: conditions(where), set: update as IdentityRow };
      return (await updateIdentityRows(queries, kindOf(target), change)).length;
    },
    delete: async ({ where, ...target }) => {
      await deleteIdentityRows(queries, kindOf(target), { where: conditions(where), isOne: true });
    },
    deleteMany: async ({ where, ...target }) =>
      (await deleteIdentityRows(queries, kindOf(target), { where: conditions(where) })).length,
    incrementOne: ({ where, increment, set = {}, ...target }) =>
      one(
        updateIdentityRows(queries, kindOf(target), {
          where: conditions(where),
          set: set as IdentityRow,
          add: increment,
          isOne: true,
        }),
      ),
  };
}

type FindMany = Parameters<CustomAdapter['findMany']>[0];

/** Which kind of row is asked for. */
interface Target {
  readonly model: string;
  readonly modelKey?: string | undefined;
}

/** Every function, noting what it throws. */
function noting(adapter: CustomAdapter): CustomAdapter {
  const noted = Object.entries(adapter).map(([name, work]) => [
    name,
    async (asked: unknown) => {
      try {
        return await (work as (asked: unknown) => Promise<unknown>)(asked);
      } catch (error) {
        const seen = faults.getStore();
        if (seen) seen.fault ??= error;
        throw error;
      }
    },
  ]);
  return Object.fromEntries(noted) as CustomAdapter;
}

function kindOf({ model, modelKey }: Target): IdentityKind {
  return (modelKey ?? model) as IdentityKind;
}

const OPERATORS: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'not_in',
]);

function conditions(where: readonly CleanedWhere[]): Condition[] {
  return where.map(({ field, operator = 'eq', value, connector }) => {
    if (!OPERATORS.has(operator)) throw new TypeError(`There is no operator ${operator} here.`);
    return {
      field,
      operator: operator as Condition['operator'],
      value: value as Condition['value'],
      isAlternative: connector === 'OR',
    };
  });
}
