import { createRoute, z } from "@hono/zod-openapi";
import { commonZone } from "../../../domain/forecasts/fleet_day.ts";
import { calendarDay } from "../../../domain/time/day_range.ts";
import { dayOf, dayPeriod } from "../../../domain/time/time.ts";
import * as dayTotals from "../../../sql/forecasts/day_totals.ts";
import { scoped } from "../../middleware/scope.ts";
import { siteFilters } from "../../sites/list_filters.ts";
import { kwh, kwhJson } from "../forecasts/energy_json.ts";
import { json, problems, router } from "../router.ts";

/** Most days of one request: each adds up all values of all sites. */
const MAX_DAYS = 31;

const countOf = (what: string) => z.int().describe(`Number of sites ${what}`);

const totalsJson = z.object({
  time_zone: z.string().describe("Whose days these are: the zone of most of the sites"),
  sites: z.int().describe("Number of sites that pass the filters"),
  capacity_kw: z.number().nullable().describe("Their capacity together, as far as it is known"),
  capacity_sites: countOf("whose capacity is known"),
  days: z.array(z.object({
    day: z.iso.date(),
    produced_kwh: kwh.describe("All that was measured; nothing is extrapolated"),
    produced_sites: countOf("that measured anything on the day"),
    forecast_kwh: kwh.describe("Sum of the latest forecasts. There is no P10 or P90 of a sum"),
    forecast_sites: countOf("with a forecast for any part of the day"),
  })),
}).openapi("Totals");

const lastBeforeFirst = "The last day must not be before the first.";
const tooMany = `Ask for at most ${MAX_DAYS} days at once.`;

const totalsQuery = z.object({
  from: calendarDay.optional().describe("First day; by default today"),
  to: calendarDay.optional().describe("Last day; by default the first"),
  ...siteFilters,
});

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/totals",
  summary: "Energy by day of your group's sites together",
  description: "With the filters of `GET /sites`; each sum with the number of sites it covers.",
  request: {
    query: totalsQuery
      .refine(({ from, to }) => !from || !to || from <= to, {
        path: ["to"],
        error: lastBeforeFirst,
      })
      .refine(({ from, to }) => !from || !to || daysOf(from, to).length <= MAX_DAYS, {
        path: ["to"],
        error: tooMany,
      })
      .refine(({ from, to }) => from || !to, { path: ["from"], error: "Send the first day, too." }),
  },
  responses: { 200: json(totalsJson, "The sums"), ...problems },
});

function daysOf(from: string, to: string): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(from);
  const count = first.until(to, { largestUnit: "day" }).days + 1;
  return Array.from({ length: count }, (_, days) => first.add({ days }));
}

/** GET /api/v1/totals */
export const totalRoutes = () =>
  router().openapi(route, async (c) => {
    const { sql, services } = c.var;
    const { from, to, ...filter } = c.req.valid("query");
    const now = services.now();
    const { site_uuids, places, ...sites } = await dayTotals.sitesOf(sql, filter, now);
    const zone = commonZone(places);
    const first = from ?? dayOf(now, zone).toString();
    const days = daysOf(first, to ?? first);
    const sums = await dayTotals.between(sql, site_uuids, days.map((day) => dayPeriod(day, zone)));
    const listed = sums.map(({ produced_kwh, forecast_kwh, ...counts }, at) => ({
      day: days[at]!.toString(),
      ...counts,
      produced_kwh: kwhJson(produced_kwh),
      forecast_kwh: kwhJson(forecast_kwh),
    }));
    return c.json({ time_zone: zone, sites: site_uuids.length, ...sites, days: listed }, 200);
  });
