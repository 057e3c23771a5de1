import { createRoute, z } from "@hono/zod-openapi";
import type { SiteDay } from "../../../domain/forecasts/site_day.ts";
import { siteEnergy } from "../../../domain/forecasts/energy/site_energy.ts";
import { isCovered } from "../../../domain/forecasts/energy/forecast_energy.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { dayOf, floorToMinutes, utcText } from "../../../domain/time/time.ts";
import * as energies from "../../../sql/forecasts/energies.ts";
import { cachedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { dayOfSite } from "../../sites/site_days.ts";
import { siteAndRevisions } from "../cached_series.ts";
import { json, problems, router, unchanged } from "../router.ts";
import {
  ahead,
  aheadJson,
  dayAhead,
  dayAheadJson,
  expected,
  expectedJson,
  kwh,
  kwhJson,
  shareJson,
} from "./energy_json.ts";
import { siteParams } from "../sites/site_json.ts";
import { day } from "./day_query.ts";

const energy = z.object({
  site_uuid: z.guid(),
  day: z.iso.date().describe("Day in the site's zone"),
  time_zone: z.string(),
  model_name: z.string().nullable(),
  forecast_until_utc: z.iso.datetime().nullable().describe("How far forecasts of this day reach"),
  produced: z.object({
    energy_kwh: kwh,
    covered: z.number(),
    until_utc: z.iso.datetime().nullable(),
  }).describe("What was measured of the day (so far)"),
  newest: ahead.nullable().describe(
    "The whole day by the newest forecast; today and later with what was measured. A past day has " +
      "the sum of its forecast and no range",
  ),
  rest: expected.nullable().describe("From now to the end of today; null for other days"),
  tomorrow: ahead.nullable().describe("The day after today; null for other days"),
  day_ahead: dayAhead,
}).openapi("Energy");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/energy",
  summary: "Energy of a day: measured, expected with a range, and as expected the day before",
  description:
    "The mean is corrected by the last 30 days, and the range from P10 to P90 comes from the errors " +
    "of daily energies, not from adding up P10s. Now is counted in whole quarter hours.",
  request: { params: siteParams, query: z.object({ day: day.optional() }) },
  responses: { 200: json(energy, "The energies in kWh"), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/energy */
export const energyRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(route, async (c) => {
    const { sql } = c.var;
    const { site, revisions } = await siteAndRevisions(sql, c.req.valid("param").site_uuid);
    const time = floorToMinutes(now(), 15);
    const { day: text } = c.req.valid("query");
    const day = text ? Temporal.PlainDate.from(text) : dayOf(time, zoneOf(site));
    const make = async () => {
      const known = await energies.fits(sql, [site.site_uuid]);
      const shown = (of: Temporal.PlainDate) =>
        dayOfSite(sql, { site, day: of, question: { forecast: "newest" } }, time);
      const { day: found } = await shown(day);
      const isToday = found.when === "today";
      const next = isToday ? (await shown(day.add({ days: 1 }))).day : null;
      const of = (one: SiteDay) => aheadJson(siteEnergy(site, one, known, time));
      const body = {
        ...dayJson(found),
        site_uuid: site.site_uuid,
        newest: found.when === "past" ? pastJson(found) : of(found),
        rest: isToday ? expectedJson(siteEnergy(site, found, known, time).rest!) : null,
        tomorrow: next && of(next),
        day_ahead: dayAheadJson(await energies.dayAhead(sql, site.site_uuid, day)),
      } satisfies z.output<typeof energy>;
      return new TextEncoder().encode(JSON.stringify(body));
    };
    return cachedJson(c, cache, revisions, ["energy", `${day}`, `${time}`], make);
  });

const utc = (ms: number | null) => ms === null ? null : utcText(ms);

function dayJson(day: SiteDay) {
  return {
    day: day.day.toString(),
    time_zone: day.zone,
    model_name: day.forecastRun?.modelName ?? null,
    forecast_until_utc: utc(day.forecast.at(-1)?.endMs ?? null),
    produced: {
      energy_kwh: kwhJson(day.producedKwh),
      covered: shareJson(day.covered.produced),
      until_utc: utc(day.measuredUntilMs),
    },
  };
}

/** A past day's newest forecast has a sum alone: what would have been its range is not known. */
function pastJson({ forecastKwh, covered }: SiteDay) {
  if (forecastKwh === null) return null;
  const mean_kwh = isCovered(covered.forecast) ? thousandths(forecastKwh) : null;
  const none = { p10_kwh: null, p90_kwh: null, compared_days: 0, typical: false };
  return { mean_kwh, ...none, covered: shareJson(covered.forecast) };
}
