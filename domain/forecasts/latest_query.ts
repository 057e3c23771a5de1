import { z } from "zod";
import { sumQuery } from "./sum_query.ts";
import { timeRange } from "../time/time_range.ts";

/** Most that one answer tells: some 70 MB of quarter hours. A script that wants more asks more often. */
export const MAX_SITE_DAYS = 4000;

/** Which sites' forecasts (all active ones when none are named), when, and in which form. */
export const latestQuery = timeRange.safeExtend({
  site_uuids: sumQuery.shape.site_uuids,
  format: z.enum(["rows", "columns"], { error: "Write rows or columns." }).default("rows"),
});

export function siteDays(sites: number, start: Temporal.Instant, end: Temporal.Instant): number {
  return sites * start.until(end).total("hours") / 24;
}
