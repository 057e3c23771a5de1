import { createRoute, z } from "@hono/zod-openapi";
import { inTurns } from "../../../db/turns.ts";
import type { Site } from "../../../domain/sites/site.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Services } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { manySites, OF_MANY_SITES, sitesMeant } from "../many_sites.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { clearSky, clearSkyOf } from "./clear_sky_json.ts";
import { day } from "./day_query.ts";

const description = "From a site's place, angles and capacities alone: Ineichen and Perez 2002. ";

const one = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/clear-sky",
  summary: "Power under a cloudless sky on a day, by quarter hour",
  description,
  request: { params: siteParams, query: z.object({ day: day.optional() }) },
  responses: { 200: json(clearSky, "Mean power of each quarter hour, in kW"), ...problems },
});

const many = createRoute({
  method: "get",
  middleware: scoped,
  path: "/clear-sky",
  summary: "Power of many sites under a cloudless sky on a day, by quarter hour",
  description: OF_MANY_SITES + description +
    "The day is in the zone of each site, by default today.",
  request: { query: z.object({ day: day.optional(), ...manySites }) },
  responses: {
    200: json(z.object({ sites: z.array(clearSky) }), "Mean power of each quarter hour, in kW"),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/clear-sky and /api/v1/clear-sky */
export const clearSkyRoutes = ({ now }: Services) =>
  router()
    .openapi(one, async (c) => {
      const site = await load(c, "site_uuid", sites.find);
      return c.json(clearSkyOf(site, c.req.valid("query").day, now()), 200);
    })
    .openapi(many, async (c) => {
      const { day, ...query } = c.req.valid("query");
      const meant = await sitesMeant(c.var, query);
      const rows = await sites.listThese(c.var.sql, meant.sites);
      return c.json({ sites: await inTurns(clearSkies(rows, day, now())) }, 200);
    });

/** Makes the clear sky of each site, in the order of their UUIDs, and yields after each. */
function* clearSkies(rows: Site[], day: string | undefined, now: Temporal.Instant) {
  const made: z.output<typeof clearSky>[] = [];
  for (const site of rows.toSorted((a, b) => a.site_uuid < b.site_uuid ? -1 : 1)) {
    made.push(clearSkyOf(site, day, now));
    yield;
  }
  return made;
}
