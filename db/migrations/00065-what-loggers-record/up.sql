set local check_function_bodies = off;

alter table app.alarm_rules
  drop constraint alarm_rules_variable_id_fkey;

-- May rewrite the table, which is locked meanwhile.
alter table app.loggers
  add column next_seq integer not null default 1;

create or replace function app.clear_session (
  of_logger uuid,
  session integer,
  of_variable bigint
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  delete from app.logger_readings r using app.logger_variables v
  where r.variable_id = of_variable and r.number = session
    and v.variable_id = of_variable and v.logger_uuid = of_logger;
end
$function$;

create or replace function app.count_session_readings (
  of_logger uuid,
  session integer
)
  returns bigint
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  return (
    select count(*) from app.logger_variables v join app.logger_readings r using (variable_id)
    where v.logger_uuid = of_logger and r.number = session);
end
$function$;

create or replace function app.flush_logger (
  of_logger uuid
)
  returns void
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  update app.loggers set revision = revision + 1 where logger_uuid = of_logger;
  delete from app.logger_sessions where logger_uuid = of_logger;
  insert into app.dropped_variables (variable_id)
  select variable_id from app.logger_variables where logger_uuid = of_logger
  on conflict do nothing;
  update app.logger_variables
  set variable_id = default, first_utc = null, last_utc = null, last_value = null
  where logger_uuid = of_logger;
end
$function$;

create or replace function app.session_variables (
  of_logger uuid,
  session integer
)
  returns bigint[]
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  return array(
    select v.variable_id from app.logger_variables v
    where v.logger_uuid = of_logger and exists (
      select from app.logger_readings r
      where r.variable_id = v.variable_id and r.number = session));
end
$function$;

-- Reads the whole table, to which nobody writes meanwhile.
alter table app.alarm_rules
  add constraint alarm_rules_variable_id_fkey foreign key (variable_id)
    references app.logger_variables(variable_id) on update cascade on delete cascade;

-- Writes to the table wait while the index is built.
create index ix_logger_readings_number on app.logger_readings
  using btree (variable_id, number, time_utc)
  where (number is not null);

-- Writes to the table wait while the index is built.
create unique index logger_messages_seq on app.logger_messages using btree (logger_uuid, seq);

comment on column app.logger_messages.seq is 'Counts the messages of the logger, from 1. No number is used twice.';

comment on column app.loggers.next_seq is 'Number of its next message. It never decreases, so that readers can go on after the last they know.';

comment on function app.clear_session(uuid, integer, bigint) is 'Deletes the readings of one variable in a session of a logger of the scope. Quarter hours and generation that were made of them stay, as they do when retention drops readings. Throws P0002 for a stranger''s logger. Caller: sitecast_app (sql/loggers/sessions.ts), variable by variable, since one may have millions. Lock: the readings.';

comment on function app.count_session_readings(uuid, integer) is 'Counts the readings of a session of a logger of the scope. Throws P0002 for a stranger''s logger. Caller: sitecast_app (sql/loggers/sessions.ts), when a device reports its list. Lock: none.';

comment on function app.flush_logger(uuid) is 'Deletes the sessions, messages and readings of a logger of the scope, which keeps its variables, settings, keys, rules and alarms, and the numbers that it has used. Variables get new ids, so that readings and quarter hours are gone at once, however many there are: a job deletes them in steps (app.dropped_variables). Throws P0002 for a stranger''s logger. Caller: sitecast_app (sql/loggers/flush.ts). Lock: the logger''s row, for which all that store readings of it wait.';

comment on function app.session_variables(uuid, integer) is 'Returns the ids of the variables that have readings in a session of a logger of the scope. Throws P0002 for a stranger''s logger. Caller: sql/loggers/session_readings.ts, sessions.ts. Lock: none.';

revoke all on function app.clear_session(uuid, integer, bigint) from public;

grant execute on function app.clear_session(uuid, integer, bigint) to sitecast_app;

revoke all on function app.count_session_readings(uuid, integer) from public;

grant execute on function app.count_session_readings(uuid, integer) to sitecast_app;

revoke all on function app.flush_logger(uuid) from public;

grant execute on function app.flush_logger(uuid) to sitecast_app;

revoke all on function app.session_variables(uuid, integer) from public;

grant execute
  on function app.session_variables(uuid, integer)
  to sitecast_admin, sitecast_app;

grant update (next_seq) on table app.loggers to sitecast_app;
