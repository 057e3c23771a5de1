import { z } from "zod";
import { timeRange } from "../../../domain/time/time_range.ts";
import { siteUuids } from "../sum_query.ts";

/** Largest response: sites times days, some 70 MB of quarter hours. */
export const MAX_SITE_DAYS = 4000;

/** The query string of latest forecasts: the sites (by default all active ones), range and format. */
export const latestQuery = timeRange.safeExtend({
  site_uuids: siteUuids.optional(),
  format: z.enum(["rows", "columns"], { error: "Write rows or columns." }).default("rows"),
});

/** Returns how many site-days a response would have. */
export function siteDays(sites: number, start: Temporal.Instant, end: Temporal.Instant): number {
  return sites * start.until(end).total("hours") / 24;
}
