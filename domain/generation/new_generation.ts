import { z } from "zod";
import { kw, rows, siteUuid, time } from "../ingestion.ts";

const measured = { start_utc: time(), end_utc: time(), generation_power_kw: kw() };
const replace = z.boolean({ error: "Write true or false." }).default(false);

/** Measurements of one site. */
export const siteGeneration = z.object({ values: rows(z.object(measured), "values"), replace });

/** Measurements of any of the caller's sites. */
export const generationOfSites = z.object({
  values: rows(z.object({ site_uuid: siteUuid, ...measured }), "values"),
  replace,
});
