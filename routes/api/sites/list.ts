import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { readDno, readGsp } from "../../../domain/sites/network.ts";
import { siteQuery } from "./list_query.ts";
import { siteName, zoneOf } from "../../../domain/sites/site.ts";
import type { Site } from "../../../domain/sites/site.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { scoped } from "../../middleware/scope.ts";
import { problems, router } from "../router.ts";

export const siteJson = z.object({
  site_uuid: z.guid(),
  client_site_id: z.int().nullable(),
  client_site_name: z.string().nullable(),
  name: z.string().describe("What pages call the site, also when it has no name"),
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
  inverter_capacity_kw: z.number().nullable(),
  module_capacity_kw: z.number().nullable(),
  time_zone: z.string().describe("The zone in which the site's days are counted"),
  active: z.boolean(),
  version: z.int().describe("Counts the edits; send it with yours and it overwrites nobody's"),
}).openapi("Site");

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites",
  summary: "Sites of your group",
  description: "Active ones, unless asked otherwise. Whatever else is asked for must hold as well.",
  request: { query: siteQuery },
  responses: {
    200: {
      description: "A page of sites in the order of their UUIDs",
      content: {
        "application/json": {
          schema: z.object({ sites: z.array(siteJson), next_cursor: z.guid().nullable() }),
        },
      },
    },
    ...problems,
  },
});

export const siteParams = z.object({ site_uuid: z.guid({ error: "This is no UUID." }) });

const one = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}",
  summary: "A site of your group, active or not",
  request: { params: siteParams },
  responses: {
    200: { description: "The site", content: { "application/json": { schema: siteJson } } },
    ...problems,
  },
});

/** GET /api/v1/sites and /api/v1/sites/{site_uuid} */
export function siteRoutes() {
  return router().openapi(one, async (c) => {
    const { site_uuid } = c.req.valid("param");
    return c.json(siteToJson(found(await sites.find(c.var.sql, site_uuid), "site")), 200);
  }).openapi(list, async (c) => {
    const { limit: text, cursor, ...filter } = c.req.valid("query");
    const limit = Number(text);
    const rows = await sites.listAfter(c.var.sql, { ...filter, limit, after: cursor });
    const page = cursorPage(rows, limit, "site_uuid");
    return c.json({ sites: page.rows.map(siteToJson), next_cursor: page.next_cursor }, 200);
  });
}

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
