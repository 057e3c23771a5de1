import type { ScopedSql } from "../../db/scope.ts";
import type { SiteSession } from "../../domain/charging/site_session.ts";
import { LONGEST_CHARGE } from "../../domain/charging/sun.ts";

/** Sessions that a chart shows. */
const MOST = 200;

/** Returns the group's sessions that charged at a site in `[start, end)`, by their start. */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<SiteSession[]> {
  return await sql<SiteSession[]>`
    select session_id, session_start_utc as start_utc, ended as end_utc, s.device_id,
      (select display_name from ev_vehicles v where v.device_id = s.device_id limit 1)
        as vehicle_name,
      energy_kwh::float8 as energy_kwh, evse_energy_kwh::float8 as evse_energy_kwh,
      sun_kwh::float8 as sun_kwh, sun_known::float8 as sun_known
    from ev_charging_session s, lateral (select least(session_end_utc,
      session_start_utc + nullif(charge_duration_seconds, 0) * interval '1 second')) e (ended)
    where site_uuid = ${siteUuid}::uuid and session_start_utc < ${end}
      and session_start_utc >= ${start.subtract(LONGEST_CHARGE)} and ended > ${start}
    order by session_start_utc, id limit ${MOST}`;
}
