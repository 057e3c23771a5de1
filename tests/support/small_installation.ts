/** SQL for some rows of each kind that a small installation has, at any migration from the ninth on. */
export const SMALL_INSTALLATION = `
  insert into site_groups (site_group_name) values ('north');
  insert into users (email, site_group_uuid) select 'a@example.org', site_group_uuid from site_groups;
  insert into sites (ml_id, capacity_kw) values (1, 4);
  insert into site_group_sites (site_group_uuid, site_uuid)
    select site_group_uuid, site_uuid from site_groups, sites;
  insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
    select site_uuid, 1, '2026-06-01', '2026-06-01 00:15' from sites;
  insert into forecasts (site_uuid, timestamp_utc, forecast_version)
    select site_uuid, '2026-06-01', '1' from sites;
  insert into forecast_values (start_utc, end_utc, forecast_power_kw, forecast_uuid)
    select '2026-06-02', '2026-06-02 01:00', 2, forecast_uuid from forecasts`;
