create function app.session_variables(of_logger uuid, session integer)
returns bigint[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.find_logger(of_logger);
  return array(
    select v.variable_id from app.logger_variables v
    where v.logger_uuid = of_logger and exists (
      select from app.logger_readings r
      where r.variable_id = v.variable_id and r.number = session));
end
$$;

comment on function app.session_variables(uuid, integer) is
  'Returns the ids of the variables that have readings in a session of a logger of the scope. Throws '
  'P0002 for a stranger''s logger. Caller: sql/loggers/session_readings.ts, sessions.ts. Lock: none.';
grant execute on function app.session_variables(uuid, integer) to sitecast_app, sitecast_admin;
