import { z } from "@hono/zod-openapi";
import { clearSkyPower } from "../../../domain/forecasts/clear_sky_power.ts";
import { energyKwh, thousandths } from "../../../domain/generation/energy.ts";
import { type Site, zoneOf } from "../../../domain/sites/site.ts";
import { dayOf, dayPeriod, utcText } from "../../../domain/time/time.ts";

/** The clear sky of a site on a day in JSON. */
export const clearSky = z.object({
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

/** Returns the clear sky of a site on a day, by default the day of `now` in its zone. */
export function clearSkyOf(
  site: Site,
  day: string | undefined,
  now: Temporal.Instant,
): z.output<typeof clearSky> {
  const zone = zoneOf(site);
  const of = day === undefined ? dayOf(now, zone) : Temporal.PlainDate.from(day);
  const { start, end } = dayPeriod(of, zone);
  const span = { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
  const periods = clearSkyPower(site, span);
  return {
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
}
