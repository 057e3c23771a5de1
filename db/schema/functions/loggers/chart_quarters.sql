create function app.chart_quarters(of_logger uuid, of_variable bigint, edges integer[])
returns table (step integer, mean double precision, minimum double precision,
  maximum double precision)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  perform app.find_logger(of_logger);
  -- Each step is looked up by the key: sorting 35,000 quarter hours of a year into steps is slower.
  return query
    select e.step, s.mean, s.minimum, s.maximum
    from app.logger_variables v
    cross join generate_series(1, cardinality(edges) - 1) e (step)
    cross join lateral (
      select coalesce(sum(q.mean * q.known_seconds) / nullif(sum(q.known_seconds), 0),
          avg(q.mean)) as mean,
        min(q.minimum) as minimum, max(q.maximum) as maximum
      from app.logger_quarters q
      where q.variable_id = of_variable
        and q.quarter >= edges[e.step] and q.quarter < edges[e.step + 1]) s
    where v.logger_uuid = of_logger and v.variable_id = of_variable and s.minimum is not null;
end
$$;

comment on function app.chart_quarters(uuid, bigint, integer[]) is
  'Returns mean (over the known time), lowest and highest of the quarter hours of a variable of a '
  'logger between each two of the edges, which are quarter hours since 1970 and increase. Steps '
  'count from 1; those without a quarter hour are left out. Throws P0002 for a stranger''s logger. '
  'Caller: web roles (sql/loggers/chart_series.ts). Lock: none.';
grant execute on function app.chart_quarters(uuid, bigint, integer[])
  to sitecast_app, sitecast_admin;
