import type { Site } from "../sites/site.ts";

/** A site and a UTC day that has forecast values of it. */
export interface DueDay extends Pick<Site, "site_uuid" | "asset_type" | "latitude" | "longitude"> {
  day: string;
}

/** Half-open, RFC 3339. */
export interface Night {
  start_utc: string;
  end_utc: string;
}

export interface AccuracyDay {
  site_uuid: string;
  /** A UTC day. */
  day: Temporal.PlainDate;
  /**
   * When the sun is down, from the start of the day to that of the day after the next. Undefined:
   * unknown, and no period counts as daylight.
   */
  nights?: Night[];
}
