create function app.drop_forecast_upload(of_upload uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from app.staged_runs
  where upload_uuid = of_upload and site_group_uuid = app.group_uuid();
end
$$;

comment on function app.drop_forecast_upload(uuid) is
  'Forgets an upload of runs of the scope''s group that is not to be stored. Caller: web roles '
  '(sql/forecasts/uploads.ts), app.move_runs. Lock: the rows deleted.';
grant execute on function app.drop_forecast_upload(uuid) to sitecast_app, sitecast_admin;
