-- What is shown beside credits: things paid for in money, quotas, and what is known of directory entries.

-- Add-ons, seats, domains: in money, never in credits.
create table item (
  customer_id bigint not null,
  item_id text collate "C" not null,
  -- An add-on or a kind of cost item of the catalog, or `seat`.
  kind text not null,
  label text not null,
  -- How many since when, oldest first.
  quantities jsonb not null,
  -- Of one for a period, in nano-units of the currency.
  unit_amount bigint not null check (unit_amount >= 0),
  currency text not null,
  period text not null check (period in ('month', 'year')),
  -- Null: with the plan's cycle.
  next_charge_at timestamptz,
  expires_at timestamptz,
  auto_renew boolean not null,
  -- How many are in use, as told; null when nobody says.
  in_use bigint check (in_use >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, item_id)
);

-- What is told of a quota of the catalog.
create table quota (
  customer_id bigint not null,
  key text collate "C" not null,
  used bigint check (used >= 0),
  -- Whether the customer has a limit of its own instead of the plan's; without an amount it is unlimited.
  has_limit boolean not null,
  limit_amount bigint check (limit_amount >= 0),
  updated_at timestamptz not null,
  primary key (customer_id, key)
);

alter table directory add column status text not null default 'active';

alter table directory add constraint directory_status_check
  check (status in ('active', 'disabled', 'paused', 'deleted'));

-- Why it is paused; null unless it is.
alter table directory add column pause_reason text;

alter table directory add constraint directory_pause_check
  check ((status = 'paused') = (pause_reason is not null));

alter table directory add column status_since timestamptz;

alter table directory add column role text;

alter table directory add column created_by text;

-- Of a scope: what it is, such as a folder.
alter table directory add column scope_kind text;

alter table item enable row level security;

alter table item force row level security;

create policy item_own on item to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy item_read on item for select to fuelgauge_operator using (true);

grant select, insert, update on item to fuelgauge_app;

grant select on item to fuelgauge_operator;

alter table quota enable row level security;

alter table quota force row level security;

create policy quota_own on quota to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy quota_read on quota for select to fuelgauge_operator using (true);

grant select, insert, update on quota to fuelgauge_app;

grant select on quota to fuelgauge_operator;
