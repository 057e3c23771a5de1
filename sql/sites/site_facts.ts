import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFacts } from "../../domain/sites/site_facts.ts";

const CAPACITIES = ["capacity_kw", "inverter_capacity_kw", "module_capacity_kw"];

/**
 * Returns what sent values are compared with, by the UUIDs of the sites; in a scope, sites that the
 * caller's group lacks have no entry. The largest capacity is looked for in the site, in its capacities of
 * before, and in its history, where other writers can have put anything.
 */
export async function factsOf(
  sql: ScopedSql | OwnerSql,
  siteUuids: string[],
): Promise<Map<string, SiteFacts>> {
  const rows = await sql<SiteFacts[]>`
    select site_uuid, asset_type::text as asset_type, latitude, longitude, altitude_m, tilt,
      orientation, time_zone, capacity_kw, inverter_capacity_kw, module_capacity_kw,
      (select max(kw) filter (where kw > 0 and kw < 1e300) from (
        select unnest(array[s.capacity_kw, s.inverter_capacity_kw, s.module_capacity_kw]) as kw
        union all
        select capacity_kw from site_capacities c where c.site_uuid = s.site_uuid
        union all
        select case when jsonb_typeof(v) = 'number' then
          case when v::numeric < 1e300 then v::double precision end end
        from sites_history h, unnest(${CAPACITIES}::text[]) as name,
          lateral (select h.site_data -> name) as of (v)
        where h.site_uuid = s.site_uuid) had) as largest_capacity_kw
    from sites s where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map((row) => [row.site_uuid, row]));
}
