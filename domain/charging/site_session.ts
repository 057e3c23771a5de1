/** A session at a site, as the chart of its power shows it. */
export interface SiteSession {
  session_id: string;
  start_utc: string;
  /** When charging ended: after the time of charging, if that is known, else when it was unplugged. */
  end_utc: string;
  vehicle_name: string | null;
  device_id: string;
  energy_kwh: number | null;
  evse_energy_kwh: number | null;
  sun_kwh: number | null;
  sun_known: number | null;
}
