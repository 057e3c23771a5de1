import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { type SitePlace, zoneOf } from "../../domain/sites/site.ts";

/**
 * Keeps the time zones of the caller's sites that sessions or locations name, before these are
 * written: local days decide which rates hold. Other sites are ignored.
 */
export async function keep(
  sql: ScopedSql,
  rows: readonly { site_uuid?: string | null }[],
): Promise<void> {
  const siteUuids = new Set(rows.flatMap(({ site_uuid }) => site_uuid ?? []));
  if (siteUuids.size === 0) return;
  const sites = await sql<SitePlace[]>`
    select site_uuid, latitude, longitude, time_zone from sites s
    where site_uuid = any(${[...siteUuids]}::uuid[])`;
  await sql`
    select app.keep_site_zones(${sites.map(({ site_uuid }) => site_uuid)}::uuid[],
      ${sites.map(zoneOf)}::text[])`;
}

/**
 * Keeps the time zones of all sites that sessions or locations name, where they are new or another
 * one. Returns how many were. Costs of their sessions are counted again.
 */
export async function keepAll(sql: OwnerSql): Promise<number> {
  const sites = await sql<(SitePlace & { kept: string | null })[]>`
    select s.site_uuid, s.latitude, s.longitude, s.time_zone, z.time_zone as kept
    from sites s left join app.site_zones z using (site_uuid)
    where exists (select 1 from ev_charging_session c where c.site_uuid = s.site_uuid)
      or exists (select 1 from ev_location_lookup l where l.site_uuid = s.site_uuid)
    order by s.site_uuid`;
  const changed = sites.filter((site) => zoneOf(site) !== site.kept);
  if (changed.length === 0) return 0;
  await sql`
    insert into app.site_zones (site_uuid, time_zone)
    select z.site_uuid, z.zone
    from unnest(${changed.map(({ site_uuid }) => site_uuid)}::uuid[],
      ${changed.map(zoneOf)}::text[]) z (site_uuid, zone) join sites using (site_uuid)
    on conflict (site_uuid) do update set time_zone = excluded.time_zone`;
  return changed.length;
}
