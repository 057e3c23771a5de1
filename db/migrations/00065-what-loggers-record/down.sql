set local check_function_bodies = off;

drop index app.ix_logger_readings_number;

drop index app.logger_messages_seq;

alter table app.alarm_rules
  drop constraint alarm_rules_variable_id_fkey;

drop function app.clear_session(uuid, integer, bigint);

drop function app.count_session_readings(uuid, integer);

drop function app.flush_logger(uuid);

drop function app.session_variables(uuid, integer);

-- Loses data.
alter table app.loggers
  drop column next_seq;

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.alarm_rules
  add constraint alarm_rules_variable_id_fkey foreign key (variable_id)
    references app.logger_variables(variable_id) on delete cascade;

comment on column app.logger_messages.seq is 'Place of the message in its session, from 1.';
