import { z } from "zod";
import { RESOLUTIONS, SUM_BY } from "../../domain/power_sum.ts";

/** Most sites that one request may name. */
const MAX_SITES = 1000;

const guid = z.guid();
const isUuid = (text: string) => guid.safeParse(text).success;

/** A list of sites in a query string: UUIDs with commas between them. */
export const siteUuids = z.string()
  .transform((text) => text.split(","))
  .refine((uuids) => uuids.length <= MAX_SITES, {
    error: `Name at most ${MAX_SITES} sites.`,
    abort: true,
  })
  .refine((uuids) => uuids.every(isUuid), {
    error: "Write UUIDs of sites with commas between them.",
  });

const resolutions = RESOLUTIONS.map(String) as `${typeof RESOLUTIONS[number]}`[];

const by = z.enum(SUM_BY, {
  error: `Write ${SUM_BY.slice(0, -1).join(", ")} or ${SUM_BY.at(-1)}.`,
});

/** The query parameters of sums: their grouping, and the minutes of a period. */
export const sums = {
  by: by.default("total"),
  sum_by: by.optional().describe("The same by the name that the Python SDK has for it"),
  resolution: z.enum(resolutions, { error: "Write 5, 10, 15, 30 or 60." }).default("15")
    .describe("Minutes of each period, whatever the periods of the data"),
};
