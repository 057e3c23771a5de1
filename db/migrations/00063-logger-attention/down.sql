-- The service of before does not know these kinds.
delete from app.attention where kind in ('logger_alarm', 'logger_silent');

drop index app.alarms_open;

alter table app.attention
  drop constraint attention_kind_check;

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.attention
  add constraint attention_kind_check
    check
    ((kind = ANY (ARRAY['no_production'::text, 'below_p10'::text, 'silent'::text,
    'forecast_late'::text, 'facts'::text, 'above_capacity'::text])));

comment on column app.alarm_rules.for_seconds is 'How long it must hold until the alarm is raised.';

comment on column app.alarm_rules.kind is 'above or below (of the value), silent (no reading), rate (change per time).';

comment on column app.alarm_rules.state is 'How far it has been followed.';

comment on column app.alarm_rules.threshold is 'The limit, in the unit of the variable; of silent in seconds; of rate per second.';

comment on column app.alarm_rules.variable_id is 'The variable. NULL: any of the logger.';

comment on column app.attention.kind is 'no_production: nothing in daylight. below_p10: less than the P10 of the forecast. silent: no measurements come. forecast_late: no new forecast comes. facts: the measurements contradict what is stated. above_capacity: more power than the stated capacity.';

comment on table app.attention is 'What is wrong with a site, and since when: written each quarter hour by the service (service/sites/attention.ts). Of a site and kind at most one row is open, and an open row keeps its start.';
