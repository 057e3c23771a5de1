import type { OwnerSql } from "../../db/client.ts";

/** Inserts a row of a group into each table of charging, at a site of it. */
export async function fillCharging(sql: OwnerSql, group: string, site: string, user: string) {
  await sql`insert into app.site_zones values (${site}, 'Indian/Reunion')`;
  await sql`
    insert into app_settings (key, value, site_group_uuid)
    values ('store_positions', 'true', ${group})`;
  const [network] = await sql<{ id: number }[]>`
    insert into ev_charging_networks (network_name, cost_per_kwh, site_group_uuid)
    values ('Green', 0.4, ${group}) returning id`;
  const [place] = await sql<{ id: number }[]>`
    insert into ev_location_lookup (location_name, network_id, site_uuid, site_group_uuid)
    values ('Car park', ${network!.id}, ${site}, ${group}) returning id`;
  await sql`
    insert into ev_charger_stalls (location_id, stall_label, site_group_uuid)
    values (${place!.id}, '1', ${group})`;
  await sql`
    insert into ev_network_subscriptions (network_id, member_rate, start_date, site_group_uuid)
    values (${network!.id}, 0.3, '2026-01-01', ${group})`;
  await sql`
    insert into ev_rates (network_id, cost_per_kwh, site_group_uuid)
    values (${network!.id}, 0.5, ${group})`;
  await sql`
    insert into ev_vehicles (display_name, device_id, site_group_uuid)
    values ('Van', 'van', ${group})`;
  for (const table of ["ev_battery_status", "ev_vehicle_status", "ev_location"]) {
    await sql`
      insert into ${sql(table)} (device_id, recorded_at, site_group_uuid)
      values ('van', '2026-06-21T06:00:00Z', ${group})`;
  }
  await sql`insert into ev_trip_metrics (device_id, site_group_uuid) values ('van', ${group})`;
  await sql`
    insert into ev_charging_session (device_id, location_id, network_id, site_uuid, energy_kwh,
      session_start_utc, session_end_utc, site_group_uuid)
    values ('van', ${place!.id}, ${network!.id}, ${site}, 10, '2026-06-21T06:00:00Z',
      '2026-06-21T07:00:00Z', ${group})`;
  await sql`update app.charging_history set changed_by = ${user}`;
  await sql`insert into app.charging_recounts (site_group_uuid) values (${group})`;
  await sql`
    with made as (
      insert into app.charging_imports (site_group_uuid, user_uuid, file_name, header, proposal)
      values (${group}, ${user}, 'log.csv', '{kWh}', '{}') returning import_uuid)
    insert into app.charging_import_rows (import_uuid, row_number, site_group_uuid, line, cells)
    select import_uuid, 1, ${group}, 2, '["5"]' from made`;
  await sql`insert into app.database_logins values (${`of ${group}`}, ${group})`;
}
