// Breaches of what must hold of entries, grants and time: statements for a customer `$1`.

import { USAGE } from './of-usage.ts';

/** 1 for accounts that `posted` counts. */
const weight = (account: string) =>
  `(case when ${account} = 'overdraft' or ${account} like 'grant/%' then 1 else 0 end)`;

/** What an entry changes of `posted`. */
export const CHANGE = `amount * (${weight('credit_account')} - ${weight('debit_account')})`;

const USED = `case when credit_account = 'used' then amount when debit_account = 'used' then -amount else 0 end`;

/** A part of the sequence, as expressions over the row `l` of ledger. */
export interface Stretch {
  /** Its rows: a table or view, or a part of one. */
  readonly from: Readonly<
    Record<'event' | 'correction' | 'entry' | 'ledger_entry' | 'operation', string>
  >;
  /** Where it begins: the sequence number, the balance after it and the number of the operation before it. */
  readonly after: string;
  readonly balance: string;
  readonly operationsBefore: string;
  /** Where it ends. */
  readonly to: string;
  readonly operations: string;
}

const WHOLE: Stretch = {
  from: {
    event: 'event',
    correction: 'correction',
    entry: 'entry',
    ledger_entry: 'ledger_entry',
    operation: 'operation',
  },
  after: '0::bigint',
  balance: '0::bigint',
  operationsBefore: '0::bigint',
  to: 'l.seq',
  operations: 'l.operations',
};

/** Entries, or sums of entries, by kind, accounts and unit. */
const ENTRIES =
  'select kind, debit_account, credit_account, amount, unit from ledger_entry where customer_id = $1';

/** Every sequence number once. */
export function takenOnce({ from, after, to }: Stretch): string {
  return `with placed as (
     select seq, 1 as facts from ${from.event} as e where customer_id = $1
     union all select seq, 1 from ${from.correction} as c where customer_id = $1
     union all select seq, 0 from ${from.entry} as n where customer_id = $1
   ), taken as (select seq, sum(facts) as facts from placed group by seq),
   stepped as (select seq, facts, lag(seq, 1, ${after}) over (order by seq) as before from taken)
   select before + 1 as seq, 'sequence number' as subject, 'taken once' as expected,
          case when seq <> before + 1 then 'missing up to ' || seq - 1 else 'taken twice' end as found
     from stepped where seq <> before + 1 or facts > 1
   union all
   select ${to}, 'last sequence number', (${to})::text, coalesce((select max(seq) from taken), ${after})::text
     from ledger l where l.customer_id = $1 and ${to} <> coalesce((select max(seq) from taken), ${after})`;
}

/** Operations without a gap, each beginning where the one before ended. */
export function operationsInOrder(stretch: Stretch): string {
  const { from, after, operationsBefore, to, operations } = stretch;
  return `with chain as (
     select number, seq_from, seq_to, lag(number, 1, ${operationsBefore}) over w + 1 as next_number,
            lag(seq_to, 1, ${after}) over w as reached
       from ${from.operation} as o where customer_id = $1 window w as (order by number)
   ), last as (
     select coalesce(max(number), ${operationsBefore}) as number, coalesce(max(seq_to), ${after}) as seq_to from chain
   )
   select seq_from as seq, 'operation ' || number as subject,
          'operation ' || next_number || ' from sequence number ' || reached as expected,
          'operation ' || number || ' from ' || seq_from || ' to ' || seq_to as found
     from chain where number <> next_number or seq_from <> reached or seq_to < seq_from
   union all
   select ${to}, 'last operation', ${operations} || ' up to sequence number ' || ${to},
          last.number || ' up to ' || last.seq_to
     from ledger l cross join last
    where l.customer_id = $1 and (last.number <> ${operations} or last.seq_to <> ${to})`;
}

/** Posted is the sum of entries. */
export function postedIsTheSum(entries: string): string {
  return `select l.seq, 'posted' as subject, coalesce(s.sum, 0)::text as expected, l.posted::text as found
     from ledger l cross join (select sum(${CHANGE}) as sum from (${entries}) as entries) s
    where l.customer_id = $1 and l.posted <> coalesce(s.sum, 0)`;
}

export const I1 = [takenOnce(WHOLE), operationsInOrder(WHOLE), postedIsTheSum(ENTRIES)];

/** The chain of balances over entries, and what events and corrections say it was. */
export function balancesInOrder({ from, balance }: Stretch): string {
  return `with rows_in_order as (
     select seq, part, ${CHANGE} as change, balance_after from ${from.ledger_entry} as n where customer_id = $1
     union all select seq, 2147483647, 0, balance_after from ${from.event} as e where customer_id = $1
     union all select seq, 2147483647, 0, balance_after from ${from.correction} as c where customer_id = $1
   ), chained as (
     select seq, part, balance_after, lag(balance_after, 1, ${balance}) over (order by seq, part) + change as reached
       from rows_in_order
   )
   select seq, case part when 2147483647 then 'balance after' else 'balance after part ' || part end as subject,
          reached::text as expected, balance_after::text as found
     from chained where balance_after <> reached`;
}

export const I2 = [balancesInOrder(WHOLE)];

/** The parts of each grant, from its entries. */
export function partsOfGrants(entries: string): string {
  return `with moved as (
     select account, sum(change) as remaining,
            sum(case when kind in ('grant', 'roll_over') then greatest(change, 0) else 0 end) as issued,
            -sum(case when other = 'expired' then change else 0 end) as expired,
            -sum(case when other = 'overdraft' then change else 0 end) as repaid,
            -sum(case when kind = 'roll_over' then least(change, 0) else 0 end) as carried,
            -sum(case when other = 'issued' then least(change, 0) else 0 end) as voided,
            -sum(case when other = 'used' then change else 0 end) as drawn
       from (
         select kind, debit_account as account, credit_account as other, -amount as change from (${entries}) as debits
         union all
         select kind, credit_account, debit_account, amount from (${entries}) as credits
       ) as sides
      where account like 'grant/%' group by account
   ), compared as (
     select g.grant_id, m.account, g.amount, m.drawn,
            jsonb_build_object('issued', case when g.is_issued then g.amount else 0 end, 'remaining', g.remaining,
              'expired', g.expired, 'repaid', g.repaid, 'carried', g.carried, 'voided', g.voided) as stored,
            jsonb_build_object('issued', coalesce(m.issued, 0), 'remaining', coalesce(m.remaining, 0),
              'expired', coalesce(m.expired, 0), 'repaid', coalesce(m.repaid, 0), 'carried', coalesce(m.carried, 0),
              'voided', coalesce(m.voided, 0)) as recomputed
       from credit_grant g left join moved m on m.account = 'grant/' || g.grant_id
      where g.customer_id = $1
   )
   select grant_id as seq, 'grant/' || grant_id || ' ' || field.key as subject, field.value as expected,
          stored ->> field.key as found
     from compared cross join lateral jsonb_each_text(recomputed) as field
    where (stored ->> field.key)::numeric <> field.value::numeric
   union all
   select grant_id, account || ' drawn', 'from 0 to ' || amount, drawn::text
     from compared where drawn < 0 or drawn > amount`;
}

export const I3 = [partsOfGrants(ENTRIES)];

/** Posted, from what grants have left. */
export const POSTED_IS_LEFT = `select l.seq, 'posted' as subject, (g.remaining - l.overdraft)::text as expected, l.posted::text as found
     from ledger l cross join (
       select coalesce(sum(remaining), 0) as remaining from credit_grant where customer_id = $1) g
    where l.customer_id = $1 and l.posted <> g.remaining - l.overdraft`;

/** Open overdraft, from its entries. */
export function openOverdraft(entries: string): string {
  return `select l.seq, 'open overdraft' as subject, s.open::text as expected, l.overdraft::text as found
     from ledger l cross join (
       select coalesce(sum(case when debit_account = 'overdraft' then amount else -amount end), 0) as open
         from (${entries}) as entries where 'overdraft' in (debit_account, credit_account)) s
    where l.customer_id = $1 and l.overdraft <> s.open`;
}

export const I4 = [POSTED_IS_LEFT, openOverdraft(ENTRIES)];

/** Lines and entries of each event and correction against its credits. */
export const I5 = [
  `select e.seq, 'event ' || e.id as subject, 'lines of ' || e.credits || ', listed ' || e.list_credits as expected,
          s.credits || ', listed ' || s.list_credits as found
     from event e cross join lateral (
       select coalesce(sum((line ->> 'c')::bigint), 0) as credits,
              coalesce(sum(coalesce(line ->> 'l', line ->> 'c')::bigint), 0) as list_credits
         from jsonb_array_elements(e.lines) as line) s
    where e.customer_id = $1 and (s.credits <> e.credits or s.list_credits <> e.list_credits)`,
  `with used as (
     select seq, sum(${USED}) as net from ledger_entry where customer_id = $1 group by seq
   ), facts as (
     select seq, 'event ' || id as subject, credits from event where customer_id = $1
     union all select seq, 'correction ' || kind, credits from correction where customer_id = $1
   )
   select coalesce(f.seq, u.seq) as seq, coalesce(f.subject, 'no event') as subject,
          'entries of ' || coalesce(f.credits, 0) as expected, coalesce(u.net, 0)::text as found
     from facts f full join used u on u.seq = f.seq where coalesce(f.credits, 0) <> coalesce(u.net, 0)`,
  `select e.seq, 'event ' || e.id as subject, 'one outcome' as expected,
          e.status || ' of ' || e.credits || case when e.denial is null then '' else ' with a denial' end as found
     from event e
    where e.customer_id = $1
      and ((e.status = 'denied') <> (e.denial is not null) or (e.status in ('denied', 'unpriced') and e.credits <> 0)
        or (e.status = 'denied' and exists (
          select from correction c where c.customer_id = $1 and c.event_key = e.event_key))
        or (e.draw_account is not null and exists (
          select from entry n where n.customer_id = $1 and n.seq = e.seq)))`,
];

/** Grants after their expiry. */
export const I13 = [
  `select g.grant_id as seq, 'grant/' || g.grant_id || ' past its expiry' as subject, '0' as expected,
          g.remaining::text as found
     from credit_grant g join ledger l on l.customer_id = g.customer_id
    where g.customer_id = $1 and g.expires_at <= l.recorded_at and g.remaining > 0`,
  `select n.seq, n.debit_account || ' drawn' as subject, 'by ' || g.expires_at as expected, n.booked_at::text as found
     from credit_grant g join ledger_entry n
       on n.customer_id = g.customer_id and n.debit_account = 'grant/' || g.grant_id and n.credit_account = 'used'
    where g.customer_id = $1 and n.booked_at > g.expires_at`,
];

/** Accounts and the number of the customer. */
export const I15 = [
  `with named as (
     select min(seq) as seq, account from (
       select seq, debit_account as account from ledger_entry where customer_id = $1
       union all select seq, credit_account from ledger_entry where customer_id = $1) as sides group by account
   )
   select n.seq, n.account as subject, 'an account of this customer' as expected, 'none' as found
     from named n
    where n.account not in ('issued', 'used', 'expired', 'overdraft', 'overage', 'unlimited', 'written_off')
      and not exists (select from credit_grant g where g.customer_id = $1 and 'grant/' || g.grant_id = n.account)`,
  `select null::bigint as seq, 'customer ' || c.key as subject, c.customer_id || ' test ' || c.is_test as expected,
          coalesce(k.customer_id || ' test ' || k.is_test, 'none') as found
     from customer c left join customer_key k on k.key = c.key
    where c.customer_id = $1 and (k.customer_id, k.is_test) is distinct from (c.customer_id, c.is_test)`,
];

/** What accounts hold against what was charged, given and expired; `usage` is credits by unit. */
export function conserved({ entries, usage }: { entries: string; usage: string }): string {
  return `with moved as (
     select account, unit, sum(change) as balance from (
       select debit_account as account, unit, -amount as change from (${entries}) as debits
       union all select credit_account, unit, amount from (${entries}) as credits) as sides
      where account in ('used', 'expired', 'issued') group by account, unit
   ), used as (
     select unit, sum(credits) as credits from (${usage}) as u group by unit
   ), given as (
     select coalesce(sum(case when is_issued and source <> 'rollover' then amount else 0 end), 0)
              - coalesce(sum(voided), 0) as issued,
            coalesce(sum(expired), 0) as expired
       from credit_grant where customer_id = $1
   )
   select null::bigint as seq, 'used in ' || unit as subject, coalesce(u.credits, 0)::text as expected,
          coalesce(m.balance, 0)::text as found
     from used u full join (select * from moved where account = 'used') m using (unit)
    where coalesce(u.credits, 0) <> coalesce(m.balance, 0)
   union all
   select null, account, account_expected::text, coalesce(balance, 0)::text
     from given cross join lateral (values ('issued', -given.issued), ('expired', given.expired))
            as per_account (account, account_expected)
          left join (select account, sum(balance) as balance from moved group by account) m using (account)
    where account_expected <> coalesce(balance, 0)`;
}

export const I18 = [conserved({ entries: ENTRIES, usage: USAGE })];

/** Moments in order of the sequence. */
export const I25 = [
  `with moments as (
     select seq, booked_at, recorded_at from ledger_entry where customer_id = $1
     union all select seq, booked_at, recorded_at from event where customer_id = $1
     union all select seq, booked_at, recorded_at from correction where customer_id = $1
   ), ordered as (
     select seq, booked_at, recorded_at, lag(recorded_at) over (order by seq, recorded_at) as before,
            (select l.recorded_at from ledger l where l.customer_id = $1) as latest
       from moments
   )
   select seq, 'recorded at' as subject, 'from ' || before || ' to ' || latest as expected, recorded_at::text as found
     from ordered where recorded_at < before or recorded_at > latest
   union all
   select seq, 'booked at', 'by ' || recorded_at, booked_at::text from ordered where booked_at > recorded_at`,
];
