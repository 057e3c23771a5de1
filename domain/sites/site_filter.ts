/** Filters of a list of sites: a site is listed when it meets all of them. */
export interface SiteFilter {
  /** The whole country, in any case. */
  country?: string;
  client_site_id?: number;
  /** Part of the site's name, in any case. */
  client_site_name?: string;
  /** Part of the name of the site's client, in any case. */
  client_name?: string;
  asset_type?: "pv" | "wind";
  active?: "true" | "false" | "all";
  /** A box of degrees, edges included. */
  latitude_min?: number;
  latitude_max?: number;
  longitude_min?: number;
  longitude_max?: number;
}
