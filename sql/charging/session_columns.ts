import { LEAST_KNOWN } from "../../domain/charging/sun.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import { seconds } from "./session_order.ts";

/** SQL: the columns of a SessionRow, from what `sessionJoins` joins. */
export const rowColumns = (sql: Fragments): Fragment =>
  sql`s.session_id, s.device_id, v.display_name as vehicle_name, s.site_uuid,
    site.client_site_name as site_name, s.location_id,
    coalesce(s.location_name, l.location_name) as location_name,
    coalesce(s.location_type, l.location_type) as location_type,
    s.network_id, n.network_name, n.color as network_color, s.charge_type, s.session_start_utc,
    s.session_end_utc, ${seconds(sql)}::float8 as charge_duration_seconds,
    s.energy_kwh::float8 as energy_kwh, s.evse_energy_kwh::float8 as evse_energy_kwh, s.currency, s.is_free, s.shown_cost::float8 as shown_cost,
    s.shown_cost_source, s.sun_kwh::float8 as sun_kwh, s.sun_known::float8 as sun_known,
    s.source_system, s.version`;

/** SQL: names beside sessions `s`: vehicle `v`, `site`, location `l`, network `n`. */
export const sessionJoins = (sql: Fragments): Fragment =>
  sql`left join ev_vehicles v on v.device_id = s.device_id
    left join sites site on site.site_uuid = s.site_uuid
    left join ev_location_lookup l on l.id = s.location_id
    left join ev_charging_networks n on n.id = s.network_id`;

/** SQL: true where enough of the time of a session `s` was measured for it to have a share of sun. */
export const isMeasured = (sql: Fragments): Fragment =>
  sql`(s.sun_known >= ${String(LEAST_KNOWN)}::numeric)`;
