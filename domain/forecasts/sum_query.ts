import { z } from "zod";
import { timeRange } from "../time/time_range.ts";

/** By what the power of sites is added up. */
const SUM_BY = ["total", "dno", "gsp"] as const;
export type SumBy = typeof SUM_BY[number];

/** Most sites that one request may name. */
const MAX_SITES = 1000;

const guid = z.guid();
const isUuid = (text: string) => guid.safeParse(text).success;

const siteUuids = z.string()
  .transform((text) => text.split(","))
  .refine((uuids) => uuids.length <= MAX_SITES, {
    error: `Name at most ${MAX_SITES} sites.`,
    abort: true,
  })
  .refine((uuids) => uuids.every(isUuid), {
    error: "Write UUIDs of sites with commas between them.",
  });

/** Which sites (all active ones when none are named) are added up by what, and when. */
export const sumQuery = timeRange.safeExtend({
  by: z.enum(SUM_BY, { error: "Write total, dno or gsp." }).default("total"),
  site_uuids: siteUuids.optional(),
});
