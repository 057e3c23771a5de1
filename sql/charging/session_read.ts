import type { ScopedSql } from "../../db/scope.ts";
import type { ChargingSession, SessionCost } from "../../domain/charging/session.ts";
import type { SessionChange } from "../../domain/charging/session_history.ts";
import { rowColumns, sessionJoins } from "./session_columns.ts";

type Row = Omit<ChargingSession, "costs"> & Omit<SessionCost, "cost" | "source">;

/** Returns a session of the caller's group with all its facts; undefined without one. */
export async function find(
  sql: ScopedSql,
  sessionId: string,
): Promise<ChargingSession | undefined> {
  const [row] = await sql<Row[]>`
    select ${rowColumns(sql)}, s.charge_duration_seconds::float8 as charge_duration_seconds,
      s.location_name, s.location_type, l.location_name as place_name,
      coalesce(s.site_uuid, l.site_uuid) as zone_site_uuid,
      s.plugged_in_duration_seconds::float8 as plugged_in_duration_seconds, s.plug_status,
      s.charging_status, s.station_status, s.charging_voltage::float8 as charging_voltage,
      s.charging_amperage::float8 as charging_amperage, s.charging_kw::float8 as charging_kw,
      s.max_power::float8 as max_power, s.min_power::float8 as min_power, s.estimated_end_utc,
      s.recorded_at, s.start_soc::float8 as start_soc, s.end_soc::float8 as end_soc,
      s.cost::float8 as cost, s.cost_without_overrides::float8 as cost_without_overrides,
      s.cost_source, s.is_complete, s.miles_added::float8 as miles_added, s.address,
      s.latitude::float8 as latitude, s.longitude::float8 as longitude,
      s.evse_voltage::float8 as evse_voltage, s.evse_amperage::float8 as evse_amperage,
      s.evse_kw::float8 as evse_kw,
      s.evse_max_power_kw::float8 as evse_max_power_kw,
      s.charger_rated_kw::float8 as charger_rated_kw, s.evse_source, s.stall_id, t.stall_label,
      s.note, s.ingested_at, s.original_timestamp, s.cost_rate::float8 as rate,
      s.cost_session_fee::float8 as fee, s.estimated_cost::float8 as estimated_cost,
      s.paid_per_kwh::float8 as paid_per_kwh, s.cost_difference::float8 as difference,
      s.is_member_rate, s.non_member_cost::float8 as non_member_cost,
      s.member_saving::float8 as member_saving
    from ev_charging_session s ${sessionJoins(sql)}
      left join ev_charger_stalls t on t.id = s.stall_id
    where s.session_id = ${sessionId}::uuid`;
  return row && withCosts(row);
}

function withCosts(row: Row): ChargingSession {
  const {
    rate,
    fee,
    estimated_cost,
    paid_per_kwh,
    difference,
    is_member_rate,
    non_member_cost,
    member_saving,
    ...session
  } = row;
  const { shown_cost: cost, shown_cost_source: source } = session;
  const rates = { rate, fee, estimated_cost, paid_per_kwh, difference };
  const member = { is_member_rate, non_member_cost, member_saving };
  return { ...session, costs: { cost, source, ...rates, ...member } };
}

/** Returns the session_ids of those sessions of the caller's group that have these internal numbers. */
export async function idsOf(sql: ScopedSql, numbers: number[]): Promise<string[]> {
  const rows = await sql<{ session_id: string }[]>`
    select session_id from ev_charging_session where id = any(${numbers.map(String)}::text[]::int[])
    order by session_start_utc desc nulls last, id`;
  return rows.map((row) => row.session_id);
}

/** Most changes that a page lists. */
const MOST_CHANGES = 50;

/** Returns the newest changes of a session, newest first; also of one that was removed. */
export async function history(sql: ScopedSql, sessionId: string): Promise<SessionChange[]> {
  return await sql<SessionChange[]>`
    select changed_utc, operation, changes, changed_by_email, changed_through, database_role
    from app.charging_history where session_id = ${sessionId}::uuid
    order by changed_utc desc limit ${MOST_CHANGES}`;
}
