import { z } from "zod";
import { kw, rows, siteUuid, time } from "../ingestion.ts";

const measured = {
  start_utc: time,
  end_utc: time.describe("After the start, by one day at most"),
  generation_power_kw: kw.describe(
    "Mean power over [start_utc, end_utc), from -0.05 to 1.1 times the site's capacity",
  ),
};
const replace = z.boolean({ error: "Say true or false." }).default(false)
  .describe("Whether a value takes the place of a stored one; otherwise the first one stays");

/** Measurements of one site. */
export const siteGeneration = z.object({ values: rows(z.object(measured), "values"), replace });

/** Measurements of any of the caller's sites. */
export const generationOfSites = z.object({
  values: rows(z.object({ site_uuid: siteUuid, ...measured }), "values"),
  replace,
});
