-- Who may do what. Every customer's table shows a transaction only the rows of the customer it is for; the owner is bound too.

alter table customer enable row level security;

alter table customer force row level security;

create policy customer_own on customer to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy customer_read on customer for select to fuelgauge_operator using (true);

grant select, insert on customer to fuelgauge_app;

grant select on customer to fuelgauge_operator;

alter table ledger enable row level security;

alter table ledger force row level security;

create policy ledger_own on ledger to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy ledger_read on ledger for select to fuelgauge_operator using (true);

grant select, insert on ledger to fuelgauge_app;

grant select on ledger to fuelgauge_operator;

alter table cycle enable row level security;

alter table cycle force row level security;

create policy cycle_own on cycle to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy cycle_read on cycle for select to fuelgauge_operator using (true);

grant select, insert on cycle to fuelgauge_app;

grant select on cycle to fuelgauge_operator;

alter table cycle_total enable row level security;

alter table cycle_total force row level security;

create policy cycle_total_own on cycle_total to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy cycle_total_read on cycle_total for select to fuelgauge_operator using (true);

grant select, insert on cycle_total to fuelgauge_app;

grant select on cycle_total to fuelgauge_operator;

alter table credit_grant enable row level security;

alter table credit_grant force row level security;

create policy credit_grant_own on credit_grant to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy credit_grant_read on credit_grant for select to fuelgauge_operator using (true);

grant select, insert on credit_grant to fuelgauge_app;

grant select on credit_grant to fuelgauge_operator;

alter table event enable row level security;

alter table event force row level security;

create policy event_own on event to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy event_read on event for select to fuelgauge_operator using (true);

grant select, insert on event to fuelgauge_app;

grant select on event to fuelgauge_operator;

alter table correction enable row level security;

alter table correction force row level security;

create policy correction_own on correction to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy correction_read on correction for select to fuelgauge_operator using (true);

grant select, insert on correction to fuelgauge_app;

grant select on correction to fuelgauge_operator;

alter table entry enable row level security;

alter table entry force row level security;

create policy entry_own on entry to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy entry_read on entry for select to fuelgauge_operator using (true);

grant select, insert on entry to fuelgauge_app;

grant select on entry to fuelgauge_operator;

alter table accumulator enable row level security;

alter table accumulator force row level security;

create policy accumulator_own on accumulator to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy accumulator_read on accumulator for select to fuelgauge_operator using (true);

grant select, insert on accumulator to fuelgauge_app;

grant select on accumulator to fuelgauge_operator;

alter table once_key enable row level security;

alter table once_key force row level security;

create policy once_key_own on once_key to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy once_key_read on once_key for select to fuelgauge_operator using (true);

grant select, insert on once_key to fuelgauge_app;

grant select on once_key to fuelgauge_operator;

alter table level enable row level security;

alter table level force row level security;

create policy level_own on level to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy level_read on level for select to fuelgauge_operator using (true);

grant select, insert on level to fuelgauge_app;

grant select on level to fuelgauge_operator;

alter table rollup_total enable row level security;

alter table rollup_total force row level security;

create policy rollup_total_own on rollup_total to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy rollup_total_read on rollup_total for select to fuelgauge_operator using (true);

grant select, insert on rollup_total to fuelgauge_app;

grant select on rollup_total to fuelgauge_operator;

alter table rollup_dimension enable row level security;

alter table rollup_dimension force row level security;

create policy rollup_dimension_own on rollup_dimension to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy rollup_dimension_read on rollup_dimension for select to fuelgauge_operator using (true);

grant select, insert on rollup_dimension to fuelgauge_app;

grant select on rollup_dimension to fuelgauge_operator;

alter table rollup_cycle enable row level security;

alter table rollup_cycle force row level security;

create policy rollup_cycle_own on rollup_cycle to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy rollup_cycle_read on rollup_cycle for select to fuelgauge_operator using (true);

grant select, insert on rollup_cycle to fuelgauge_app;

grant select on rollup_cycle to fuelgauge_operator;

alter table rollup_draw enable row level security;

alter table rollup_draw force row level security;

create policy rollup_draw_own on rollup_draw to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy rollup_draw_read on rollup_draw for select to fuelgauge_operator using (true);

grant select, insert on rollup_draw to fuelgauge_app;

grant select on rollup_draw to fuelgauge_operator;

alter table rollup_distinct enable row level security;

alter table rollup_distinct force row level security;

create policy rollup_distinct_own on rollup_distinct to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy rollup_distinct_read on rollup_distinct for select to fuelgauge_operator using (true);

grant select, insert on rollup_distinct to fuelgauge_app;

grant select on rollup_distinct to fuelgauge_operator;

alter table directory enable row level security;

alter table directory force row level security;

create policy directory_own on directory to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy directory_read on directory for select to fuelgauge_operator using (true);

grant select, insert on directory to fuelgauge_app;

grant select on directory to fuelgauge_operator;

alter table operation enable row level security;

alter table operation force row level security;

create policy operation_own on operation to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy operation_read on operation for select to fuelgauge_operator using (true);

grant select, insert on operation to fuelgauge_app;

grant select on operation to fuelgauge_operator;

alter table audit enable row level security;

alter table audit force row level security;

create policy audit_own on audit to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy audit_read on audit for select to fuelgauge_operator using (true);

grant select, insert on audit to fuelgauge_app;

grant select on audit to fuelgauge_operator;

alter table idempotency enable row level security;

alter table idempotency force row level security;

create policy idempotency_own on idempotency to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy idempotency_read on idempotency for select to fuelgauge_operator using (true);

grant select, insert on idempotency to fuelgauge_app;

grant select on idempotency to fuelgauge_operator;

grant select on ledger_entry to fuelgauge_app, fuelgauge_operator;

grant update on customer, ledger, cycle, cycle_total, credit_grant, accumulator, once_key, rollup_total, rollup_dimension,
  rollup_cycle, rollup_draw, rollup_distinct, directory to fuelgauge_app;

-- Not history: a freed claim, a withdrawn sample, an answer older than its promise.
grant delete on once_key, level, idempotency to fuelgauge_app;

grant select on catalog, customer_key to fuelgauge_app, fuelgauge_operator;

grant insert on customer_key to fuelgauge_app;

grant usage on sequence customer_number to fuelgauge_app;
