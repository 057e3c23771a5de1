create function app.on_forecasts_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  touched uuid[];
  sites uuid[];
  starts timestamp[];
  models uuid[];
begin
  if tg_op = 'UPDATE' then
    execute 'select array_agg(distinct o.forecast_uuid),
        array_agg(distinct o.site_uuid) || array_agg(distinct n.site_uuid)
      from old_rows o join new_rows n using (forecast_uuid)
      where (o.site_uuid, o.timestamp_utc, o.created_utc)
        is distinct from (n.site_uuid, n.timestamp_utc, n.created_utc)' into runs, touched;
  else
    execute 'select array_agg(forecast_uuid), array_agg(distinct site_uuid) from old_rows'
      into runs, touched;
  end if;
  if runs is null then return null; end if;
  perform app.touch_sites(touched);
  delete from app.model_runs where site_uuid = any(touched) and forecast_uuid = any(runs);
  execute 'select array_agg(site_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    from latest_forecast_values where site_uuid = any($1) and forecast_uuid = any($2)'
    into sites, starts, models using touched, runs;
  if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
  if tg_op = 'UPDATE' then perform app.refresh_latest(runs); end if;
  return null;
end
$$;

comment on function app.on_forecasts_change() is
  'Keeps the latest table true after runs were moved to another site or time, or deleted '
  'together with their values in one statement: then the trigger of the values finds no run '
  'any more. Caller: triggers latest_update and latest_delete of forecasts. Lock: as '
  'app.touch_sites.';
