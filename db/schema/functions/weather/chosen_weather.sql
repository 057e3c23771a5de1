create function app.chosen_weather(sites uuid[], as_of timestamp)
returns table (site_uuid uuid, series_uuid uuid, source text)
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select distinct on (n.site_uuid) n.site_uuid, n.series_uuid, w.source
    from app.weather_near(sites) n
    join app.weather_series w on w.series_uuid = n.series_uuid
    cross join lateral (
      (select r.issued_utc, r.end_utc from app.weather_runs r
        where r.series_uuid = n.series_uuid and r.issued_utc <= as_of and r.received_utc <= as_of
        order by r.issued_utc desc limit 1)
      union all
      -- Once runs are removed, the days that are kept tell of them.
      (select d.day::timestamp, d.day::timestamp from app.weather_days d
        where d.series_uuid = n.series_uuid and d.day <= as_of order by d.day desc limit 1)
      order by 1 desc limit 1) newest
    where w.site_group_uuid is null or exists (select 1 from site_group_sites g
      where g.site_uuid = n.site_uuid and g.site_group_uuid = w.site_group_uuid)
    order by n.site_uuid, newest.end_utc <= as_of, w.site_group_uuid is null,
      newest.issued_utc desc, w.source, w.site_uuid is null, n.km, n.series_uuid;
end
$$;

comment on function app.chosen_weather(uuid[], timestamp) is
  'Returns the one series of weather that the forecasts of each of these sites use, by what had '
  'been issued and received by as_of: of those that the service fetched, and those that a group '
  'sent that has the site (never a stranger''s, who could spoil its forecasts). Those that still '
  'tell of the future come first, then sent before fetched, then the newest run, then the name of '
  'the source, then the nearest place. Sites without weather are left out. Caller: '
  'sql/weather/site_weather.ts, app.weather_of_site. Lock: none.';
