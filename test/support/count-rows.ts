import type { Database, Queries, Value } from '../../server/src/store/database.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** A database that counts the rows each statement of its transactions reads, by table. */
export interface CountingDatabase {
  readonly database: Database;
  readonly rows: ReadonlyMap<string, number>;
}

/** Every statement is run twice: once to be measured, which is undone, and once for what it does. */
export function countRows(counted: Database): CountingDatabase {
  const rows = new Map<string, number>();
  const count = (plan: Plan): void => {
    const table = plan['Relation Name'];
    const read = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
    if (table !== undefined && plan['Node Type'].includes('Scan'))
      rows.set(table, (rows.get(table) ?? 0) + read * plan['Actual Loops']);
    plan.Plans?.forEach(count);
  };
  const counting = (tx: Queries): Queries => ({
    async query<Row>(text: string, values: readonly Value[] = []) {
      // Settings cannot be explained.
      if (!/^\s*(select|insert|update|delete|with)/.test(text)) return tx.query<Row>(text, values);
      // Sent together, so that nothing of the work comes between.
      const [, plans, , found] = await Promise.all([
        tx.query('savepoint measured'),
        tx.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
          `explain (analyze, timing off, format json) ${text}`,
          values,
        ),
        tx.query('rollback to savepoint measured'),
        tx.query<Row>(text, values),
      ]);
      for (const { Plan } of plans[0]?.['QUERY PLAN'] ?? []) count(Plan);
      return found;
    },
  });
  const database: Database = {
    ...counted,
    transaction: (scope, work) => counted.transaction(scope, (tx) => work(counting(tx))),
  };
  return { database, rows };
}
