import type { OwnerSql } from "../../db/client.ts";

/** Tells functions of the database up to how many km from a site a place has its weather. */
export async function keepDistance(sql: OwnerSql, km: number): Promise<void> {
  await sql`
    insert into app.weather_settings (distance_km) values (${km})
    on conflict (is_only) do update set distance_km = excluded.distance_km
    where weather_settings.distance_km <> excluded.distance_km`;
}
