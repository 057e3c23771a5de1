import { createRoute, z } from "@hono/zod-openapi";
import { clearSkyPower } from "../../../domain/forecasts/clear_sky_power.ts";
import { energyKwh, thousandths } from "../../../domain/generation/energy.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { dayOf, dayPeriod, utcText } from "../../../domain/time/time.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Services } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { day } from "./day_query.ts";

const clearSky = z.object({
  site_uuid: z.guid(),
  day: z.iso.date().describe("Day in the site's zone"),
  time_zone: z.string(),
  energy_kwh: z.number().nullable().describe("Null without values"),
  values: z.array(z.object({
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime(),
    power_kw: z.number(),
  })).describe("None for wind, and where coordinates, angles or capacity are not known"),
}).openapi("ClearSky");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/clear-sky",
  summary: "Power under a cloudless sky on a day, by quarter hour",
  description: "From the site's place, angles and capacities alone: Ineichen and Perez 2002.",
  request: { params: siteParams, query: z.object({ day: day.optional() }) },
  responses: { 200: json(clearSky, "Mean power of each quarter hour, in kW"), ...problems },
});

/** GET /api/v1/sites/{site_uuid}/clear-sky */
export const clearSkyRoutes = ({ now }: Services) =>
  router().openapi(route, async (c) => {
    const site = await load(c, "site_uuid", sites.find);
    const zone = zoneOf(site);
    const { day: text } = c.req.valid("query");
    const of = text ? Temporal.PlainDate.from(text) : dayOf(now(), zone);
    const { start, end } = dayPeriod(of, zone);
    const span = { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
    const periods = clearSkyPower(site, span);
    const body = {
      site_uuid: site.site_uuid,
      day: of.toString(),
      time_zone: zone,
      energy_kwh: periods.length > 0 ? thousandths(energyKwh(periods)) : null,
      values: periods.map(({ startMs, endMs, powerKw }) => ({
        start_utc: utcText(startMs),
        end_utc: utcText(endMs),
        power_kw: thousandths(powerKw),
      })),
    };
    return c.json(body, 200);
  });
