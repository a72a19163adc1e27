/** A stretch of time, as it stands in a query. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** A question as a page asks it, and the same asked of the rows, without what is summed beside the ledger. */
export interface Question {
  readonly name: string;
  /** Path and query below the customer, for one cycle. */
  path(cycle: Stretch): string;
  /** $1 is the customer's number; $2 and $3 are where the cycle begins and ends. */
  readonly plainSql: string;
}

const IN_CYCLE =
  'customer_id = $1 and booked_at >= $2::timestamptz and booked_at < $3::timestamptz';

/** What the first page, the explorer, the table of members and the log ask. */
export const QUESTIONS: readonly Question[] = [
  {
    name: 'balance.read',
    path: () => 'balance',
    plainSql: `select draw_account, sum(credits)::text from event where ${IN_CYCLE} group by 1`,
  },
  {
    name: 'overview.read',
    path: ({ from }) => `overview?${new URLSearchParams({ period: `cycle:${from}` })}`,
    plainSql: `select date_trunc('day', booked_at)::text, type, sum(credits)::text
      from event where ${IN_CYCLE} group by 1, 2`,
  },
  {
    name: 'usage.cycle',
    path: (cycle) => `usage?${new URLSearchParams({ ...cycle, group_by: 'meter' })}`,
    plainSql: `select date_trunc('day', booked_at)::text, type, sum(credits)::text
      from event where ${IN_CYCLE} group by 1, 2`,
  },
  {
    name: 'breakdown.user',
    path: (cycle) => `breakdown?${new URLSearchParams({ ...cycle, by: 'member', limit: '50' })}`,
    plainSql: `select attribution ->> 'member', sum(credits)::text
      from event where ${IN_CYCLE} group by 1 order by sum(credits) desc limit 50`,
  },
  {
    // Of two dimensions, as for somebody who is bound to a scope: no rollup has both.
    name: 'breakdown.user.scope',
    path: (cycle) =>
      `breakdown?${new URLSearchParams({ ...cycle, by: 'member', limit: '50', filter: 'scope:in:scope-7' })}`,
    plainSql: `select attribution ->> 'member', sum(credits)::text
      from event where ${IN_CYCLE} and attribution ->> 'scope' = 'scope-7'
      group by 1 order by sum(credits) desc limit 50`,
  },
  {
    name: 'log.page',
    path: (cycle) => `events?${new URLSearchParams({ ...cycle, limit: '50' })}`,
    plainSql: `select id, type, occurred_at, attribution, credits, lines
      from event where ${IN_CYCLE} order by booked_at desc, seq desc limit 50`,
  },
];
