import { z } from "zod";
import { ATTENTION_KINDS } from "../../domain/sites/attention/kinds.ts";
import { DATA_STATES, type SiteOrder, SORTS } from "../../domain/sites/site_filter.ts";
import { isStorable } from "../../domain/text.ts";

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

const choice = (values: readonly string[]) =>
  `${values.slice(0, -1).join(", ")} or ${values.at(-1)}.`;

const clientSiteId = "client_site_id is a whole number of 0 or more.";
const active = "active is true, false or all.";

const attentionKinds = [...ATTENTION_KINDS, "any"] as const;

/** The filters of a list of sites (domain/sites/site_filter.ts), of the page and the API. */
export const siteFilters = {
  q: text(
    "q",
    "Part of the name, country or region; the client's number; the UUID or its first four characters",
  ),
  country: text("country", "The country as it is stored, whatever the case"),
  region: text("region", "The whole region, whatever the case"),
  dno: text("dno", "Name, long name or id of the DNO"),
  gsp: text("gsp", "Name or id of the GSP"),
  client_site_id: z.string({ error: clientSiteId }).regex(/^\d{1,10}$/, {
    error: clientSiteId,
    abort: true,
  }).transform(Number).pipe(z.number().max(2147483647, { error: clientSiteId })).optional(),
  client_site_name: text("client_site_name", "Part of the site's name, whatever the case"),
  client_name: text("client_name", "Part of the name of the site's client, whatever the case"),
  asset_type: z.enum(["pv", "wind"], { error: "asset_type is pv or wind." }).optional(),
  active: z.enum(["true", "false", "all"], { error: active }).default("true"),
  data: z.enum(DATA_STATES, { error: `data is ${choice(DATA_STATES)}` }).optional().describe(
    "How recent the data are. Late: no forecast of the last 4 hours; nothing measured today, or " +
      "nothing for 45 minutes of daylight",
  ),
  attention: z.enum(attentionKinds, { error: `attention is ${choice(attentionKinds)}` }).optional()
    .describe("Sites that need attention, of this kind or of any, and were not dismissed"),
  latitude_min: degrees("latitude_min", 90),
  latitude_max: degrees("latitude_max", 90),
  longitude_min: degrees("longitude_min", 180),
  longitude_max: degrees("longitude_max", 180),
};

const sortNames = SORTS.flatMap((name) => [name, `-${name}`] as const);

/** The order of a list: `capacity`, or `-capacity` for the highest first. */
export const siteSort = z.enum(sortNames, { error: `sort is ${choice(SORTS)}` })
  .transform((text): SiteOrder => ({
    by: SORTS[Math.floor(sortNames.indexOf(text) / 2)]!,
    isDescending: text.startsWith("-"),
  }));
