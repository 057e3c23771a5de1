create table app.logger_sessions (
  logger_uuid uuid not null,
  number integer not null,
  started_utc timestamp not null,
  stopped_utc timestamp,
  reported_readings integer,
  readings bigint not null default 0,
  constraint logger_sessions_pkey primary key (logger_uuid, number),
  constraint logger_sessions_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade
) with (fillfactor = 50);
create unique index logger_sessions_running on app.logger_sessions (logger_uuid)
  where stopped_utc is null;

comment on table app.logger_sessions is
  'Recordings of loggers, numbered from 1 for each logger. One runs at a time.';
comment on column app.logger_sessions.logger_uuid is 'The logger.';
comment on column app.logger_sessions.number is 'Its number, which is never used again.';
comment on column app.logger_sessions.started_utc is 'When it was started (UTC).';
comment on column app.logger_sessions.stopped_utc is
  'When it was stopped (UTC), excluded. NULL: it runs.';
comment on column app.logger_sessions.reported_readings is
  'How many readings the device says that it took. NULL: it has not said.';
comment on column app.logger_sessions.readings is 'How many readings of it were stored.';

alter table app.logger_sessions enable row level security;
create policy by_logger on app.logger_sessions to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.logger_sessions to sitecast_app, sitecast_admin;
grant insert, update, delete on app.logger_sessions to sitecast_app;
