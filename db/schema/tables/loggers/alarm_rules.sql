create table app.alarm_rules (
  rule_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  variable_id bigint,
  name text not null,
  kind text not null,
  threshold double precision not null,
  hysteresis double precision not null default 0,
  for_seconds integer not null default 0,
  severity integer not null default 1,
  is_active boolean not null default true,
  state jsonb not null default '{}',
  constraint alarm_rules_pkey primary key (rule_uuid),
  constraint alarm_rules_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade,
  constraint alarm_rules_variable_id_fkey foreign key (variable_id)
    references app.logger_variables on update cascade on delete cascade,
  constraint alarm_rules_kind_check check (kind in ('above', 'below', 'silent', 'rate'))
) with (fillfactor = 50);
create index ix_alarm_rules_logger_uuid on app.alarm_rules (logger_uuid);
create index ix_alarm_rules_variable_id on app.alarm_rules (variable_id);

comment on table app.alarm_rules is 'When readings of a logger raise an alarm.';
comment on column app.alarm_rules.rule_uuid is 'Key of the rule.';
comment on column app.alarm_rules.logger_uuid is 'The logger.';
comment on column app.alarm_rules.variable_id is 'The variable. NULL: the whole logger, in rules about its silence.';
comment on column app.alarm_rules.name is 'What people call it.';
comment on column app.alarm_rules.kind is
  'above or below (of the value), silent (no reading), rate (change per minute, up or down).';
comment on column app.alarm_rules.threshold is
  'The limit, in the unit of the variable; of rate in that per minute; of silent it says nothing.';
comment on column app.alarm_rules.hysteresis is
  'How far a value must come back beyond the limit until the alarm is cleared.';
comment on column app.alarm_rules.for_seconds is 'How long it must last until the alarm is raised; of silent how long nothing comes.';
comment on column app.alarm_rules.severity is 'Severity of its alarms.';
comment on column app.alarm_rules.is_active is 'False: it is kept and raises nothing.';
comment on column app.alarm_rules.state is 'What it remembers of the readings that it judged (RuleState of domain/loggers/rules.ts).';

alter table app.alarm_rules enable row level security;
create policy by_logger on app.alarm_rules to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.alarm_rules to sitecast_app, sitecast_admin;
grant insert, update, delete on app.alarm_rules to sitecast_app;
