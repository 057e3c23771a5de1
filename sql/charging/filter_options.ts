import type { ScopedSql } from "../../db/scope.ts";
import type { Shown } from "../../domain/charging/filter_period.ts";
import type { FilterOption, SessionFilter } from "../../domain/charging/session_filter.ts";
import { NO_FILTER } from "../../domain/charging/session_list.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import { passes } from "./session_filter.ts";

/** SQL: true when a row `s` of ev_charging_session is of the period of a filter, whatever its other limits. */
export const isOfPeriod = (
  sql: Fragments,
  { range, from, to }: SessionFilter,
  shown: Shown,
): Fragment => passes(sql, { ...NO_FILTER, range, from, to }, shown);

/**
 * SQL: one row, one column: what filters offer, as JSON. NULL where there is nothing. Reads `alike`,
 * which has the values that sessions have.
 */
export const optionsOfAlike = (sql: Fragments): Fragment =>
  sql`
    select jsonb_agg(o order by lower(coalesce(o.name, o.value)), o.value) from (
      select distinct 'type' as facet, charge_type as value, null::text as name from alike
      union select 'location_type', location_type, null from alike
      -- A session without a type of its own has that of its location.
      union select 'location_type', location_type, null from ev_location_lookup
      union all select 'network', n.id::text, n.network_name from ev_charging_networks n
        where n.id in (select network_id from alike)
      union all select 'site', site.site_uuid::text, site.client_site_name from sites site
        where site.site_uuid in (select site_uuid from alike)
      union all select 'vehicle', a.device_id, v.display_name
        from (select distinct device_id from alike) a
        left join ev_vehicles v on v.device_id = a.device_id) o
    where o.value is not null`;

/** Returns what sessions of a filter's period have, for its other limits to offer. */
export async function filterOptions(
  sql: ScopedSql,
  filter: SessionFilter,
  shown: Shown,
): Promise<FilterOption[]> {
  const [row] = await sql<[{ options: FilterOption[] | null }]>`
    with alike as materialized (
      select distinct s.charge_type, s.location_type, s.network_id, s.site_uuid, s.device_id
      from ev_charging_session s where ${isOfPeriod(sql, filter, shown)})
    select (${optionsOfAlike(sql)}) as options`;
  return row.options ?? [];
}
