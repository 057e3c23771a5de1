create function app.find_or_make_variable(of_logger uuid, variable_name text)
returns bigint
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  found bigint;
begin
  perform app.find_logger(of_logger);
  select v.variable_id into found from app.logger_variables v
  where v.logger_uuid = of_logger and v.name = variable_name;
  if found is not null then return found; end if;
  perform 1 from app.loggers l where l.logger_uuid = of_logger for no key update;
  return (app.make_variables(of_logger, array[variable_name]))[1];
end
$$;

comment on function app.find_or_make_variable(uuid, text) is
  'Returns the key of a variable by its name, and makes it if it is missing: many callers at once '
  'make one. NULL if the logger has 500 others. Throws P0002 for a stranger''s logger. Caller: '
  'sitecast_app (sql/loggers/variables.ts). Lock: the logger''s row if the variable is missing.';
grant execute on function app.find_or_make_variable(uuid, text) to sitecast_app;
