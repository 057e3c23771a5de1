import { filterPeriod, type Shown } from "../../domain/charging/filter_period.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: true when a row `s` of ev_charging_session passes a filter. A session without a start is in
 * no period. Row-level security limits the rows to those of the caller's group.
 */
export function passes(sql: Fragments, filter: SessionFilter, shown: Shown): Fragment {
  return conditions(sql, filter, shown).reduce((all, one) => sql`${all} and ${one}`, sql`true`);
}

function conditions(sql: Fragments, filter: SessionFilter, shown: Shown): Fragment[] {
  const { start, end } = filterPeriod(filter, shown);
  const { type, network, location_type, site, vehicle, cost } = filter;
  const all: (Fragment | false)[] = [
    start !== undefined && sql`s.session_start_utc >= ${start}`,
    end !== undefined && sql`s.session_start_utc < ${end}`,
    type.length > 0 && sql`s.charge_type = any(${type}::text[])`,
    network.length > 0 && sql`s.network_id = any(${network.map(String)}::text[]::int[])`,
    location_type.length > 0 && isOfType(sql, location_type),
    site.length > 0 && sql`s.site_uuid = any(${site}::uuid[])`,
    vehicle.length > 0 && sql`s.device_id = any(${vehicle}::text[])`,
    cost === "known" && sql`s.shown_cost is not null`,
    cost === "unknown" && sql`s.shown_cost is null`,
  ];
  return all.filter((one) => one !== false);
}

/** SQL: true for a session whose own type of location, or else that of its location, is one of some. */
const isOfType = (sql: Fragments, types: string[]): Fragment =>
  sql`(s.location_type = any(${types}::text[]) or s.location_type is null
    and s.location_id = any(array(
      select l.id from ev_location_lookup l where l.location_type = any(${types}::text[]))))`;
