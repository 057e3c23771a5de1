import { createRoute, z } from "@hono/zod-openapi";
import type { SiteFreshness } from "../../../domain/forecasts/site_freshness.ts";
import { milliseconds, MINUTE } from "../../../domain/time/time.ts";
import * as freshness from "../../../sql/forecasts/freshness.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { manySites, OF_MANY_SITES, sitesMeant } from "../many_sites.ts";
import { json, problems, router } from "../router.ts";

const utc = z.iso.datetime().nullable();
const minutes = z.int().nullable();
const late = z.boolean().nullable();

const freshnessJson = z.object({
  sites: z.array(z.object({
    site_uuid: z.guid(),
    newest_run_utc: utc.describe("Issue time of the newest run of any model; null: no run"),
    forecast_uuid: z.guid().nullable().describe("That run: GET /runs/{forecast_uuid}"),
    run_age_minutes: minutes.describe("Whole minutes since then"),
    measured_until_utc: utc.describe("End of the newest measured period; null: none"),
    measured_age_minutes: minutes.describe("Whole minutes since then; below 0 for a later end"),
    is_forecast_late: late.describe(
      "No forecast of the last 4 hours; of the current quarter hour. null: not known",
    ),
    is_measured_late: late.describe(
      "Nothing measured today, or nothing for 45 minutes of daylight; likewise",
    ),
  })),
}).openapi("Freshness");

const summary = "The newest run and measurement of each site";

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/freshness",
  summary,
  description: OF_MANY_SITES + "Runs and periods that begin later than now do not count.",
  request: { query: z.object(manySites) },
  responses: { 200: json(freshnessJson, summary), ...problems },
});

/** GET /api/v1/freshness */
export const freshnessRoutes = ({ now }: Services) =>
  router().openapi(route, async (c) => {
    const { sites } = await sitesMeant(c.var, c.req.valid("query"));
    const rows = await freshness.ofSites(c.var.sql, sites, now());
    return c.json({ sites: rows.map((row) => toJson(row, now())) }, 200);
  });

function toJson(row: SiteFreshness, now: Temporal.Instant) {
  const age = (utc: string | null) =>
    utc === null ? null : Math.floor((now.epochMilliseconds - milliseconds(utc)) / MINUTE);
  return {
    ...row,
    run_age_minutes: age(row.newest_run_utc),
    measured_age_minutes: age(row.measured_until_utc),
  };
}
