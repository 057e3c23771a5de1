create function app.clear_session(of_logger uuid, session integer, of_variable bigint)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.find_logger(of_logger);
  delete from app.logger_readings r using app.logger_variables v
  where r.variable_id = of_variable and r.number = session
    and v.variable_id = of_variable and v.logger_uuid = of_logger;
end
$$;

comment on function app.clear_session(uuid, integer, bigint) is
  'Deletes the readings of one variable in a session of a logger of the scope. Quarter hours and '
  'generation that were made of them stay, as they do when retention drops readings. Throws P0002 '
  'for a stranger''s logger. Caller: sitecast_app (sql/loggers/sessions.ts), variable by variable, '
  'since one may have millions. Lock: the readings.';
grant execute on function app.clear_session(uuid, integer, bigint) to sitecast_app;
