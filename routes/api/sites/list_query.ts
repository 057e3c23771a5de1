import { z } from "zod";
import { cursorQuery } from "../../http/params.ts";
import { siteFilters, siteSort } from "../../sites/list_filters.ts";

interface Ends {
  min?: number;
  max?: number;
}

const inOrder = ({ min, max }: Ends) => min === undefined || max === undefined || min <= max;

/** The query string of a list of sites. */
export const siteQuery = z.object({
  ...cursorQuery("sites"),
  format: z.enum(["json", "csv"], { error: "format is json or csv." }).optional().describe(
    "csv (or the header Accept: text/csv): all sites at once, with what can be edited and sent " +
      "back to POST /sites/bulk",
  ),
  energies: z.enum(["true", "false"], { error: "energies is true or false." }).default("false")
    .describe("true: with what each site produced and is expected to produce today and tomorrow"),
  sort: siteSort.optional().describe(
    "By default the order of UUIDs. A minus in front turns it round; sites without a value come " +
      "last, and equal ones by UUID. Figures are those of the quarter hour",
  ),
  ...siteFilters,
})
  .refine((query) => inOrder({ min: query.latitude_min, max: query.latitude_max }), {
    path: ["latitude_max"],
    error: "latitude_max must not be below latitude_min.",
  })
  .refine((query) => inOrder({ min: query.longitude_min, max: query.longitude_max }), {
    path: ["longitude_max"],
    error: "longitude_max must not be below longitude_min.",
  });
