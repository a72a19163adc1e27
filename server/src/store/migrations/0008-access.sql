-- Who of a customer's people may see and do what. Who somebody is, and how they sign in, is kept elsewhere.

create table membership (
  customer_id bigint not null,
  -- An entry of the directory, where name and mail address are.
  member_id text collate "C" not null,
  -- The account that signs in as this member; null while none does.
  user_id text,
  roles text[] not null,
  -- Sees only usage within this scope; null: all.
  scope_id text,
  -- Sees only usage of these groups; null: all.
  group_ids text[],
  status text not null check (status in ('active', 'suspended')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, member_id)
) with (fillfactor = 70);

create unique index membership_user on membership (customer_id, user_id) where user_id is not null;

-- The customers an account is a member of. Small enough to be on every server.
create table user_customer (
  user_id text not null,
  customer text collate "C" not null,
  primary key (user_id, customer)
);

-- The customer of each invitation: whoever follows a link knows nothing else.
create table invitation_customer (
  invitation_id text primary key,
  customer text collate "C" not null
);

create table invitation (
  customer_id bigint not null,
  -- The id of the link that was sent.
  invitation_id text not null,
  member_id text collate "C" not null,
  roles text[] not null,
  scope_id text,
  group_ids text[],
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (customer_id, invitation_id)
);

-- What a short-lived token lets its bearer see.
create table portal_session (
  customer_id bigint not null,
  session_id text not null,
  hash bytea not null,
  -- Null for an operator's visit that is not as a member.
  member_id text collate "C",
  roles text[] not null,
  scope_id text,
  group_ids text[],
  may_write boolean not null,
  -- Of an operator's visit: who visits, and why; null for a portal session.
  visitor text,
  reason text,
  -- What the page looks like inside another product.
  look jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (customer_id, session_id),
  unique (customer_id, hash)
);

-- What lies below an entry, level by level.
create index directory_parent on directory (customer_id, kind, (parents -> -1 ->> 'parent'));

alter table membership enable row level security;

alter table membership force row level security;

create policy membership_own on membership to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy membership_read on membership for select to fuelgauge_operator using (true);

grant select, insert, update on membership to fuelgauge_app;

grant select on membership to fuelgauge_operator;

alter table invitation enable row level security;

alter table invitation force row level security;

create policy invitation_own on invitation to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy invitation_read on invitation for select to fuelgauge_operator using (true);

grant select, insert, update on invitation to fuelgauge_app;

grant select on invitation to fuelgauge_operator;

alter table portal_session enable row level security;

alter table portal_session force row level security;

create policy portal_session_own on portal_session to fuelgauge_app
  using (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint)
  with check (customer_id = nullif(current_setting('fuelgauge.customer', true), '')::bigint);

create policy portal_session_read on portal_session for select to fuelgauge_operator using (true);

grant select, insert, update on portal_session to fuelgauge_app;

grant select on portal_session to fuelgauge_operator;

-- Not history: what was changed about them is in the audit.
grant delete on membership, portal_session to fuelgauge_app;

grant select on user_customer, invitation_customer to fuelgauge_app, fuelgauge_operator;

grant insert, delete on user_customer to fuelgauge_app;

grant insert on invitation_customer to fuelgauge_app;
