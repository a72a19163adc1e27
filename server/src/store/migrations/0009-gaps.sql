-- Times from which not all usage was received, as operators say. Few enough to be on every server.

create table ingestion_gap (
  gap_id text collate "C" primary key,
  -- The key of the customer it is about; null: of everybody.
  customer text collate "C",
  started_at timestamptz not null,
  -- Null while it lasts.
  ended_at timestamptz,
  declared_at timestamptz not null,
  constraint ingestion_gap_span_check check (ended_at > started_at)
);

-- Written by the owner alone, who is not bound: nothing a customer's transaction runs may say that usage is missing.
alter table ingestion_gap enable row level security;

create policy ingestion_gap_own on ingestion_gap for select to fuelgauge_app
  using (customer is null or customer = (
    select key from customer_key
     where customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint));

create policy ingestion_gap_read on ingestion_gap for select to fuelgauge_operator using (true);

grant select on ingestion_gap to fuelgauge_app, fuelgauge_operator;
