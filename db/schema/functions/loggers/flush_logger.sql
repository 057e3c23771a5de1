create function app.flush_logger(of_logger uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.flush_logger(uuid) is
  'Deletes the sessions, messages and readings of a logger of the scope, which keeps its variables, '
  'settings, keys, rules and alarms, and the numbers that it has used. Variables get new ids, so that '
  'readings and quarter hours are gone at once, however many there are: a job deletes them in steps '
  '(app.dropped_variables). Throws P0002 for a stranger''s logger. Caller: sitecast_app '
  '(sql/loggers/flush.ts). Lock: the logger''s row, for which all that store readings of it wait.';
grant execute on function app.flush_logger(uuid) to sitecast_app;
