import type { AttentionKind } from "./attention/kinds.ts";

/** Filters of a list of sites: a site is listed when it meets all of them. */
export interface SiteFilter {
  /**
   * Part of the name, of the country or of the region, in any case; the client's number; or the
   * UUID or at least its first four characters.
   */
  q?: string;
  /** The whole country, in any case. */
  country?: string;
  /** The whole region, in any case. */
  region?: string;
  /** Name, long name or id of the DNO or GSP. */
  dno?: string;
  gsp?: string;
  client_site_id?: number;
  /** Part of the site's name, in any case. */
  client_site_name?: string;
  /** Part of the name of the site's client, in any case. */
  client_name?: string;
  asset_type?: "pv" | "wind";
  active?: "true" | "false" | "all";
  data?: DataState;
  /** Sites about which something of this kind, or of any, is open and not dismissed. */
  attention?: AttentionKind | "any";
  /** A box of degrees, edges included. */
  latitude_min?: number;
  latitude_max?: number;
  longitude_min?: number;
  longitude_max?: number;
}

/** How recent a site's data are. */
export const DATA_STATES = ["up_to_date", "forecast_late", "measurements_late"] as const;
export type DataState = typeof DATA_STATES[number];

/** What a list can be ordered by; sites without a value come last, equal ones by UUID. */
export const SORTS = [
  "name",
  "capacity",
  "now",
  "produced",
  "today",
  "against_day_ahead",
  "tomorrow",
  "measured",
] as const;
export type Sort = typeof SORTS[number];

export interface SiteOrder {
  by: Sort;
  isDescending: boolean;
}

/** The filters that a page offers with the number of sites of each value. */
export const FACETS = [
  "active",
  "asset_type",
  "country",
  "region",
  "dno",
  "gsp",
  "data",
  "attention",
] as const;
export type Facet = typeof FACETS[number];
