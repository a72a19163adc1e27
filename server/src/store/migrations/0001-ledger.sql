-- Everything of one customer lies in tables with customer_id in every key, so that a customer is one place on any number
-- of servers. Amounts are bigint nano-units; quantities numeric; instants timestamptz. Rows of event, correction, entry,
-- operation and audit are never changed or deleted: the roles that run the product have no right to.

create table catalog (
  key text not null,
  version integer not null check (version > 0),
  -- json, not jsonb: the order of keys in the file is the order of lines in answers.
  document json not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (key, version)
);

create sequence customer_number;

-- The number of each external key. Small enough to be on every server.
create table customer_key (
  -- Byte order, the same on every server and in every list.
  key text collate "C" primary key,
  customer_id bigint not null unique,
  is_test boolean not null
);

create table operator_key (
  key_id text primary key,
  name text not null,
  hash bytea not null unique,
  last_characters text not null,
  is_test boolean not null,
  scopes text[] not null,
  customers text[],
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

-- Acts that concern no single customer: catalogs and keys.
create table operator_audit (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text
);

create table customer (
  customer_id bigint primary key,
  key text not null,
  name text not null,
  catalog_key text not null,
  is_test boolean not null,
  -- The clock of a test customer; null follows the real one.
  clock_at timestamptz,
  -- Plans, zones, billing modes and prices per credit with the instants from which each holds.
  terms jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 70);

-- The row every writer locks first. Nothing on it is indexed but its key, so that its updates stay in place.
create table ledger (
  customer_id bigint primary key,
  seq bigint not null default 0 check (seq >= 0),
  operations bigint not null default 0 check (operations >= 0),
  acts bigint not null default 0 check (acts >= 0),
  posted bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  overdraft bigint not null default 0 check (overdraft >= 0),
  metered bigint not null default 0 check (metered >= 0),
  recorded_at timestamptz not null,
  first_cycle_at timestamptz not null,
  advanced_to timestamptz not null,
  -- When something next falls due, for the sweep.
  next_boundary_at timestamptz
) with (fillfactor = 50);

create index ledger_due on ledger (next_boundary_at);

create table cycle (
  customer_id bigint not null,
  series text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  state text not null check (state in ('open', 'closing', 'final')),
  anchor text not null,
  every text not null,
  zone text not null,
  primary key (customer_id, series, start_at),
  check (end_at > start_at)
);

create table cycle_total (
  customer_id bigint not null,
  series text not null,
  start_at timestamptz not null,
  unit text not null,
  granted bigint not null,
  expired bigint not null,
  voided bigint not null,
  used bigint not null,
  overdrawn bigint not null,
  overage bigint not null,
  unlimited bigint not null,
  primary key (customer_id, series, start_at, unit)
) with (fillfactor = 70);

create table credit_grant (
  customer_id bigint not null,
  -- The sequence number of the operation that made it.
  grant_id bigint not null,
  kind text not null,
  category text not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null check (remaining >= 0),
  expired bigint not null check (expired >= 0),
  repaid bigint not null check (repaid >= 0),
  carried bigint not null check (carried >= 0),
  voided bigint not null check (voided >= 0),
  is_issued boolean not null,
  is_void boolean not null,
  priority integer not null,
  effective_at timestamptz not null,
  expires_at timestamptz,
  source text not null,
  carries integer not null check (carries >= 0),
  applies_to text[],
  price_paid bigint,
  price_currency text,
  reference text,
  reason text,
  primary key (customer_id, grant_id),
  check (remaining + expired + repaid + carried + voided <= amount)
) with (fillfactor = 70);

-- A fact and what it was charged. Its draw is on the row itself when one account paid it, which is the rule; entry holds
-- every other transfer.
create table event (
  customer_id bigint not null,
  event_key uuid not null,
  seq bigint not null,
  source text not null,
  id text not null,
  type text not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  recorded_at timestamptz not null,
  fingerprint uuid not null,
  status text not null check (status in ('charged', 'late', 'unpriced', 'denied')),
  dimensions jsonb not null,
  attribution jsonb not null,
  data jsonb not null,
  run text,
  sequence bigint,
  catalog_version integer not null,
  unit text not null,
  credits bigint not null,
  list_credits bigint not null,
  zero_reason text,
  lines jsonb not null,
  denial jsonb,
  draw_account text,
  balance_after bigint not null,
  primary key (customer_id, event_key)
);

create unique index event_seq on event (customer_id, seq);

create index event_booked on event (customer_id, booked_at);

create index event_unpriced on event (customer_id, seq) where status = 'unpriced';

-- Voids, amendments and late prices: how a fact is corrected without changing it.
create table correction (
  customer_id bigint not null,
  seq bigint not null,
  kind text not null check (kind in ('void', 'amend', 'price')),
  event_key uuid not null,
  reason text not null,
  booked_at timestamptz not null,
  recorded_at timestamptz not null,
  unit text not null,
  credits bigint not null,
  rerated bigint not null,
  list_credits bigint not null,
  -- The event as it stands afterwards.
  event jsonb not null,
  -- What charts and breakdowns changed by.
  usage jsonb not null,
  compensation jsonb,
  balance_after bigint not null,
  primary key (customer_id, seq)
);

create index correction_event on correction (customer_id, event_key, seq);

create unique index correction_void on correction (customer_id, event_key) where kind = 'void';

create index correction_booked on correction (customer_id, booked_at);

create table entry (
  customer_id bigint not null,
  seq bigint not null,
  part integer not null,
  kind text not null,
  debit_account text not null,
  credit_account text not null,
  amount bigint not null check (amount >= 0),
  unit text not null,
  booked_at timestamptz not null,
  recorded_at timestamptz not null,
  balance_after bigint not null,
  event_key uuid,
  primary key (customer_id, seq, part),
  check (debit_account <> credit_account)
);

create index entry_booked on entry (customer_id, booked_at);

-- Every transfer, wherever it is stored.
create view ledger_entry with (security_invoker = true) as
  select customer_id, seq, 0 as part, 'draw'::text as kind, draw_account as debit_account, 'used'::text as credit_account,
         credits as amount, unit, booked_at, recorded_at, balance_after, event_key
    from event
   where draw_account is not null
  union all
  select customer_id, seq, part, kind, debit_account, credit_account, amount, unit, booked_at, recorded_at, balance_after,
         event_key
    from entry;

create table accumulator (
  customer_id bigint not null,
  key_hash uuid not null,
  key text not null,
  role text not null check (role in ('measure', 'price', 'cap')),
  amount numeric(38, 0) not null check (amount <> 'NaN'),
  lines integer not null check (lines >= 0),
  credits bigint not null,
  latest_at timestamptz,
  primary key (customer_id, key_hash)
) with (fillfactor = 70);

-- What may be charged once, for ever, and the event that did.
create table once_key (
  customer_id bigint not null,
  key_hash uuid not null,
  event_key uuid not null,
  primary key (customer_id, key_hash)
);

-- Samples of level meters: each holds until the next of its series.
create table level (
  customer_id bigint not null,
  series_hash uuid not null,
  at timestamptz not null,
  event_key uuid not null,
  series text not null,
  meter text not null,
  quantity numeric(38, 0) not null check (quantity <> 'NaN'),
  attribution jsonb not null,
  primary key (customer_id, series_hash, at, event_key)
);

create table rollup_total (
  customer_id bigint not null,
  bucket_at timestamptz not null,
  meter text not null,
  unit text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null check (quantity <> 'NaN'),
  events bigint not null,
  primary key (customer_id, bucket_at, meter, unit)
) with (fillfactor = 50);

create table rollup_dimension (
  customer_id bigint not null,
  dimension text not null,
  bucket_at timestamptz not null,
  meter text not null,
  unit text not null,
  value text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null check (quantity <> 'NaN'),
  events bigint not null,
  primary key (customer_id, dimension, bucket_at, meter, unit, value)
) with (fillfactor = 50);

-- As rollup_dimension, by plan cycle: a question about whole cycles reads a thirtieth of the rows.
create table rollup_cycle (
  customer_id bigint not null,
  dimension text not null,
  bucket_at timestamptz not null,
  meter text not null,
  unit text not null,
  value text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null check (quantity <> 'NaN'),
  events bigint not null,
  primary key (customer_id, dimension, bucket_at, meter, unit, value)
) with (fillfactor = 50);

-- What the charges of a plan cycle took from each grant, less what they gave back.
create table rollup_draw (
  customer_id bigint not null,
  bucket_at timestamptz not null,
  grant_id bigint not null,
  drawn bigint not null,
  primary key (customer_id, bucket_at, grant_id)
) with (fillfactor = 50);

-- What a meter that counts distinct values met on a day, to count it over any stretch of days.
create table rollup_distinct (
  customer_id bigint not null,
  meter text not null,
  bucket_at timestamptz not null,
  value_hash uuid not null,
  value text not null,
  count bigint not null,
  primary key (customer_id, meter, bucket_at, value_hash)
) with (fillfactor = 70);

create table directory (
  customer_id bigint not null,
  kind text not null check (kind in ('members', 'groups', 'scopes', 'agents', 'api-keys')),
  id text not null,
  name text,
  email text,
  -- Parents with the instants from which each holds, oldest first.
  parents jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  erased_at timestamptz,
  primary key (customer_id, kind, id)
);

-- One row for each locked transaction, in order: running them again gives the ledger. Consumers follow it by seq.
create table operation (
  customer_id bigint not null,
  number bigint not null,
  kind text not null,
  as_of timestamptz not null,
  seq_from bigint not null,
  seq_to bigint not null,
  catalog_version integer not null,
  input jsonb not null,
  primary key (customer_id, number)
);

create table audit (
  customer_id bigint not null,
  number bigint not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text,
  primary key (customer_id, number)
);

-- Answers to requests that carried an Idempotency-Key.
create table idempotency (
  customer_id bigint not null,
  route text not null,
  key text not null,
  fingerprint bytea not null,
  status integer not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (customer_id, route, key)
);
