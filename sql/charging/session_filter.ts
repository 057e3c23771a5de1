import {
  type FilterPeriod,
  filterPeriod,
  type Shown,
} from "../../domain/charging/filter_period.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: true when a row `s` of ev_charging_session passes a filter. A session without a start is in
 * no period. Row-level security limits the rows to those of the caller's group.
 */
export const passes = (sql: Fragments, filter: SessionFilter, shown: Shown): Fragment =>
  sql`${startsIn(sql, filterPeriod(filter, shown))} and ${isOfKind(sql, filter)}`;

const all = (sql: Fragments, conditions: (Fragment | false)[]): Fragment =>
  conditions.filter((one) => one !== false)
    .reduce((before, one) => sql`${before} and ${one}`, sql`true`);

/** SQL: true when a session `s` starts in a period. */
export const startsIn = (sql: Fragments, { start, end }: FilterPeriod): Fragment =>
  all(sql, [
    start !== undefined && sql`s.session_start_utc >= ${start}`,
    end !== undefined && sql`s.session_start_utc < ${end}`,
  ]);

/**
 * SQL: true when a row `s` passes the limits of a filter other than its period: a session, or several
 * that are alike, whose cost is known by a condition of their own.
 */
export function isOfKind(
  sql: Fragments,
  { type, network, location_type, site, vehicle, cost }: SessionFilter,
  isCostKnown: Fragment = sql`s.shown_cost is not null`,
): Fragment {
  return all(sql, [
    type.length > 0 && sql`s.charge_type = any(${type}::text[])`,
    network.length > 0 && sql`s.network_id = any(${network.map(String)}::text[]::int[])`,
    location_type.length > 0 && isOfType(sql, location_type),
    site.length > 0 && sql`s.site_uuid = any(${site}::uuid[])`,
    vehicle.length > 0 && sql`s.device_id = any(${vehicle}::text[])`,
    cost === "known" && isCostKnown,
    cost === "unknown" && sql`not ${isCostKnown}`,
  ]);
}

/** SQL: true for a session whose own type of location, or else that of its location, is one of some. */
const isOfType = (sql: Fragments, types: string[]): Fragment =>
  sql`(s.location_type = any(${types}::text[]) or s.location_type is null
    and s.location_id = any(array(
      select l.id from ev_location_lookup l where l.location_type = any(${types}::text[]))))`;
