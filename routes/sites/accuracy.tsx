import { Hono } from "hono";
import { z } from "zod";
import type { ScopedSql } from "../../db/scope.ts";
import { lastCompleteDays, type Light, LIGHTS } from "../../domain/accuracy.ts";
import { hasCoordinates, type Site, siteName } from "../../domain/site.ts";
import * as accuracies from "../../sql/accuracy.ts";
import { AccuracyPage, AccuracyPart } from "../../views/accuracy/page.tsx";
import type { AccuracySummaryProps } from "../../views/accuracy/summary.tsx";
import type { Scoped, Services } from "../context.ts";
import { siteAsked } from "./asked.ts";

/** The hours that an address asks for; anything else is daylight. */
export const lightAsked = z.enum(LIGHTS).catch("daylight");

/** GET /sites/:site/accuracy; in the scope that siteRoutes opens. */
export function accuracyRoutes({ now }: Services) {
  const routes = new Hono<Scoped>();

  routes.get("/:site/accuracy", async (c) => {
    const site = await siteAsked(c);
    const hasDaylight = usualLight(site) === "daylight";
    const light = hasDaylight ? lightAsked.parse(c.req.query("light")) : "day";
    const period = lastCompleteDays(now());
    const accuracy = await accuracies.ofSite(c.var.sql, site.site_uuid, period, light);
    const name = siteName(site);
    const props = { siteUuid: site.site_uuid, name, accuracy, light, hasDaylight, period };
    return c.render(<AccuracyPage {...props} />, {
      title: `How good the forecast is: ${name}`,
      parts: { "accuracy": <AccuracyPart {...props} /> },
    });
  });

  return routes;
}

/** What a site's own page tells of its forecast. */
export async function accuracySummary(
  sql: ScopedSql,
  site: Site,
  now: Temporal.Instant,
): Promise<AccuracySummaryProps> {
  const light = usualLight(site);
  const accuracy = await accuracies.ofSite(sql, site.site_uuid, lastCompleteDays(now), light);
  return { siteUuid: site.site_uuid, accuracy, light };
}

/** Only a PV site with coordinates has pairs of daylight. */
function usualLight(site: Site): Light {
  return site.asset_type === "pv" && hasCoordinates(site) ? "daylight" : "day";
}
