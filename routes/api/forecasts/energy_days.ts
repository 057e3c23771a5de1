import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  byMonth,
  type DayTally,
  energyOfDays,
} from "../../../domain/forecasts/energy/energy_days.ts";
import { type Site, zoneOf } from "../../../domain/sites/site.ts";
import { calendarDay } from "../../../domain/time/day_range.ts";
import { daysIn, MOST_DAYS, rangeOf } from "../../../domain/time/shown_range.ts";
import { dayOf, floorToMinutes } from "../../../domain/time/time.ts";
import { cachedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Scoped, Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { readTallies } from "../../../sql/forecasts/energy_tallies.ts";
import { siteAndRevisions } from "../cached_series.ts";
import { format, jsonOrCsv, respondWithDaysCsv, siteExport, wantsCsv } from "../csv_format.ts";
import { problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { energyDayJson, energyDays, energyMonthJson, energyMonths } from "./energy_days_json.ts";

type By = "days" | "months";
const MOST = { days: 366, months: MOST_DAYS };

interface Range {
  start?: string;
  end?: string;
  format?: "json" | "csv";
}

const rangeQuery = (by: By) =>
  z.object({
    start: calendarDay.optional().describe("First day"),
    end: calendarDay.optional().describe("Last day, included"),
    format,
  }).refine(({ start, end }) => !start || !end || start <= end, {
    path: ["end"],
    error: "The end must not be before the start.",
  }).refine(({ start, end }) => !start || !end || daysIn(plainRange(start, end)) <= MOST[by], {
    path: ["end"],
    error: `Ask for at most ${MOST[by]} days at once.`,
  });

const plainRange = (start: string, end: string) => ({
  first: Temporal.PlainDate.from(start),
  last: Temporal.PlainDate.from(end),
});

/** Completes a range: without a start (or an end) it is that of the month or year of the other. */
function completed({ start, end }: Range, by: By, today: Temporal.PlainDate) {
  const known = start ?? end;
  const around = known ? Temporal.PlainDate.from(known) : today;
  const { first, last } = rangeOf(by === "days" ? "month" : "year", around);
  return plainRange(start ?? `${first}`, end ?? `${last}`);
}

const about = (by: By) => ({
  method: "get",
  middleware: scoped,
  summary: `Energies by ${by === "days" ? "day" : "month"}: measured and forecast`,
  description: `At most ${MOST[by]} days of the site's zone; without a range those of this ` +
    `${by === "days" ? "month" : "year"}. Now is counted in whole quarter hours.`,
} as const);

const daysRoute = createRoute({
  ...about("days"),
  path: "/sites/{site_uuid}/energy/days",
  request: { params: siteParams, query: rangeQuery("days") },
  responses: { 200: jsonOrCsv(energyDays, "The energies in kWh"), ...unchanged, ...problems },
});

const monthsRoute = createRoute({
  ...about("months"),
  path: "/sites/{site_uuid}/energy/months",
  request: { params: siteParams, query: rangeQuery("months") },
  responses: { 200: jsonOrCsv(energyMonths, "The energies in kWh"), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/energy/days and /energy/months */
export function energyDaysRoutes({ now }: Services, cache: JsonCache) {
  const respond = async (
    c: Context<Scoped>,
    by: By,
    { siteUuid, ...given }: Range & { siteUuid: string },
    listOf: (site: Site, tallies: DayTally[]) => object,
  ) => {
    const { sql } = c.var;
    const { site, revisions } = await siteAndRevisions(sql, siteUuid);
    const time = floorToMinutes(now(), 15);
    const zone = zoneOf(site);
    const range = completed(given, by, dayOf(time, zone));
    if (wantsCsv(c, given.format)) {
      const question = siteExport(`energy_${by}`, siteUuid, { range });
      return await respondWithDaysCsv(c, site, { ...question, range }, time);
    }
    const head = { start: `${range.first}`, end: `${range.last}` };
    return cachedJson(c, cache, revisions, [by, head.start, head.end, `${time}`], async () => {
      const list = listOf(site, await readTallies(sql, site, range, time));
      const body = { site_uuid: site.site_uuid, time_zone: zone, ...head, [by]: list };
      return new TextEncoder().encode(JSON.stringify(body));
    });
  };
  const asked = (c: { req: { valid(of: "param"): { site_uuid: string } } }) =>
    c.req.valid("param").site_uuid;
  return router()
    .openapi(
      daysRoute,
      (c) =>
        respond(
          c,
          "days",
          { siteUuid: asked(c), ...c.req.valid("query") },
          (_, tallies) => tallies.map((tally) => energyDayJson(energyOfDays([tally]))),
        ),
    )
    .openapi(
      monthsRoute,
      (c) =>
        respond(
          c,
          "months",
          { siteUuid: asked(c), ...c.req.valid("query") },
          (site, tallies) => byMonth(tallies).map((month) => energyMonthJson(site, month)),
        ),
    );
}
