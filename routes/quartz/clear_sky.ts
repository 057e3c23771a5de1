import { Hono } from "hono";
import { inTurns } from "../../db/turns.ts";
import { clearSkyJson, type ClearSkySite } from "../../domain/quartz/clear_sky.ts";
import { windowStart } from "../../domain/quartz/time.ts";
import * as quartzSites from "../../sql/quartz/sites.ts";
import type { Scoped, Services } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { type caller, logged } from "./caller.ts";
import { Refusal } from "./errors.ts";
import { freshJson } from "./kept_json.ts";
import { nameLeftOut } from "./left_out.ts";
import { sitesOf } from "./many_sites.ts";
import { siteOfPath } from "./one_site.ts";

/** GET /sites/clearsky_estimate and /sites/{site_uuid}/clearsky_estimate */
export function clearSkyRoutes({ now }: Services, known: ReturnType<typeof caller>) {
  const routes = new Hono<Scoped>();
  const startMs = () => windowStart(now()).epochMilliseconds;

  routes.get("/sites/clearsky_estimate", known, scoped, async (c) => {
    const asked = sitesOf(c);
    if (asked.length === 0) return c.json([]);
    const found = await quartzSites.forClearSky(c.var.sql, asked);
    nameLeftOut(c, found.filter((site) => !site.is_placed).map(({ site_uuid }) => site_uuid));
    const placed = found.filter((site) => site.is_placed);
    const estimates = await inTurns(estimatesOf(placed, startMs()));
    return await freshJson(c, new TextEncoder().encode(`[${estimates}]`));
  });

  routes.get("/sites/:site_uuid/clearsky_estimate", known, scoped, async (c) => {
    logged(c);
    const { site_uuid } = await siteOfPath(c);
    const [site] = await quartzSites.forClearSky(c.var.sql, [site_uuid]);
    if (!site!.is_placed) {
      throw new Refusal(422, "The site has no coordinates: set its latitude and longitude first.");
    }
    return await freshJson(c, new TextEncoder().encode(clearSkyJson(site!, startMs())));
  });
  return routes;
}

/** Makes the clear sky of each site, and yields after each. */
function* estimatesOf(sites: ClearSkySite[], startMs: number) {
  const made: string[] = [];
  for (const site of sites) {
    made.push(clearSkyJson(site, startMs));
    yield;
  }
  return made;
}
