import type { ScopedSql } from "../../db/scope.ts";
import { lastCompleteDays, type Light } from "../../domain/accuracy/accuracy.ts";
import { hasCoordinates, type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import * as accuracies from "../../sql/accuracy/accuracy.ts";
import * as sites from "../../sql/sites/sites.ts";
import { AccuracyPage, AccuracyPart } from "../../views/sites/accuracy.tsx";
import { accuracyFor, parseDaylight } from "../accuracy/daylight.ts";
import { lastDaysOf, readReliability } from "../../sql/accuracy/reliability.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { dayOfSite } from "./site_days.ts";
import { isolated } from "../../views/ui/isolated.ts";

const NEWEST = { forecast: "newest" } as const;

/** GET /sites/{uuid}/accuracy */
export const siteAccuracy = () =>
  scopedRouter().get("/sites/:site/accuracy", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const site = await load(c, "site", sites.find);
    const [accuracy, { day }, days] = await Promise.all([
      recentAccuracy(sql, site, now, parseDaylight(c.req.query("light"))),
      dayOfSite(sql, { site, day: dayOf(now, zoneOf(site)), question: NEWEST }, now),
      readReliability(sql, site, lastDaysOf(site, now), now, { withClearSky: true }),
    ]);
    const name = siteName(site);
    const shown = day.forecastRun?.modelName;
    const hasDaylight = hasNights(site);
    const props = { ...accuracy, days, siteUuid: site.site_uuid, name, hasDaylight, shown };
    return c.render(<AccuracyPage {...props} />, {
      title: `How good the forecast is: ${isolated(name)}`,
      parts: { "accuracy": <AccuracyPart {...props} /> },
    });
  });

async function recentAccuracy(
  sql: ScopedSql,
  site: Site,
  now: Temporal.Instant,
  wanted?: Light,
) {
  const period = lastCompleteDays(now);
  const accuracy = await accuracyFor(
    hasNights(site) ? wanted : "day",
    (light) => accuracies.ofSite(sql, site.site_uuid, period, light),
  );
  return { ...accuracy, period };
}

/** Returns whether a site has pairs for daylight: only PV sites with coordinates have. */
function hasNights(site: Site): boolean {
  return site.asset_type === "pv" && hasCoordinates(site);
}
