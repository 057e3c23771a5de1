import { Hono } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { lastCompleteDays, type Light } from "../../domain/accuracy/accuracy.ts";
import { hasCoordinates, type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import * as accuracies from "../../sql/accuracy/accuracy.ts";
import { AccuracyPage, AccuracyPart } from "../../views/sites/accuracy.tsx";
import type { AccuracySummaryProps } from "../../views/accuracy/summary.tsx";
import type { Scoped, Services } from "../http/context.ts";
import { lightAsked, numbersIn } from "../accuracy/daylight.ts";
import { dayOfSite } from "./site_days.ts";
import type { SiteAndDay } from "../../domain/forecasts/site_day.ts";
import { siteAsked } from "./load.ts";

const NEWEST = { forecast: "newest" } as const;

/** GET /sites/:site/accuracy; in the scope that siteRoutes opens. */
export function accuracyRoutes({ now }: Services) {
  const routes = new Hono<Scoped>();

  routes.get("/:site/accuracy", async (c) => {
    const { sql } = c.var;
    const site = await siteAsked(c);
    const asked = lightAsked.parse(c.req.query("light"));
    const [numbers, { day }] = await Promise.all([
      numbersOf(sql, site, now(), asked),
      dayOfSite(sql, { site, day: dayOf(now(), zoneOf(site)), question: NEWEST }, now()),
    ]);
    const shown = day.forecastRun?.modelName;
    const name = siteName(site);
    const hasDaylight = hasNights(site);
    const props = { ...numbers, siteUuid: site.site_uuid, name, hasDaylight, shown };
    return c.render(<AccuracyPage {...props} />, {
      title: `How good the forecast is: ${name}`,
      parts: { "accuracy": <AccuracyPart {...props} /> },
    });
  });

  return routes;
}

/** What a site's own page tells of the forecast that it shows. */
export async function accuracySummary(
  sql: ScopedSql,
  { site, day }: SiteAndDay,
  now: Temporal.Instant,
): Promise<AccuracySummaryProps> {
  const { accuracy, light } = await numbersOf(sql, site, now);
  return { siteUuid: site.site_uuid, accuracy, light, shown: day.forecastRun?.modelName };
}

async function numbersOf(sql: ScopedSql, site: Site, now: Temporal.Instant, asked?: Light) {
  const period = lastCompleteDays(now);
  const numbers = await numbersIn(
    hasNights(site) ? asked : "day",
    (light) => accuracies.ofSite(sql, site.site_uuid, period, light),
  );
  return { ...numbers, period };
}

/** Only a PV site with coordinates has pairs of daylight. */
function hasNights(site: Site): boolean {
  return site.asset_type === "pv" && hasCoordinates(site);
}
