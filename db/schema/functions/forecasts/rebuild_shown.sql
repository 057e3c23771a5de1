create function app.rebuild_shown(runs uuid[], starts timestamp[], models uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  shown_sites uuid[];
  shown_starts timestamp[];
  shown_models uuid[];
begin
  execute $q$
    select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
    from (
      select distinct f.site_uuid, o.forecast_uuid, o.start_utc,
        coalesce(o.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid
      from unnest($1, $2, $3) o (forecast_uuid, start_utc, ml_model_uuid)
      join forecasts f using (forecast_uuid)) o
    join latest_forecast_values l using (site_uuid, start_utc, ml_model_uuid, forecast_uuid)
  $q$ into shown_sites, shown_starts, shown_models using runs, starts, models;
  if shown_sites is null then return; end if;
  perform app.rebuild_latest(shown_sites, shown_starts, shown_models);
end
$$;

comment on function app.rebuild_shown(uuid[], timestamp[], uuid[]) is
  'Makes those rows of the latest table again that show one of these values, which were taken '
  'away or changed (three arrays of one length: run, target time and model of each). Caller: '
  'triggers of forecast_values, after app.lock_runs. Lock: as app.rebuild_latest.';
