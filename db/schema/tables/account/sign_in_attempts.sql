create table app.sign_in_attempts (
  attempt_uuid uuid not null default gen_random_uuid(),
  email text not null,
  address inet not null,
  at_utc timestamptz not null default clock_timestamp(),
  network inet not null,
  device text,
  constraint sign_in_attempts_pkey primary key (attempt_uuid)
);
create index sign_in_attempts_at_utc on app.sign_in_attempts (at_utc);
create index sign_in_attempts_email on app.sign_in_attempts (email, at_utc);
create index sign_in_attempts_network on app.sign_in_attempts (network, at_utc);

comment on table app.sign_in_attempts is
  'Attempts to sign in that failed or are under way, by which the number of guesses is '
  'limited. Read by the owner''s connections only.';
comment on column app.sign_in_attempts.attempt_uuid is 'Key of the attempt.';
comment on column app.sign_in_attempts.email is 'E-mail address that was typed.';
comment on column app.sign_in_attempts.address is
  'Network address of the client; an IPv6 address stands for its /64.';
comment on column app.sign_in_attempts.at_utc is 'When the attempt was made.';
comment on column app.sign_in_attempts.network is
  'Network around the client: the /56 of an IPv6 address, the same as `address` for IPv4.';
comment on column app.sign_in_attempts.device is
  'Known device that the attempt came from, which is limited by itself. NULL: not known.';
