import { z } from "@hono/zod-openapi";
import { readDno, readGsp } from "../../../domain/sites/network.ts";
import { type Site, siteName, zoneOf } from "../../../domain/sites/site.ts";
import { uuid } from "../../http/params.ts";

/** A site in JSON. */
export const siteJson = z.object({
  site_uuid: z.guid(),
  client_site_id: z.int().nullable(),
  client_site_name: z.string().nullable(),
  name: z.string().describe("The name that pages show, also of a site without one"),
  asset_type: z.enum(["pv", "wind"]),
  country: z.string().nullable(),
  region: z.string().nullable(),
  dno: z.object({
    dno_id: z.string().nullable(),
    name: z.string().nullable(),
    long_name: z.string().nullable(),
  }).nullable().describe("Operator of the distribution network; 999 outside Great Britain"),
  gsp: z.object({ gsp_id: z.string().nullable(), name: z.string().nullable() }).nullable()
    .describe("Grid supply point; 999 outside Great Britain"),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  altitude_m: z.number().nullable(),
  tilt: z.number().nullable(),
  orientation: z.number().nullable().describe("Degrees from north, 180 is south"),
  capacity_kw: z.number().nullable(),
  capacity_from: z.string().nullable()
    .describe("First day of this capacity, in the site's zone; null: always"),
  former_capacities: z.array(z.object({ until_date: z.string(), capacity_kw: z.number() }))
    .describe("What the site had before it was extended or reduced, each up to a day"),
  inverter_capacity_kw: z.number().nullable(),
  module_capacity_kw: z.number().nullable(),
  time_zone: z.string().describe("The zone in which the site's days are counted"),
  measured_every_minutes: z.int().nullable().describe(
    "How long measured periods of exactly 5 minutes are read as lasting; null: as they are stored",
  ),
  has_battery: z.boolean().describe("A battery behind the same meter"),
  is_tracked: z.boolean().describe("The modules follow the sun"),
  is_curtailed: z.boolean().describe("A contract limits what the site may feed in"),
  active: z.boolean(),
  version: z.int().describe(
    "Counts the edits; send it with your edit, so that you overwrite nobody else's",
  ),
}).openapi("Site");

/** The path of a site. */
export const siteParams = z.object({ site_uuid: uuid() });

/** Returns the JSON of a site. */
export function siteToJson({ note: _, ...site }: Site): z.output<typeof siteJson> {
  return {
    ...site,
    name: siteName(site),
    dno: readDno(site.dno),
    gsp: readGsp(site.gsp),
    time_zone: zoneOf(site),
    active: site.active !== false,
  };
}
