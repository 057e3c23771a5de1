create table app.alarms (
  alarm_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  rule_uuid uuid,
  cause text,
  severity integer not null default 1,
  description text not null,
  raised_utc timestamp not null default (now() at time zone 'utc'),
  cleared_utc timestamp,
  dismissed_utc timestamp,
  dismissed_by text,
  constraint alarms_pkey primary key (alarm_uuid),
  constraint alarms_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade,
  constraint alarms_rule_uuid_fkey foreign key (rule_uuid)
    references app.alarm_rules on delete set null
);
create unique index alarms_open_rule on app.alarms (rule_uuid) where cleared_utc is null;
create unique index alarms_open_cause on app.alarms (logger_uuid, cause)
  where cause is not null and cleared_utc is null;
create index alarms_open on app.alarms (logger_uuid, raised_utc)
  where cleared_utc is null and dismissed_utc is null;
create index ix_alarms_logger_uuid on app.alarms (logger_uuid, raised_utc);

comment on table app.alarms is
  'Alarms of loggers, with their history. One is open for each rule, and for each logger and cause.';
comment on column app.alarms.alarm_uuid is 'Key of the alarm.';
comment on column app.alarms.logger_uuid is 'The logger.';
comment on column app.alarms.rule_uuid is
  'The rule that raised it. NULL: none, or the rule was deleted.';
comment on column app.alarms.cause is
  'Of alarms that the service raises by itself: frame, counter, range, variables. NULL: of a rule, '
  'or of a device or person.';
comment on column app.alarms.severity is 'Severity; 1 unless something else was sent.';
comment on column app.alarms.description is 'What is wrong, in words.';
comment on column app.alarms.raised_utc is 'When it was raised (UTC).';
comment on column app.alarms.cleared_utc is 'When it ended (UTC). NULL: it is open.';
comment on column app.alarms.dismissed_utc is 'When somebody dismissed it (UTC). NULL: nobody did.';
comment on column app.alarms.dismissed_by is 'E-mail address of that user at the time.';

alter table app.alarms enable row level security;
create policy by_logger on app.alarms to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.alarms to sitecast_app, sitecast_admin;
grant insert, update on app.alarms to sitecast_app;
