create function app.withdraw_run(of_site uuid, run uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
  brought integer;
  stored record;
begin
  perform app.check_sites(array[of_site]);
  perform app.touch_sites(array[of_site]);
  if not exists (select 1 from forecasts f
    where f.forecast_uuid = run and f.site_uuid = of_site) then
    raise 'There is no such forecast here.' using errcode = 'SC404';
  end if;
  select r.value_count into brought from app.run_batches r
  where r.forecast_uuid = run and r.batch_id in (
    select b.batch_id from app.batches b where b.site_group_uuid = app.group_uuid());
  select count(*)::integer as n, coalesce(min(v.start_utc), 'epoch') as first,
    coalesce(max(v.end_utc), 'epoch') as last into stored
  from forecast_values v where v.forecast_uuid = run;
  if not is_admin and brought is null then
    raise 'Your group did not bring this forecast.' using errcode = 'SC409';
  elsif not is_admin and stored.n > brought then
    raise 'Values were added to this forecast in SQL since your group sent it.'
      using errcode = 'SC409';
  end if;
  perform app.delete_runs(array[of_site], array[run]);
  perform app.count_batch(app.open_batch('withdrawn', 1), array[of_site], array[stored.first],
    array[stored.last], array['deleted'], array[stored.n]);
  return stored.n;
end
$$;

comment on function app.withdraw_run(uuid, uuid) is
  'Deletes a run with its values and returns how many values. Throws P0002 for a site that is '
  'not the scope''s, SC404 for a run that is not the site''s, SC409 for a run that the scope''s '
  'group did not bring or that got values in SQL since; admins may delete any. Caller: web roles '
  '(sql/forecasts/forecasts.ts). Lock: as app.delete_runs.';
grant execute on function app.withdraw_run(uuid, uuid) to sitecast_app, sitecast_admin;
