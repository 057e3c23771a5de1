import type { Site } from "../sites/site.ts";

/** A site and a UTC day whose accuracy is to be counted. */
export interface DueDay extends Pick<Site, "site_uuid" | "asset_type" | "latitude" | "longitude"> {
  day: string;
}

/** A time during which the sun is down: half-open, RFC 3339. */
export interface Night {
  start_utc: string;
  end_utc: string;
}

/** The day of a site whose pairs are counted. */
export interface AccuracyDay {
  site_uuid: string;
  /** A UTC day. */
  day: Temporal.PlainDate;
  /**
   * The nights of the 48 hours from the start of the day: periods may reach into the next one.
   * Undefined: unknown, and no period counts as daylight.
   */
  nights?: Night[];
}
