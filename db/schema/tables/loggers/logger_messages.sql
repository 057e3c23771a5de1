create table app.logger_messages (
  logger_uuid uuid not null,
  number integer not null,
  seq integer not null,
  time_utc timestamp not null default (now() at time zone 'utc'),
  text text not null,
  constraint logger_messages_pkey primary key (logger_uuid, number, seq),
  constraint logger_messages_number_fkey foreign key (logger_uuid, number)
    references app.logger_sessions on delete cascade
);
create unique index logger_messages_seq on app.logger_messages (logger_uuid, seq);

comment on table app.logger_messages is 'Messages of a session, as the device sent them.';
comment on column app.logger_messages.logger_uuid is 'The logger.';
comment on column app.logger_messages.number is 'Number of the session.';
comment on column app.logger_messages.seq is 'Counts the messages of the logger, from 1. No number is used twice.';
comment on column app.logger_messages.time_utc is 'When it came (UTC).';
comment on column app.logger_messages.text is 'The message.';

alter table app.logger_messages enable row level security;
create policy by_logger on app.logger_messages to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.logger_messages to sitecast_app, sitecast_admin;
grant insert, delete on app.logger_messages to sitecast_app;
