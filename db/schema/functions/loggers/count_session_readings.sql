create function app.count_session_readings(of_logger uuid, session integer)
returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.find_logger(of_logger);
  return (
    select count(*) from app.logger_variables v join app.logger_readings r using (variable_id)
    where v.logger_uuid = of_logger and r.number = session);
end
$$;

comment on function app.count_session_readings(uuid, integer) is
  'Counts the readings of a session of a logger of the scope. Throws P0002 for a stranger''s logger. '
  'Caller: sitecast_app (sql/loggers/sessions.ts), when a device reports its list. Lock: none.';
grant execute on function app.count_session_readings(uuid, integer) to sitecast_app;
