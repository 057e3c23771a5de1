create function app.cut_forecasts(kept latest_forecast_values[], of_sites uuid[],
  from_utc timestamp, to_utc timestamp, touching boolean, made_by timestamp,
  min_horizon integer, day_ahead interval, of_zone text, of_model text)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text,
  is_cut boolean, is_filled boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  if kept is null then return; end if;
  return query
    with part as materialized (
      select v.*, s.model_name, s.model_version, s.is_filled,
        greatest(v.start_utc, s.shown_from) as part_start, least(v.end_utc, s.shown_to) as part_end,
        row_number() over (order by s.is_filled, v.timestamp_utc desc,
          v.forecast_created_utc desc nulls first, v.forecast_uuid desc,
          v.end_utc - v.start_utc, v.start_utc, v.ml_model_uuid) as number
      from unnest(kept) v
      join app.shown_models(of_sites, made_by, min_horizon, day_ahead, of_zone, of_model) s
        on s.site_uuid = v.site_uuid and s.ml_model_uuid = v.ml_model_uuid
          and v.start_utc < s.shown_to and v.end_utc > s.shown_from
      where app.is_finite_forecast(v.start_utc, v.end_utc, v.forecast_power_kw)),
    piece as materialized (
      select p.* from (
        select array_agg(site_uuid order by number) as sites,
          array_agg(part_start order by number) as starts,
          array_agg(part_end order by number) as ends from part) a
      cross join lateral app.cut_periods(a.sites, a.starts, a.ends) p
      where p.start_utc < to_utc
        and case when touching then p.end_utc > from_utc else p.start_utc >= from_utc end)
    select v.site_uuid, p.start_utc, p.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes, v.forecast_uuid, v.timestamp_utc, v.model_name, v.model_version,
      (p.start_utc, p.end_utc) <> (v.start_utc, v.end_utc), v.is_filled
    from piece p join part v using (number);
end
$$;

comment on function app.cut_forecasts(latest_forecast_values[], uuid[], timestamp, timestamp,
  boolean, timestamp, integer, interval, text, text) is
  'Cuts forecast values so that no two of a site overlap, and returns the pieces that start in '
  '[from_utc, to_utc), with touching those that overlap it. Each instant belongs to the newest '
  'run that covers it, of the models that are shown under these conditions '
  '(app.shown_models); what an older run says keeps its power and horizon for the rest. Of '
  'equally new values a shorter one wins. kept must have every value that overlaps the range, '
  'ends where it begins, or overlaps such a value. Caller: app.latest_forecast_values, '
  'app.past_forecast_values. Lock: none.';
