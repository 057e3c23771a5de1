import { z } from "zod";
import { isStorable } from "../../../domain/text.ts";
import { cursorQuery } from "../../http/params.ts";

/** Degrees in a query string. */
const degrees = (what: string, most: number) => {
  const error = `${what} is a number from -${most} to ${most}.`;
  return z.string({ error }).regex(/^[-+]?(\d+\.?\d*|\.\d+)$/, { error, abort: true })
    .transform(Number).pipe(z.number().min(-most, { error }).max(most, { error })).optional();
};

/** A text in a query string. */
const text = (what: string, description: string) => {
  const error = `Send ${what} once and not empty, or leave it out.`;
  return z.string({ error }).trim().min(1, { error }).max(255, { error })
    .refine(isStorable, { error }).optional()
    .describe(description);
};

const clientSiteId = "client_site_id is a whole number of 0 or more.";
const active = "active is true, false or all.";

/** The filters of a list (domain/sites/site_filter.ts). */
const filters = {
  country: text("country", "The country as it is stored, whatever the case"),
  client_site_id: z.string({ error: clientSiteId }).regex(/^\d{1,10}$/, {
    error: clientSiteId,
    abort: true,
  }).transform(Number).pipe(z.number().max(2147483647, { error: clientSiteId })).optional(),
  client_site_name: text("client_site_name", "Part of the site's name, whatever the case"),
  client_name: text("client_name", "Part of the name of the site's client, whatever the case"),
  asset_type: z.enum(["pv", "wind"], { error: "asset_type is pv or wind." }).optional(),
  active: z.enum(["true", "false", "all"], { error: active }).default("true"),
  latitude_min: degrees("latitude_min", 90),
  latitude_max: degrees("latitude_max", 90),
  longitude_min: degrees("longitude_min", 180),
  longitude_max: degrees("longitude_max", 180),
};

interface Ends {
  min?: number;
  max?: number;
}

const inOrder = ({ min, max }: Ends) => min === undefined || max === undefined || min <= max;

/** The query string of a list of sites. */
export const siteQuery = z.object({
  ...cursorQuery("sites"),
  energies: z.enum(["true", "false"], { error: "energies is true or false." }).default("false")
    .describe("true: with what each site produced and is expected to produce today and tomorrow"),
  ...filters,
})
  .refine((query) => inOrder({ min: query.latitude_min, max: query.latitude_max }), {
    path: ["latitude_max"],
    error: "latitude_max must not be below latitude_min.",
  })
  .refine((query) => inOrder({ min: query.longitude_min, max: query.longitude_max }), {
    path: ["longitude_max"],
    error: "longitude_max must not be below longitude_min.",
  });
