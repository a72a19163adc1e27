// Breaches of what must hold of the schema, whoever's rows lie in it.

/** Tables that have the column to find a customer by, before it is known whose rows to show. */
const REFERENCE_TABLES = `('customer_key')`;

export const CUSTOMER_TABLES = `
  select c.oid, c.relname, c.relrowsecurity and c.relforcerowsecurity as is_secured
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = current_schema() and c.relkind in ('r', 'p') and c.relname not in ${REFERENCE_TABLES}
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'customer_id')`;

/** Row security and the ways around it, unique keys, and the roles of the product. */
export const I16 = [
  `select null::bigint as seq, relname as subject, 'row security enabled and forced' as expected, 'not' as found
     from (${CUSTOMER_TABLES}) as tables where not is_secured`,
  `select null::bigint as seq, i.indexrelid::regclass::text as subject, 'a unique key with customer_id' as expected,
          'without' as found
     from (${CUSTOMER_TABLES}) as tables join pg_index i on i.indrelid = tables.oid
    where i.indisunique and not exists (
      select from pg_attribute a
       where a.attrelid = tables.oid and a.attname = 'customer_id' and a.attnum = any(i.indkey))`,
  `select null::bigint as seq, r.rolname as subject, 'a role bound by row security that owns nothing' as expected,
          case when r.rolbypassrls or r.rolsuper then 'passes row security'
               else 'owns ' || c.relname end as found
     from pg_roles r left join pg_class c on c.relowner = r.oid
    where r.rolname in ('fuelgauge_app', 'fuelgauge_operator')
      and (r.rolbypassrls or r.rolsuper or c.oid is not null)`,
  // Each of these reads with the rights of its owner, whoever asks.
  `select null::bigint as seq, c.relname as subject, 'read with the rights of who asks' as expected,
          case c.relkind when 'm' then 'a materialised view' else 'a view of its owner' end as found
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and (c.relkind = 'm'
       or c.relkind = 'v' and not 'security_invoker=true' = any(coalesce(c.reloptions, '{}')))`,
  `select null::bigint as seq, p.oid::regprocedure::text as subject, 'run with the rights of who asks' as expected,
          'a function of its owner' as found
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = current_schema() and p.prosecdef`,
];

/** Rights to change history. */
export const I24 = [
  `select null::bigint as seq, role || ' on ' || history as subject, 'may not change it' as expected,
          'may ' || act as found
     from unnest(array['fuelgauge_app', 'fuelgauge_operator']) as role
          cross join unnest(array['event', 'correction', 'entry', 'operation', 'audit', 'catalog']) as history
          cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as act
    where has_table_privilege(role, history, act)`,
];
