import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";

type PlacedSite = Pick<Site, "time_zone" | "latitude" | "longitude">;

/**
 * Keeps the zone of the first site of the caller's group, before sessions are written: it decides
 * their local days where neither a site nor the group says one. A token that is limited to some
 * sites leaves it as it is, as it may not see the first one.
 */
export async function keepOwn(sql: ScopedSql): Promise<void> {
  const [site] = await sql<PlacedSite[]>`
    select time_zone, latitude, longitude from sites
    where latitude is not null and nullif(current_setting('app.only_sites', true), '') is null
    order by active is false, site_uuid limit 1`;
  if (!site) return;
  await sql`
    insert into app_settings (key, value) values ('first_site_timezone', ${zoneOf(site)})
    on conflict (key, site_group_uuid) do update set value = excluded.value, updated_at = now()
    where app_settings.value is distinct from excluded.value`;
}

interface Group {
  site_group_uuid: string;
  kept: string | null;
  site: PlacedSite | null;
}

/**
 * Keeps the zone of the first site of all groups with sessions, where it is new or another one, and
 * none of groups without a site that has coordinates. Returns how many changed. Costs of their
 * sessions are counted again.
 */
export async function keepAll(sql: OwnerSql): Promise<number> {
  const groups = await sql<Group[]>`
    select g.site_group_uuid, k.value as kept, (
      select jsonb_build_object('time_zone', s.time_zone, 'latitude', s.latitude,
        'longitude', s.longitude)
      from site_group_sites l join sites s using (site_uuid)
      where l.site_group_uuid = g.site_group_uuid and s.latitude is not null
      order by s.active is false, s.site_uuid limit 1) as site
    from site_groups g left join app_settings k
      on k.site_group_uuid = g.site_group_uuid and k.key = 'first_site_timezone'
    where exists (select 1 from ev_charging_session c where c.site_group_uuid = g.site_group_uuid)
    order by g.site_group_uuid`;
  const changed = groups
    .map((group) => ({ ...group, zone: group.site ? zoneOf(group.site) : null }))
    .filter(({ kept, zone }) => zone !== kept);
  if (changed.length === 0) return 0;
  await sql`
    insert into app_settings (key, value, site_group_uuid)
    select 'first_site_timezone', z.zone, z.site_group_uuid
    from unnest(${changed.map(({ site_group_uuid }) => site_group_uuid)}::uuid[],
      ${changed.map(({ zone }) => zone)}::text[]) z (site_group_uuid, zone)
      join site_groups using (site_group_uuid)
    on conflict (key, site_group_uuid) do update set value = excluded.value, updated_at = now()`;
  return changed.length;
}
