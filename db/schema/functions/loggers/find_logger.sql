create function app.find_logger(of_logger uuid)
returns app.loggers
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  found app.loggers;
begin
  select * into found from app.loggers l
  where l.logger_uuid = of_logger and l.site_uuid = any((select app.visible_sites())::uuid[]);
  if found.logger_uuid is null then raise 'no such logger' using errcode = 'P0002'; end if;
  return found;
end
$$;

comment on function app.find_logger(uuid) is
  'Returns a logger at a site of the scope. Throws P0002 for a stranger''s logger, which looks like '
  'one that does not exist. Caller: definer functions that read or store readings. Lock: none.';
