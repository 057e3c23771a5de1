create table app.security_events (
  event_uuid uuid not null,
  kind text not null,
  at_utc timestamptz not null,
  last_utc timestamptz not null,
  times integer not null default 1,
  user_uuid uuid,
  email text not null default '',
  subject_uuid uuid,
  subject_email text not null default '',
  address inet,
  request_id text not null default '',
  detail text not null default '',
  constraint security_events_pkey primary key (event_uuid)
);
create index security_events_at_utc on app.security_events (at_utc);
create index security_events_kind on app.security_events (kind, at_utc);

comment on table app.security_events is
  'Who signed in, was refused, or changed what protects an account. Equal events of a minute '
  'are one row. No foreign keys: the log outlives its users. Written by the owner''s '
  'connections only.';
comment on column app.security_events.event_uuid is
  'Start of the SHA-256 of the minute and of what makes events equal.';
comment on column app.security_events.kind is
  'sign_in, failure, refusal, limit, link, password, token, identity, download, webhook, factor, '
  'session or rights.';
comment on column app.security_events.at_utc is 'When it happened, for the first time.';
comment on column app.security_events.last_utc is
  'When it happened for the last time in that minute.';
comment on column app.security_events.times is 'How often it happened in that minute.';
comment on column app.security_events.user_uuid is
  'The user who acted. NULL: a visitor who was not signed in, or a task.';
comment on column app.security_events.email is
  'E-mail address of that user at the time, or the one that was typed; at most 255 characters.';
comment on column app.security_events.subject_uuid is
  'The user whom it is about. NULL: the one who acted, or nobody.';
comment on column app.security_events.subject_email is 'E-mail address of that user at the time.';
comment on column app.security_events.address is
  'Network address of the client. NULL: a task, or the events of a minute beyond the limit.';
comment on column app.security_events.request_id is
  'Id of the (first) request, as in the service''s log.';
comment on column app.security_events.detail is
  'What happened, in a sentence that contains no secret.';

alter table app.security_events enable row level security;
create policy all_rows on app.security_events to sitecast_admin using (true);
grant select on app.security_events to sitecast_admin;
