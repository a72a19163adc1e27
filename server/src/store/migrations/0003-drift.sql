-- How far each ledger has been checked while it runs, with what its entries had come to by then; and the mark that stops writes.

alter table customer add column read_only_since timestamptz;

alter table customer add column read_only_reason text;

-- One row for each customer: up to `seq` and `operations` everything is as it must be.
create table checkpoint (
  customer_id bigint not null,
  seq bigint not null,
  operations bigint not null,
  -- The balance after `seq`.
  posted bigint not null,
  -- What events and corrections were charged by `seq`: unit to nano-units, as text.
  used jsonb not null,
  -- Since when it counts on a difference that an operator accepted; null when everything before it was checked.
  accepted_at timestamptz,
  -- When the last full proof began.
  proof_begun_at timestamptz not null,
  primary key (customer_id)
) with (fillfactor = 70);

-- What had gone from one account to another by the checkpoint: all entries up to it, added up.
create table checkpoint_flow (
  customer_id bigint not null,
  kind text not null,
  debit_account text not null,
  credit_account text not null,
  unit text not null,
  amount numeric(38, 0) not null check (amount <> 'NaN'),
  primary key (customer_id, kind, debit_account, credit_account, unit)
) with (fillfactor = 70);

alter table checkpoint enable row level security;

alter table checkpoint force row level security;

create policy checkpoint_own on checkpoint to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy checkpoint_read on checkpoint for select to fuelgauge_operator using (true);

grant select, insert, update on checkpoint to fuelgauge_app;

grant select on checkpoint to fuelgauge_operator;

alter table checkpoint_flow enable row level security;

alter table checkpoint_flow force row level security;

create policy checkpoint_flow_own on checkpoint_flow to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy checkpoint_flow_read on checkpoint_flow for select to fuelgauge_operator using (true);

grant select, insert, update, delete on checkpoint_flow to fuelgauge_app;

grant select on checkpoint_flow to fuelgauge_operator;
