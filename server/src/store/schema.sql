create sequence customer_number;
grant usage on customer_number to fuelgauge_app;

create table accumulator (
  customer_id bigint not null,
  key_hash uuid not null,
  key text not null,
  role text not null,
  amount numeric(38,0) not null,
  lines integer not null,
  credits bigint not null,
  latest_at timestamp with time zone,
  constraint accumulator_pkey PRIMARY KEY (customer_id, key_hash),
  constraint accumulator_amount_check CHECK ((amount <> 'NaN'::numeric)),
  constraint accumulator_lines_check CHECK ((lines >= 0)),
  constraint accumulator_role_check CHECK ((role = ANY (ARRAY['measure'::text, 'price'::text, 'cap'::text])))
) with (fillfactor=70);
alter table accumulator enable row level security;
alter table accumulator force row level security;
create policy accumulator_own on accumulator as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy accumulator_read on accumulator as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on accumulator to fuelgauge_app;
grant select on accumulator to fuelgauge_operator;

create table attempt (
  key bytea not null,
  count integer not null,
  began_at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (key)
);
CREATE INDEX attempt_began ON public.attempt USING btree (began_at);

create table audit (
  customer_id bigint not null,
  number bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text,
  constraint audit_pkey PRIMARY KEY (customer_id, number)
);
alter table audit enable row level security;
alter table audit force row level security;
create policy audit_own on audit as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy audit_read on audit as permissive for select to fuelgauge_operator using (true);
grant insert, select on audit to fuelgauge_app;
grant select on audit to fuelgauge_operator;

create table catalog (
  key text not null,
  version integer not null,
  document json not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  constraint catalog_pkey PRIMARY KEY (key, version),
  constraint catalog_version_check CHECK ((version > 0))
);
grant select on catalog to fuelgauge_app;
grant select on catalog to fuelgauge_operator;

create table checkpoint (
  customer_id bigint not null,
  seq bigint not null,
  operations bigint not null,
  posted bigint not null,
  used jsonb not null,
  accepted_at timestamp with time zone,
  proof_begun_at timestamp with time zone not null,
  constraint checkpoint_pkey PRIMARY KEY (customer_id)
) with (fillfactor=70);
alter table checkpoint enable row level security;
alter table checkpoint force row level security;
create policy checkpoint_own on checkpoint as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy checkpoint_read on checkpoint as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on checkpoint to fuelgauge_app;
grant select on checkpoint to fuelgauge_operator;

create table checkpoint_flow (
  customer_id bigint not null,
  kind text not null,
  debit_account text not null,
  credit_account text not null,
  unit text not null,
  amount numeric(38,0) not null,
  constraint checkpoint_flow_pkey PRIMARY KEY (customer_id, kind, debit_account, credit_account, unit),
  constraint checkpoint_flow_amount_check CHECK ((amount <> 'NaN'::numeric))
) with (fillfactor=70);
alter table checkpoint_flow enable row level security;
alter table checkpoint_flow force row level security;
create policy checkpoint_flow_own on checkpoint_flow as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy checkpoint_flow_read on checkpoint_flow as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select, update on checkpoint_flow to fuelgauge_app;
grant select on checkpoint_flow to fuelgauge_operator;

create table correction (
  customer_id bigint not null,
  seq bigint not null,
  kind text not null,
  event_key uuid not null,
  reason text not null,
  booked_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  unit text not null,
  credits bigint not null,
  rerated bigint not null,
  list_credits bigint not null,
  event jsonb not null,
  usage jsonb not null,
  compensation jsonb,
  balance_after bigint not null,
  constraint correction_pkey PRIMARY KEY (customer_id, seq),
  constraint correction_kind_check CHECK ((kind = ANY (ARRAY['void'::text, 'amend'::text, 'price'::text])))
);
CREATE INDEX correction_booked ON public.correction USING btree (customer_id, booked_at);
CREATE INDEX correction_event ON public.correction USING btree (customer_id, event_key, seq);
CREATE UNIQUE INDEX correction_void ON public.correction USING btree (customer_id, event_key) WHERE (kind = 'void'::text);
alter table correction enable row level security;
alter table correction force row level security;
create policy correction_own on correction as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy correction_read on correction as permissive for select to fuelgauge_operator using (true);
grant insert, select on correction to fuelgauge_app;
grant select on correction to fuelgauge_operator;

create table credential (
  credential_id text not null,
  person_id text not null,
  provider text not null,
  subject text not null,
  password_hash text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint credential_pkey PRIMARY KEY (credential_id),
  constraint credential_provider_subject_key UNIQUE (provider, subject)
);
CREATE INDEX credential_person ON public.credential USING btree (person_id);

create table credit_grant (
  customer_id bigint not null,
  grant_id bigint not null,
  kind text not null,
  category text not null,
  amount bigint not null,
  remaining bigint not null,
  expired bigint not null,
  repaid bigint not null,
  carried bigint not null,
  voided bigint not null,
  is_issued boolean not null,
  is_void boolean not null,
  priority integer not null,
  effective_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  source text not null,
  carries integer not null,
  applies_to text[],
  price_paid bigint,
  price_currency text,
  reference text,
  reason text,
  constraint credit_grant_pkey PRIMARY KEY (customer_id, grant_id),
  constraint credit_grant_amount_check CHECK ((amount > 0)),
  constraint credit_grant_carried_check CHECK ((carried >= 0)),
  constraint credit_grant_carries_check CHECK ((carries >= 0)),
  constraint credit_grant_check CHECK ((((((remaining + expired) + repaid) + carried) + voided) <= amount)),
  constraint credit_grant_expired_check CHECK ((expired >= 0)),
  constraint credit_grant_remaining_check CHECK ((remaining >= 0)),
  constraint credit_grant_repaid_check CHECK ((repaid >= 0)),
  constraint credit_grant_voided_check CHECK ((voided >= 0))
) with (fillfactor=70);
alter table credit_grant enable row level security;
alter table credit_grant force row level security;
create policy credit_grant_own on credit_grant as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy credit_grant_read on credit_grant as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on credit_grant to fuelgauge_app;
grant select on credit_grant to fuelgauge_operator;

create table customer (
  customer_id bigint not null,
  key text not null,
  name text not null,
  catalog_key text not null,
  is_test boolean not null,
  clock_at timestamp with time zone,
  terms jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  read_only_since timestamp with time zone,
  read_only_reason text,
  constraint customer_pkey PRIMARY KEY (customer_id)
) with (fillfactor=70);
alter table customer enable row level security;
alter table customer force row level security;
create policy customer_own on customer as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy customer_read on customer as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on customer to fuelgauge_app;
grant select on customer to fuelgauge_operator;

create table customer_key (
  key text collate "C" not null,
  customer_id bigint not null,
  is_test boolean not null,
  constraint customer_key_pkey PRIMARY KEY (key),
  constraint customer_key_customer_id_key UNIQUE (customer_id)
);
grant insert, select on customer_key to fuelgauge_app;
grant select on customer_key to fuelgauge_operator;

create table cycle (
  customer_id bigint not null,
  series text not null,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  state text not null,
  anchor text not null,
  every text not null,
  zone text not null,
  constraint cycle_pkey PRIMARY KEY (customer_id, series, start_at),
  constraint cycle_check CHECK ((end_at > start_at)),
  constraint cycle_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closing'::text, 'final'::text])))
);
alter table cycle enable row level security;
alter table cycle force row level security;
create policy cycle_own on cycle as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy cycle_read on cycle as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on cycle to fuelgauge_app;
grant select on cycle to fuelgauge_operator;

create table cycle_total (
  customer_id bigint not null,
  series text not null,
  start_at timestamp with time zone not null,
  unit text not null,
  granted bigint not null,
  expired bigint not null,
  voided bigint not null,
  used bigint not null,
  overdrawn bigint not null,
  overage bigint not null,
  unlimited bigint not null,
  restored_overdraft bigint default 0 not null,
  restored_overage bigint default 0 not null,
  restored_unlimited bigint default 0 not null,
  constraint cycle_total_pkey PRIMARY KEY (customer_id, series, start_at, unit)
) with (fillfactor=70);
alter table cycle_total enable row level security;
alter table cycle_total force row level security;
create policy cycle_total_own on cycle_total as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy cycle_total_read on cycle_total as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on cycle_total to fuelgauge_app;
grant select on cycle_total to fuelgauge_operator;

create table directory (
  customer_id bigint not null,
  kind text not null,
  id text not null,
  name text,
  email text,
  parents jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  status text default 'active'::text not null,
  pause_reason text,
  status_since timestamp with time zone,
  role text,
  created_by text,
  scope_kind text,
  constraint directory_pkey PRIMARY KEY (customer_id, kind, id),
  constraint directory_kind_check CHECK ((kind = ANY (ARRAY['members'::text, 'groups'::text, 'scopes'::text, 'agents'::text, 'api-keys'::text]))),
  constraint directory_pause_check CHECK (((status = 'paused'::text) = (pause_reason IS NOT NULL))),
  constraint directory_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text, 'paused'::text, 'deleted'::text])))
);
CREATE INDEX directory_parent ON public.directory USING btree (customer_id, kind, (((parents -> '-1'::integer) ->> 'parent'::text)));
alter table directory enable row level security;
alter table directory force row level security;
create policy directory_own on directory as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy directory_read on directory as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on directory to fuelgauge_app;
grant select on directory to fuelgauge_operator;

create table entry (
  customer_id bigint not null,
  seq bigint not null,
  part integer not null,
  kind text not null,
  debit_account text not null,
  credit_account text not null,
  amount bigint not null,
  unit text not null,
  booked_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  balance_after bigint not null,
  event_key uuid,
  constraint entry_pkey PRIMARY KEY (customer_id, seq, part),
  constraint entry_amount_check CHECK ((amount >= 0)),
  constraint entry_check CHECK ((debit_account <> credit_account))
);
CREATE INDEX entry_booked ON public.entry USING btree (customer_id, booked_at);
alter table entry enable row level security;
alter table entry force row level security;
create policy entry_own on entry as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy entry_read on entry as permissive for select to fuelgauge_operator using (true);
grant insert, select on entry to fuelgauge_app;
grant select on entry to fuelgauge_operator;

create table event (
  customer_id bigint not null,
  event_key uuid not null,
  seq bigint not null,
  source text not null,
  id text not null,
  type text not null,
  occurred_at timestamp with time zone not null,
  booked_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  fingerprint uuid not null,
  status text not null,
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
  constraint event_pkey PRIMARY KEY (customer_id, event_key),
  constraint event_status_check CHECK ((status = ANY (ARRAY['charged'::text, 'late'::text, 'unpriced'::text, 'denied'::text])))
);
CREATE INDEX event_booked ON public.event USING btree (customer_id, booked_at);
CREATE UNIQUE INDEX event_seq ON public.event USING btree (customer_id, seq);
CREATE INDEX event_unpriced ON public.event USING btree (customer_id, seq) WHERE (status = 'unpriced'::text);
alter table event enable row level security;
alter table event force row level security;
create policy event_own on event as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy event_read on event as permissive for select to fuelgauge_operator using (true);
grant insert, select on event to fuelgauge_app;
grant select on event to fuelgauge_operator;

create table idempotency (
  customer_id bigint not null,
  route text not null,
  key text not null,
  fingerprint bytea not null,
  status integer not null,
  response jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (customer_id, route, key)
);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy idempotency_own on idempotency as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy idempotency_read on idempotency as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select on idempotency to fuelgauge_app;
grant select on idempotency to fuelgauge_operator;

create table ingestion_gap (
  gap_id text collate "C" not null,
  customer text collate "C",
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  declared_at timestamp with time zone not null,
  constraint ingestion_gap_pkey PRIMARY KEY (gap_id),
  constraint ingestion_gap_span_check CHECK ((ended_at > started_at))
);
alter table ingestion_gap enable row level security;
create policy ingestion_gap_own on ingestion_gap as permissive for select to fuelgauge_app using (((customer IS NULL) OR (customer = ( SELECT customer_key.key
   FROM customer_key
  WHERE (customer_key.customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)))));
create policy ingestion_gap_read on ingestion_gap as permissive for select to fuelgauge_operator using (true);
grant select on ingestion_gap to fuelgauge_app;
grant select on ingestion_gap to fuelgauge_operator;

create table invitation (
  customer_id bigint not null,
  invitation_id text not null,
  member_id text collate "C" not null,
  roles text[] not null,
  scope_id text,
  group_ids text[],
  invited_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (customer_id, invitation_id)
);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_own on invitation as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy invitation_read on invitation as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on invitation to fuelgauge_app;
grant select on invitation to fuelgauge_operator;

create table invitation_customer (
  invitation_id text not null,
  customer text collate "C" not null,
  constraint invitation_customer_pkey PRIMARY KEY (invitation_id)
);
grant insert, select on invitation_customer to fuelgauge_app;
grant select on invitation_customer to fuelgauge_operator;

create table item (
  customer_id bigint not null,
  item_id text collate "C" not null,
  kind text not null,
  label text not null,
  quantities jsonb not null,
  unit_amount bigint not null,
  currency text not null,
  period text not null,
  next_charge_at timestamp with time zone,
  expires_at timestamp with time zone,
  auto_renew boolean not null,
  in_use bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint item_pkey PRIMARY KEY (customer_id, item_id),
  constraint item_in_use_check CHECK ((in_use >= 0)),
  constraint item_period_check CHECK ((period = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint item_unit_amount_check CHECK ((unit_amount >= 0))
);
alter table item enable row level security;
alter table item force row level security;
create policy item_own on item as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy item_read on item as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on item to fuelgauge_app;
grant select on item to fuelgauge_operator;

create table ledger (
  customer_id bigint not null,
  seq bigint default 0 not null,
  operations bigint default 0 not null,
  acts bigint default 0 not null,
  posted bigint default 0 not null,
  held bigint default 0 not null,
  overdraft bigint default 0 not null,
  metered bigint default 0 not null,
  recorded_at timestamp with time zone not null,
  first_cycle_at timestamp with time zone not null,
  advanced_to timestamp with time zone not null,
  next_boundary_at timestamp with time zone,
  constraint ledger_pkey PRIMARY KEY (customer_id),
  constraint ledger_acts_check CHECK ((acts >= 0)),
  constraint ledger_held_check CHECK ((held >= 0)),
  constraint ledger_metered_check CHECK ((metered >= 0)),
  constraint ledger_operations_check CHECK ((operations >= 0)),
  constraint ledger_overdraft_check CHECK ((overdraft >= 0)),
  constraint ledger_seq_check CHECK ((seq >= 0))
) with (fillfactor=50);
CREATE INDEX ledger_due ON public.ledger USING btree (next_boundary_at);
alter table ledger enable row level security;
alter table ledger force row level security;
create policy ledger_own on ledger as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy ledger_read on ledger as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on ledger to fuelgauge_app;
grant select on ledger to fuelgauge_operator;

create table level (
  customer_id bigint not null,
  series_hash uuid not null,
  at timestamp with time zone not null,
  event_key uuid not null,
  series text not null,
  meter text not null,
  quantity numeric(38,0) not null,
  attribution jsonb not null,
  constraint level_pkey PRIMARY KEY (customer_id, series_hash, at, event_key),
  constraint level_quantity_check CHECK ((quantity <> 'NaN'::numeric))
);
alter table level enable row level security;
alter table level force row level security;
create policy level_own on level as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy level_read on level as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select on level to fuelgauge_app;
grant select on level to fuelgauge_operator;

create table membership (
  customer_id bigint not null,
  member_id text collate "C" not null,
  user_id text,
  roles text[] not null,
  scope_id text,
  group_ids text[],
  status text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint membership_pkey PRIMARY KEY (customer_id, member_id),
  constraint membership_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
) with (fillfactor=70);
CREATE UNIQUE INDEX membership_user ON public.membership USING btree (customer_id, user_id) WHERE (user_id IS NOT NULL);
alter table membership enable row level security;
alter table membership force row level security;
create policy membership_own on membership as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy membership_read on membership as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select, update on membership to fuelgauge_app;
grant select on membership to fuelgauge_operator;

create table migration (
  number integer not null,
  file_name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table once_key (
  customer_id bigint not null,
  key_hash uuid not null,
  event_key uuid not null,
  constraint once_key_pkey PRIMARY KEY (customer_id, key_hash)
);
alter table once_key enable row level security;
alter table once_key force row level security;
create policy once_key_own on once_key as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy once_key_read on once_key as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select, update on once_key to fuelgauge_app;
grant select on once_key to fuelgauge_operator;

create table one_time_link (
  link_id text not null,
  token_hash bytea not null,
  purpose text not null,
  email text not null,
  is_mailed boolean not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_link_pkey PRIMARY KEY (link_id),
  constraint one_time_link_token_hash_key UNIQUE (token_hash),
  constraint one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['operator'::text, 'member'::text, 'password'::text])))
);
CREATE INDEX one_time_link_email ON public.one_time_link USING btree (email);
CREATE INDEX one_time_link_expiry ON public.one_time_link USING btree (expires_at);

create table operation (
  customer_id bigint not null,
  number bigint not null,
  kind text not null,
  as_of timestamp with time zone not null,
  seq_from bigint not null,
  seq_to bigint not null,
  catalog_version integer not null,
  input jsonb not null,
  rules smallint default 1 not null,
  constraint operation_pkey PRIMARY KEY (customer_id, number)
);
alter table operation enable row level security;
alter table operation force row level security;
create policy operation_own on operation as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy operation_read on operation as permissive for select to fuelgauge_operator using (true);
grant insert, select on operation to fuelgauge_app;
grant select on operation to fuelgauge_operator;

create table operator_audit (
  number bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text,
  constraint operator_audit_pkey PRIMARY KEY (number)
);

create table operator_key (
  key_id text not null,
  name text not null,
  hash bytea not null,
  last_characters text not null,
  is_test boolean not null,
  scopes text[] not null,
  customers text[],
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint operator_key_pkey PRIMARY KEY (key_id),
  constraint operator_key_hash_key UNIQUE (hash)
);

create table person (
  person_id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  has_second_factor boolean default false not null,
  is_operator boolean default false not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (person_id),
  constraint person_email_key UNIQUE (email)
);

create table portal_session (
  customer_id bigint not null,
  session_id text not null,
  hash bytea not null,
  member_id text collate "C",
  roles text[] not null,
  scope_id text,
  group_ids text[],
  may_write boolean not null,
  visitor text,
  reason text,
  look jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint portal_session_pkey PRIMARY KEY (customer_id, session_id),
  constraint portal_session_customer_id_hash_key UNIQUE (customer_id, hash)
);
alter table portal_session enable row level security;
alter table portal_session force row level security;
create policy portal_session_own on portal_session as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy portal_session_read on portal_session as permissive for select to fuelgauge_operator using (true);
grant delete, insert, select, update on portal_session to fuelgauge_app;
grant select on portal_session to fuelgauge_operator;

create table quota (
  customer_id bigint not null,
  key text collate "C" not null,
  used bigint,
  has_limit boolean not null,
  limit_amount bigint,
  updated_at timestamp with time zone not null,
  constraint quota_pkey PRIMARY KEY (customer_id, key),
  constraint quota_limit_amount_check CHECK ((limit_amount >= 0)),
  constraint quota_used_check CHECK ((used >= 0))
);
alter table quota enable row level security;
alter table quota force row level security;
create policy quota_own on quota as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy quota_read on quota as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on quota to fuelgauge_app;
grant select on quota to fuelgauge_operator;

create table rollup_cycle (
  customer_id bigint not null,
  dimension text not null,
  bucket_at timestamp with time zone not null,
  meter text not null,
  unit text not null,
  value text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null,
  events bigint not null,
  constraint rollup_cycle_pkey PRIMARY KEY (customer_id, dimension, bucket_at, meter, unit, value),
  constraint rollup_cycle_quantity_check CHECK ((quantity <> 'NaN'::numeric))
) with (fillfactor=50);
alter table rollup_cycle enable row level security;
alter table rollup_cycle force row level security;
create policy rollup_cycle_own on rollup_cycle as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy rollup_cycle_read on rollup_cycle as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on rollup_cycle to fuelgauge_app;
grant select on rollup_cycle to fuelgauge_operator;

create table rollup_dimension (
  customer_id bigint not null,
  dimension text not null,
  bucket_at timestamp with time zone not null,
  meter text not null,
  unit text not null,
  value text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null,
  events bigint not null,
  constraint rollup_dimension_pkey PRIMARY KEY (customer_id, dimension, bucket_at, meter, unit, value),
  constraint rollup_dimension_quantity_check CHECK ((quantity <> 'NaN'::numeric))
) with (fillfactor=50);
alter table rollup_dimension enable row level security;
alter table rollup_dimension force row level security;
create policy rollup_dimension_own on rollup_dimension as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy rollup_dimension_read on rollup_dimension as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on rollup_dimension to fuelgauge_app;
grant select on rollup_dimension to fuelgauge_operator;

create table rollup_distinct (
  customer_id bigint not null,
  meter text not null,
  bucket_at timestamp with time zone not null,
  value_hash uuid not null,
  value text not null,
  count bigint not null,
  constraint rollup_distinct_pkey PRIMARY KEY (customer_id, meter, bucket_at, value_hash)
) with (fillfactor=70);
alter table rollup_distinct enable row level security;
alter table rollup_distinct force row level security;
create policy rollup_distinct_own on rollup_distinct as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy rollup_distinct_read on rollup_distinct as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on rollup_distinct to fuelgauge_app;
grant select on rollup_distinct to fuelgauge_operator;

create table rollup_draw (
  customer_id bigint not null,
  bucket_at timestamp with time zone not null,
  grant_id bigint not null,
  drawn bigint not null,
  constraint rollup_draw_pkey PRIMARY KEY (customer_id, bucket_at, grant_id)
) with (fillfactor=50);
alter table rollup_draw enable row level security;
alter table rollup_draw force row level security;
create policy rollup_draw_own on rollup_draw as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy rollup_draw_read on rollup_draw as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on rollup_draw to fuelgauge_app;
grant select on rollup_draw to fuelgauge_operator;

create table rollup_total (
  customer_id bigint not null,
  bucket_at timestamp with time zone not null,
  meter text not null,
  unit text not null,
  credits bigint not null,
  list_credits bigint not null,
  quantity numeric not null,
  events bigint not null,
  constraint rollup_total_pkey PRIMARY KEY (customer_id, bucket_at, meter, unit),
  constraint rollup_total_quantity_check CHECK ((quantity <> 'NaN'::numeric))
) with (fillfactor=50);
alter table rollup_total enable row level security;
alter table rollup_total force row level security;
create policy rollup_total_own on rollup_total as permissive for all to fuelgauge_app using ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint)) with check ((customer_id = (NULLIF(current_setting('fuelgauge.customer'::text, true), ''::text))::bigint));
create policy rollup_total_read on rollup_total as permissive for select to fuelgauge_operator using (true);
grant insert, select, update on rollup_total to fuelgauge_app;
grant select on rollup_total to fuelgauge_operator;

create table second_factor (
  second_factor_id text not null,
  person_id text not null,
  secret text not null,
  backup_codes text not null,
  is_verified boolean not null,
  failures integer default 0 not null,
  locked_until timestamp with time zone,
  constraint second_factor_pkey PRIMARY KEY (second_factor_id),
  constraint second_factor_person_id_key UNIQUE (person_id)
);

create table session (
  session_id text not null,
  token text not null,
  person_id text not null,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (session_id),
  constraint session_token_key UNIQUE (token)
);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_person ON public.session USING btree (person_id);

create table user_customer (
  user_id text not null,
  customer text collate "C" not null,
  constraint user_customer_pkey PRIMARY KEY (user_id, customer)
);
grant delete, insert, select on user_customer to fuelgauge_app;
grant select on user_customer to fuelgauge_operator;

create table verification (
  verification_id text not null,
  identifier text not null,
  value text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (verification_id)
);
CREATE INDEX verification_expiry ON public.verification USING btree (expires_at);
CREATE INDEX verification_identifier ON public.verification USING btree (identifier);

create view ledger_entry (customer_id bigint, seq bigint, part integer, kind text, debit_account text, credit_account text, amount bigint, unit text, booked_at timestamp with time zone, recorded_at timestamp with time zone, balance_after bigint, event_key uuid) with (security_invoker=true);
