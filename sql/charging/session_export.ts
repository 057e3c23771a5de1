import type { ScopedSql } from "../../db/scope.ts";
import type { CsvRow } from "../../domain/charging/session_csv.ts";
import { withHashJoins } from "../kit/hash_joins.ts";
import { sessionJoins } from "./session_columns.ts";
import { keysOf } from "./session_list.ts";
import {
  backwards,
  inOrder,
  isAfter,
  joinedFor,
  keyFromText,
  type Listing,
  sortKey,
} from "./session_order.ts";

/** Where in a listing a session is: the text of its sort key, and its id. */
export interface Place {
  key: string | null;
  id: number;
}

/** Rows that are in memory at a time: the objects of a whole piece would outlive it as garbage. */
const BATCH = 100;

/** Which sessions are next: their ids as PostgreSQL writes an array, and where the last of them is. */
interface Piece {
  ids: string;
  count: number;
  last: Place | null;
}

/**
 * Hands on the next sessions of a listing as a file has them, some at a time: after a place in it, or
 * the first ones. Returns the place of the last one; undefined when there are no more. The order goes
 * on though sessions are added and removed between two calls.
 *
 * Finds their ids first, and then reads these without nested loops: statistics from before a large
 * import let the planner expect one session of a group that has 100,000, and a join of both steps
 * would read all of them for each id.
 */
export async function exportAfter(
  sql: ScopedSql,
  listing: Listing,
  part: { limit: number; after?: Place },
  take: (rows: CsvRow[]) => void,
): Promise<Place | undefined> {
  const [piece] = await withHashJoins(sql, pieceAfter(sql, listing, part));
  const { ids, count, last } = piece!;
  if (!last) return undefined;
  // A plan for any ids would compare each session with each of them.
  await sql`select set_config('enable_nestloop', 'off', true),
    set_config('plan_cache_mode', 'force_custom_plan', true)`;
  await sessionsOf(sql, listing, ids).cursor(BATCH, take);
  await sql`select set_config('enable_nestloop', 'on', true),
    set_config('plan_cache_mode', 'auto', true)`;
  return count === part.limit ? last : undefined;
}

function pieceAfter(
  sql: ScopedSql,
  listing: Listing,
  { limit, after }: { limit: number; after?: Place },
) {
  const { order } = listing;
  const later = after === undefined
    ? sql``
    : sql`join start on ${isAfter(sql, order, sql`f`, sql`start`)}`;
  return sql<Piece[]>`
    with start as materialized (
      select ${after?.id ?? null}::int as id,
        ${keyFromText(sql, order.sort, after?.key ?? null)} as key),
    page as materialized (
      select f.id, f.key from (${keysOf(sql, listing)}) f ${later}
      order by ${inOrder(sql, order, sql`f`)} limit ${limit})
    select array_agg(id)::text as ids, count(*)::int as count,
      (select jsonb_build_object('id', id, 'key', key::text) from page
        order by ${backwards(sql, order)} limit 1) as last
    from page`;
}

const sessionsOf = (sql: ScopedSql, { order }: Listing, ids: string) =>
  sql<CsvRow[]>`
    select s.session_id, s.device_id, s.location_id::text as location_id,
      coalesce(s.location_name, l.location_name) as location_name, s.session_start_utc,
      s.session_end_utc, s.charge_duration_seconds::text as charge_duration_seconds,
      s.energy_kwh::text as energy_kwh, s.charging_kw::text as charging_kw,
      s.max_power::text as max_power, s.min_power::text as min_power,
      s.start_soc::text as start_soc, s.end_soc::text as end_soc, s.cost::text as cost,
      s.cost_without_overrides::text as cost_without_overrides,
      s.miles_added::text as miles_added, s.charging_voltage::text as charging_voltage,
      s.charging_amperage::text as charging_amperage, s.is_complete, s.recorded_at,
      s.latitude::text as latitude, s.longitude::text as longitude,
      n.network_name as charging_network,
      coalesce(s.location_type, l.location_type) as location_type, s.is_free, s.charge_type,
      s.address as location_address, s.evse_voltage::text as evse_voltage,
      s.evse_amperage::text as evse_amperage, s.evse_kw::text as evse_kw,
      s.evse_energy_kwh::text as evse_energy_kwh,
      s.evse_max_power_kw::text as evse_max_power_kw, s.evse_source,
      s.charger_rated_kw::text as charger_rated_kw,
      s.plugged_in_duration_seconds::text as plugged_in_duration_seconds, s.plug_status,
      s.charging_status, s.station_status, s.estimated_end_utc, s.original_timestamp,
      s.currency, s.note, s.cost_source, s.source_system, site.client_site_name as site_name,
      v.display_name as vehicle_name, s.shown_cost::text as shown_cost, s.shown_cost_source,
      s.sun_kwh::text as sun_energy, s.sun_known::text as sun_known
    from (select s.*, ${sortKey(sql, order.sort)} as key
      from ev_charging_session s ${joinedFor(sql, order.sort)}
      where s.id = any(${ids}::int[])) s ${sessionJoins(sql)}
    order by ${inOrder(sql, order, sql`s`)}`;
