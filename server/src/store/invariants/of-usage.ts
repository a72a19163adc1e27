// Breaches of what must hold of events, what corrected them and what was summed: statements for a customer `$1`.

/** What each line of an event, and each line of a correction, adds to charts. */
export function usageOf({ event, correction }: { event: string; correction: string }): string {
  return `
  select e.booked_at, line ->> 'm' as meter, e.unit, (line ->> 'c')::bigint as credits,
         coalesce(line ->> 'l', line ->> 'c')::bigint as list_credits, (line ->> 'q')::numeric as quantity,
         line ->> 'v' as value,
         case when row_number() over (partition by e.seq, line ->> 'm' order by place) = 1 then 1 else 0 end as events
    from ${event} as e cross join lateral jsonb_array_elements(e.lines) with ordinality as of_event (line, place)
   where e.customer_id = $1
  union all
  select c.booked_at, line ->> 'meter', line ->> 'unit', (line ->> 'credits')::bigint,
         (line ->> 'listCredits')::bigint, (line ->> 'quantity')::numeric, line ->> 'value', (line ->> 'events')::integer
    from ${correction} as c cross join lateral jsonb_array_elements(c.usage) as line
   where c.customer_id = $1`;
}

export const USAGE = usageOf({ event: 'event', correction: 'correction' });

/** The lines of each event as its last correction has left them; none of a void one. */
const LIVE_LINES = `
  with corrected as (
    select distinct on (event_key) event_key, event from correction where customer_id = $1 order by event_key, seq desc
  )
  select line
    from event e left join corrected c on c.event_key = e.event_key
         cross join lateral jsonb_array_elements(
           case when c.event is null then e.lines when (c.event ->> 'isVoid')::boolean then '[]'::jsonb
                else c.event -> 'lines' end) as line
   where e.customer_id = $1`;

/** The cycle of the plan series that a moment lies in, counted from 1: where the starts of cycles leave it. */
const cycleOf = (at: string) => `width_bucket(${at}, (
  select array_agg(c.start_at order by c.start_at) from cycle c where c.customer_id = $1 and c.series = 'plan'))`;

/** Event keys made again from source and id. */
export const I6 = [
  `with hashed as (
     select seq, id, event_key, left(encode(sha256(
       convert_to(source, 'UTF8') || decode('00', 'hex') || convert_to(id, 'UTF8')), 'hex'), 32)::uuid as made
       from event where customer_id = $1
   )
   select seq, 'key of event ' || id as subject, made::text as expected, event_key::text as found
     from hashed where event_key <> made`,
];

/** References to events. */
export const I7 = [
  `with named as (
     select seq, 'entry ' || kind as subject, event_key from entry where customer_id = $1 and event_key is not null
     union all select seq, 'correction ' || kind, event_key from correction where customer_id = $1
     union all select null, 'once-only claim', event_key from once_key where customer_id = $1
     union all select null, 'sample of ' || meter, event_key from level where customer_id = $1
   )
   select n.seq, n.subject, 'an event ' || n.event_key as expected, 'none' as found
     from named n
    where not exists (select from event e where e.customer_id = $1 and e.event_key = n.event_key)`,
  `select n.seq, 'entry ' || n.kind as subject, 'of the event recorded or corrected with it' as expected,
          coalesce(n.event_key::text, 'of no event') as found
     from entry n left join event e on e.customer_id = n.customer_id and e.seq = n.seq
          left join correction c on c.customer_id = n.customer_id and c.seq = n.seq
    where n.customer_id = $1 and n.event_key is distinct from coalesce(e.event_key, c.event_key)`,
];

const sums = (
  row: string,
) => `${row}.credits || ' credits, ' || ${row}.list_credits || ' listed, ' ||
  trim_scale(${row}.quantity) || ' in ' || ${row}.events`;

/** Rollups by cycle, and values met, against lines and the usage of corrections. */
export const I11 = [
  `with of_usage as (
     select ${cycleOf('u.booked_at')} as cycle, meter, unit, sum(credits) as credits,
            sum(list_credits) as list_credits, sum(quantity) as quantity, sum(events) as events
       from (${USAGE}) as u group by 1, 2, 3
   ), of_rollups as (
     select ${cycleOf('r.bucket_at')} as cycle, meter, unit, sum(credits) as credits,
            sum(list_credits) as list_credits, sum(quantity) as quantity, sum(events) as events
       from rollup_total r where r.customer_id = $1 group by 1, 2, 3
   )
   select null::bigint as seq, 'rollups of ' || meter || ' in plan cycle ' || cycle as subject,
          coalesce(${sums('u')}, 'none') as expected, coalesce(${sums('r')}, 'none') as found
     from of_usage u full join of_rollups r using (cycle, meter, unit)
    where (u.credits, u.list_credits, u.quantity, u.events)
            is distinct from (r.credits, r.list_credits, r.quantity, r.events)`,
  `with of_usage as (
     select ${cycleOf('u.booked_at')} as cycle, meter, value, sum(events) as met
       from (${USAGE}) as u where value is not null group by 1, 2, 3
   ), of_rollups as (
     select ${cycleOf('r.bucket_at')} as cycle, meter, value, sum(count) as met
       from rollup_distinct r where r.customer_id = $1 group by 1, 2, 3
   )
   select null::bigint as seq, 'value "' || value || '" of ' || meter || ' in plan cycle ' || cycle as subject,
          coalesce(u.met, 0) || ' times' as expected, coalesce(r.met, 0) || ' times' as found
     from of_usage u full join of_rollups r using (cycle, meter, value)
    where coalesce(u.met, 0) <> coalesce(r.met, 0)`,
];

/** Each correction against what it reverses. */
export const I12 = [
  `with steps as (
     select c.seq, c.kind, e.id, e.seq as recorded, c.credits, c.rerated, (c.event ->> 'isVoid')::boolean as is_void,
            (c.event ->> 'credits')::bigint as after,
            coalesce(lag((c.event ->> 'credits')::bigint) over w, e.credits) as before,
            coalesce(lag((c.event ->> 'isVoid')::boolean) over w, false) as was_void,
            (select coalesce(sum((u ->> 'credits')::bigint), 0) from jsonb_array_elements(c.usage) as u) as charted
       from correction c join event e on e.customer_id = c.customer_id and e.event_key = c.event_key
      where c.customer_id = $1 window w as (partition by c.event_key order by c.seq)
   ), expected as (
     select *, rerated - before + case when is_void then 0 else after end as opposite from steps
   )
   select seq, kind || ' of event ' || id as subject, opposite::text as expected,
          credits || ', charted ' || charted as found
     from expected where credits <> opposite or charted <> opposite
   union all
   select seq, kind || ' of event ' || id, 'after the event and before any void',
          case when was_void then 'after a void' else 'event at ' || recorded end
     from expected where was_void or seq <= recorded or (kind = 'void') <> is_void`,
];

/** Cycles in order, and their totals from entries. */
export const I29 = [
  `with tiled as (
     select series, start_at, end_at, state, lag(end_at) over w as before, lead(start_at) over w as next
       from cycle where customer_id = $1 window w as (partition by series order by start_at)
   )
   select null::bigint as seq, 'cycle of ' || series || ' from ' || start_at as subject,
          'from ' || before || case when next is null then ', open' else ', ended' end as expected,
          'from ' || start_at || ', ' || state as found
     from tiled where start_at <> before or (next is null) <> (state = 'open')`,
  `with entries as (
     select s.series, s.starts[width_bucket(n.booked_at, s.starts)] as start_at, n.unit, n.amount,
            n.debit_account as debit, n.credit_account as credit,
            case when n.debit_account = 'used' and n.credit_account = 'written_off' then n.amount
              when n.debit_account = 'written_off' and n.credit_account in ('overage', 'unlimited') then -n.amount
              else 0 end as restored
       from ledger_entry n cross join (
         select series, array_agg(start_at order by start_at) as starts
           from cycle where customer_id = $1 group by series) s
      where n.customer_id = $1
   ), summed as (
     select series, start_at, unit, jsonb_build_object(
       'used', sum(case when credit = 'used' then amount when debit = 'used' then -amount else 0 end),
       'granted', sum(case when debit = 'issued' then amount else 0 end),
       'voided', sum(case when credit = 'issued' then amount else 0 end),
       'expired', sum(case when credit = 'expired' then amount when debit = 'expired' then -amount else 0 end),
       'overage', sum(case when debit = 'overage' then amount when credit = 'overage' then -amount else 0 end),
       'unlimited', sum(case when debit = 'unlimited' then amount when credit = 'unlimited' then -amount else 0 end),
       'overdrawn', sum(case when debit = 'overdraft' and credit <> 'written_off' then amount
         when credit = 'overdraft' and (debit = 'used' or debit like 'grant/%') then -amount else 0 end)
         - sum(restored),
       'restored_overdraft', sum(restored),
       'restored_overage', sum(case when debit = 'written_off' and credit = 'overage' then amount else 0 end),
       'restored_unlimited', sum(case when debit = 'written_off' and credit = 'unlimited' then amount else 0 end)) as sums
       from entries where start_at is not null group by series, start_at, unit
   ), stored as (
     select series, start_at, unit, jsonb_build_object('used', used, 'granted', granted, 'voided', voided,
       'expired', expired, 'overage', overage, 'unlimited', unlimited, 'overdrawn', overdrawn,
       'restored_overdraft', restored_overdraft, 'restored_overage', restored_overage,
       'restored_unlimited', restored_unlimited) as sums
       from cycle_total where customer_id = $1
   ), nothing as (
     select '{"used":0,"granted":0,"voided":0,"expired":0,"overage":0,"unlimited":0,"overdrawn":0,
       "restored_overdraft":0,"restored_overage":0,"restored_unlimited":0}'::jsonb as sums
   )
   select null::bigint as seq, series || ' cycle from ' || start_at || ', ' || field.key || ' in ' || unit as subject,
          field.value as expected, coalesce(t.sums, nothing.sums) ->> field.key as found
     from summed s full join stored t using (series, start_at, unit) cross join nothing
          cross join lateral jsonb_each_text(coalesce(s.sums, nothing.sums)) as field
    where field.value::numeric <> (coalesce(t.sums, nothing.sums) ->> field.key)::numeric`,
];

/** Running totals against the live lines in them. */
export const I31 = [
  `with moves as (
     select move ->> 0 as role, move ->> 1 as key, (move ->> 2)::numeric as added,
            line -> 'a' @> '[["measure"]]' as is_measured
       from (${LIVE_LINES}) as live cross join lateral jsonb_array_elements(live.line -> 'a') as move
      where move ->> 0 <> 'once'
   ), live as (
     select role, key, count(*) as lines, sum(added) as amount, bool_or(is_measured) as is_measured
       from moves group by role, key
   )
   select null::bigint as seq, key as subject,
          coalesce(l.lines, 0) || ' lines' || case when s.is_sum then ' of ' || coalesce(l.amount, 0) else '' end
            as expected,
          coalesce(a.lines || ' lines' || case when s.is_sum then ' of ' || a.amount else '' end, 'none') as found
     from live l full join (select * from accumulator where customer_id = $1) a using (role, key)
          cross join lateral (select role = 'price' and not coalesce(l.is_measured, false) as is_sum) s
    where a.lines is distinct from coalesce(l.lines, 0)
       or (l.lines > 0 and s.is_sum and a.amount is distinct from l.amount)
       or (a.lines = 0 and role = 'price' and a.credits <> 0)`,
];
