set local check_function_bodies = off;

drop policy by_logger on app.alarm_rules;

drop policy by_logger on app.alarms;

drop policy by_logger on app.logger_keys;

drop policy by_logger on app.logger_messages;

drop policy by_logger on app.logger_requests;

drop policy by_logger on app.logger_sessions;

drop policy by_logger on app.logger_settings;

drop policy by_logger on app.logger_variables;

alter table app.alarm_rules
  drop constraint alarm_rules_logger_uuid_fkey;

alter table app.alarm_rules
  drop constraint alarm_rules_variable_id_fkey;

alter table app.alarms
  drop constraint alarms_logger_uuid_fkey;

alter table app.alarms
  drop constraint alarms_rule_uuid_fkey;

alter table app.logger_keys
  drop constraint logger_keys_logger_uuid_fkey;

alter table app.logger_messages
  drop constraint logger_messages_number_fkey;

alter table app.logger_requests
  drop constraint logger_requests_logger_uuid_fkey;

alter table app.logger_sessions
  drop constraint logger_sessions_logger_uuid_fkey;

alter table app.logger_settings
  drop constraint logger_settings_logger_uuid_fkey;

alter table app.logger_variables
  drop constraint logger_variables_logger_uuid_fkey;

alter table app.logger_work
  drop constraint logger_work_logger_uuid_fkey;

alter table app.loggers
  drop constraint loggers_site_group_uuid_fkey;

alter table app.loggers
  drop constraint loggers_site_uuid_fkey;

alter table app.site_series
  drop constraint site_series_site_uuid_fkey;

drop function app.correct_readings(bigint[], timestamp without time zone[], double precision[]);

drop function app.drop_reading_partition(text);

drop function app.find_logger(uuid);

drop function app.find_or_make_variable(uuid, text);

drop function
  app.insert_readings(bigint[], timestamp without time zone[], double precision[], integer[]);

drop function app.keep_newest(bigint[], timestamp without time zone[], double precision[]);

drop function app.logger_of_key(bytea);

drop function app.make_reading_partitions(date[], boolean);

drop function app.make_variables(uuid, text[]);

drop function app.newest_readings(uuid, timestamp without time zone, integer, bigint[]);

drop function app.put_readings(uuid, text[], integer[], bigint[], double precision[], integer);

drop function app.quarters_between(uuid, integer, integer, bigint[]);

drop function app.reading_partition(date);

drop function
  app.readings_between(uuid, timestamp without time zone, timestamp without time zone, integer,
  timestamp without time zone, bigint, bigint[], integer);

drop function app.record_reading_changes(uuid, timestamp without time zone[]);

drop function app.session_numbers(uuid, timestamp without time zone[]);

drop function app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer);

drop function app.take_reading_changes(text[]);

drop function app.write_readings(bytea, text[], integer[], bigint[], double precision[]);

-- Loses data.
drop table app.alarm_rules;

-- Loses data.
drop table app.alarms;

-- Loses data.
drop table app.dropped_variables;

-- Loses data.
drop table app.logger_keys;

-- Loses data.
drop table app.logger_messages;

-- Loses data.
drop table app.logger_quarters;

-- Loses data.
drop table app.logger_readings_default;

-- Loses data.
drop table app.logger_readings;

-- Loses data.
drop table app.logger_requests;

-- Loses data.
drop table app.logger_sessions;

-- Loses data.
drop table app.logger_settings;

-- Loses data.
drop table app.logger_variables;

drop function app.on_variables_delete();

-- Loses data.
drop table app.logger_work;

-- Loses data.
drop table app.loggers;

-- Loses data.
drop table app.reading_changes;

-- Loses data.
drop table app.reading_partitions;

-- Loses data.
drop table app.site_series;
