create function app.latest_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
    select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
      l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
      l.timestamp_utc, m.name::text, m.version::text
    from latest_forecast_values l
    join sites s on s.site_uuid = l.site_uuid
    left join ml_model m on m.model_uuid = l.ml_model_uuid
    left join ml_model own on own.model_uuid = s.ml_model_uuid
    where l.site_uuid = any(of_sites)
      and l.site_uuid = any((select app.visible_sites())::uuid[])
      and l.start_utc >= from_utc and l.start_utc < to_utc
      and (s.ml_model_uuid is null or m.name = own.name)
    order by l.site_uuid, l.start_utc, l.timestamp_utc desc,
      l.forecast_created_utc desc nulls first, l.forecast_uuid desc;
end
$$;

comment on function app.latest_forecast_values(uuid[], timestamp, timestamp) is
  'Returns for each of the scope''s sites among these and each target time in [from_utc, '
  'to_utc) the newest value of all models, or of the site''s model where it has one. A model '
  'is its name: each version has a UUID of its own. Caller: web roles '
  '(sql/forecasts/latest.ts). Lock: none.';
grant execute on function app.latest_forecast_values(uuid[], timestamp, timestamp)
  to sitecast_app, sitecast_admin;
