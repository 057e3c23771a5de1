import type { Site } from "./site.ts";

/** What values that are sent for a site are compared with. */
export interface SiteFacts extends
  Pick<
    Site,
    | "site_uuid"
    | "asset_type"
    | "latitude"
    | "longitude"
    | "altitude_m"
    | "tilt"
    | "orientation"
    | "time_zone"
    | "capacity_kw"
    | "inverter_capacity_kw"
    | "module_capacity_kw"
  > {
  /** Largest finite capacity above 0 (of the site, its inverters, its modules) that it has or had. */
  largest_capacity_kw: number | null;
}
