-- Who people are: everybody who signs in, and the operators among them. Small enough to be on every server, and of no
-- single customer: what somebody may see of a customer stands with that customer. The roles that run the product have no
-- right to any of it; there are no foreign keys, so that a copy may write the tables in any order.

create table person (
  person_id text primary key,
  name text not null,
  -- In lower case.
  email text not null unique,
  -- Whether the mailbox is known to be theirs: they followed a link that was sent to it, or their provider says so.
  email_verified boolean not null,
  has_second_factor boolean not null default false,
  is_operator boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table session (
  session_id text primary key,
  token text not null unique,
  person_id text not null,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);

create index session_person on session (person_id);

create index session_expiry on session (expires_at);

-- A way of signing in: a password's hash, or who they are for a provider.
create table credential (
  credential_id text primary key,
  person_id text not null,
  provider text not null,
  subject text not null,
  password_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, subject)
);

create index credential_person on credential (person_id);

-- What was begun and waits for its second half: a redirect to a provider, the second factor of a sign-in.
create table verification (
  verification_id text primary key,
  identifier text not null,
  value text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null
);

create index verification_identifier on verification (identifier);

create index verification_expiry on verification (expires_at);

create table second_factor (
  second_factor_id text primary key,
  person_id text not null unique,
  -- Encrypted with the server's secret, as are the backup codes.
  secret text not null,
  backup_codes text not null,
  is_verified boolean not null,
  failures integer not null default 0,
  locked_until timestamptz
);

-- Links that work once: to become an operator, to accept an invitation of a customer, to set a forgotten password.
create table one_time_link (
  link_id text primary key,
  -- SHA-256 of the secret in the link, which is stored nowhere.
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('operator', 'member', 'password')),
  email text not null,
  -- Whether it went to the mailbox alone: following it then proves that the mailbox is theirs.
  is_mailed boolean not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index one_time_link_email on one_time_link (email);

create index one_time_link_expiry on one_time_link (expires_at);

-- How often something was tried in vain of late, by the hash of what it was tried on.
create table attempt (
  key bytea primary key,
  count integer not null,
  began_at timestamptz not null
);

create index attempt_began on attempt (began_at);
