import { z } from "zod";
import { isStorable } from "./site_input.ts";

/** A number in a range, as the text of a query. */
const degrees = (what: string, most: number) => {
  const error = `${what} is a number from -${most} to ${most}.`;
  return z.string({ error }).regex(/^[-+]?(\d+\.?\d*|\.\d+)$/, { error, abort: true })
    .transform(Number).pipe(z.number().min(-most, { error }).max(most, { error })).optional();
};

const text = (what: string, wanted: string) => {
  const error = `Send ${what} once and not empty, or leave it out.`;
  return z.string({ error }).trim().min(1, { error }).max(255, { error })
    .refine(isStorable, { error }).optional()
    .describe(wanted);
};

const clientSiteId = "client_site_id is a whole number of 0 or more.";
const active = "active is true, false or all.";

/** What sites may be asked by; all of it must hold. The box includes its edges. */
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

export type SiteFilter = Partial<z.output<z.ZodObject<typeof filters>>>;

interface Ends {
  min?: number;
  max?: number;
}

const inOrder = ({ min, max }: Ends) => min === undefined || max === undefined || min <= max;

const page = {
  limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 sites." })
    .default("100"),
  cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
};

/** The query of a list of sites. */
export const siteQuery = z.object({ ...page, ...filters })
  .refine((asked) => inOrder({ min: asked.latitude_min, max: asked.latitude_max }), {
    path: ["latitude_max"],
    error: "latitude_max must not be below latitude_min.",
  })
  .refine((asked) => inOrder({ min: asked.longitude_min, max: asked.longitude_max }), {
    path: ["longitude_max"],
    error: "longitude_max must not be below longitude_min.",
  });
