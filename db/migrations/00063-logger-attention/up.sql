alter table app.attention
  drop constraint attention_kind_check;

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.attention
  add constraint attention_kind_check
    check
    ((kind = ANY (ARRAY['no_production'::text, 'below_p10'::text, 'silent'::text,
    'forecast_late'::text,
    'facts'::text, 'above_capacity'::text, 'logger_alarm'::text, 'logger_silent'::text])));

-- Writes to the table wait while the index is built.
create index alarms_open on app.alarms using btree (logger_uuid, raised_utc)
  where ((cleared_utc is null) AND (dismissed_utc is null));

comment on column app.alarm_rules.for_seconds is 'How long it must last until the alarm is raised; of silent how long nothing comes.';

comment on column app.alarm_rules.kind is 'above or below (of the value), silent (no reading), rate (change per minute, up or down).';

comment on column app.alarm_rules.state is 'What it remembers of the readings that it judged (RuleState of domain/loggers/rules.ts).';

comment on column app.alarm_rules.threshold is 'The limit, in the unit of the variable; of rate in that per minute; of silent it says nothing.';

comment on column app.alarm_rules.variable_id is 'The variable. NULL: the whole logger, in rules about its silence.';

comment on column app.attention.kind is 'no_production: nothing in daylight. below_p10: less than the P10 of the forecast. silent: no measurements come. forecast_late: no new forecast comes. facts: the measurements contradict what is stated. above_capacity: more power than the stated capacity. logger_alarm: alarms of loggers are open. logger_silent: a logger does not send any more.';

comment on table app.attention is 'What is wrong with a site, and since when: written by the service each quarter hour (service/sites/attention.ts), of loggers at once (service/loggers/watch.ts). Of a site and kind at most one row is open, and an open row keeps its start.';
