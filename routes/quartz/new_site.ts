import type { NewQuartzSite } from "../../domain/quartz/input.ts";
import type { StoredSite } from "../../sql/sites/sites.ts";

/** What the site API gives a site without them: degrees. */
const ORIENTATION = 180;
const TILT = 35;

/** Returns the site to store: its capacity is that of its modules, or else of its inverters. */
export function newSiteOf(sent: NewQuartzSite): StoredSite {
  const { client_site_id, latitude, longitude, inverter_capacity_kw, module_capacity_kw } = sent;
  return {
    client_site_id,
    client_site_name: sent.client_site_name ?? null,
    asset_type: "pv",
    country: "uk",
    latitude,
    longitude,
    orientation: sent.orientation ?? ORIENTATION,
    tilt: sent.tilt ?? TILT,
    capacity_kw: module_capacity_kw ?? inverter_capacity_kw,
    inverter_capacity_kw,
    module_capacity_kw: module_capacity_kw ?? undefined,
    has_battery: false,
    is_tracked: false,
    is_curtailed: false,
  };
}
