import { z } from "zod";
import { seriesRange } from "../../../domain/time/time_range.ts";
import { manySites } from "../many_sites.ts";
import { CLOCK_HAS_HOURS, conditions, ONE_CLOCK } from "./forecast_query.ts";

/** The query string of forecasts of many sites: the sites, a range, conditions on the runs, a format. */
export const latestQuery = seriesRange.safeExtend({
  ...manySites,
  ...conditions,
  format: z.enum(["rows", "columns"], { error: "Write rows or columns." }).default("rows"),
}).refine(...CLOCK_HAS_HOURS).refine(...ONE_CLOCK);
