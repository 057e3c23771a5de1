create function app.on_charging_setting_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.recount_charging_costs(changed.site_group_uuid, null, null, null)
  from (select distinct site_group_uuid from new_rows
    where key in ('currency', 'user_timezone', 'first_site_timezone')) changed;
  return null;
end
$$;

comment on function app.on_charging_setting_change() is
  'Counts the kept costs of a group again when the zone of its days or the currency of its rates '
  'changed. Caller: triggers recount_costs of app_settings. Lock: as '
  'app.recount_charging_costs.';
