create function app.contents_of_site(of_site uuid)
returns table (forecasts bigint, forecast_values bigint, generation bigint, first_utc timestamp,
  last_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  planned record;
  measured record;
begin
  select count(*) into forecasts from public.forecasts f where f.site_uuid = of_site;
  select count(*) as n, min(v.start_utc) as first, max(v.end_utc) as last into planned
  from public.forecasts f join public.forecast_values v using (forecast_uuid)
  where f.site_uuid = of_site;
  select count(*) as n, min(g.start_utc) as first, max(g.end_utc) as last into measured
  from public.generation g where g.site_uuid = of_site;
  forecast_values := planned.n;
  generation := measured.n;
  first_utc := least(planned.first, measured.first);
  last_utc := greatest(planned.last, measured.last);
  return next;
end
$$;

comment on function app.contents_of_site(uuid) is
  'Returns how many rows a site has in each big table, and the first and last time of them. '
  'Caller: sitecast_admin, before a site is deleted (sql/operations/jobs.ts). Lock: none.';
grant execute on function app.contents_of_site(uuid) to sitecast_admin;
