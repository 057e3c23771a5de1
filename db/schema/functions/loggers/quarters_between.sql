create function app.quarters_between(of_logger uuid, from_quarter integer, to_quarter integer,
  of_variables bigint[] default null)
returns setof app.logger_quarters
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.find_logger(of_logger);
  return query
    select q.* from app.logger_variables v join app.logger_quarters q using (variable_id)
    where v.logger_uuid = of_logger and q.quarter >= from_quarter and q.quarter < to_quarter
      and (of_variables is null or v.variable_id = any(of_variables))
    order by q.variable_id, q.quarter;
end
$$;

comment on function app.quarters_between(uuid, integer, integer, bigint[]) is
  'Returns the quarter hours [from_quarter, to_quarter) of variables of a logger of the scope, or of '
  'some of them, by variable and time. Throws P0002 for a stranger''s logger. Caller: web roles '
  '(sql/loggers/quarters.ts). Lock: none.';
grant execute on function app.quarters_between(uuid, integer, integer, bigint[])
  to sitecast_app, sitecast_admin;
