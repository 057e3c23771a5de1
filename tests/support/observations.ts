import type { Observations, ObservedHour } from "../../domain/sites/attention/observations.ts";
import { pvArrayOf } from "../../domain/sites/pv_array.ts";
import type { Site } from "../../domain/sites/site.ts";
import { clearSky } from "../../domain/solar/clear_sky.ts";
import { HOUR, milliseconds } from "../../domain/time/time.ts";

/**
 * Makes hours of a PV site that gives `share` of the clear sky, up to `until`: a number, or a
 * function of the hours before `until` (1: the last). The forecast is 0.7 of the clear sky, its
 * P10 0.4.
 */
export function solarHours(
  site: Site,
  until: string,
  count: number,
  share: number | ((hoursBefore: number) => number | null),
): ObservedHour[] {
  const found = pvArrayOf(site);
  if ("reason" in found) throw new Error(found.reason);
  return Array.from({ length: count }, (_, index) => {
    const startMs = milliseconds(until) - (count - index) * HOUR;
    const clearKw = clearSky(startMs + HOUR / 2, found.array).ac_kw;
    const given = typeof share === "number" ? share : share(count - index);
    return {
      startMs,
      measuredKw: given === null ? null : given * clearKw,
      forecastKw: 0.7 * clearKw,
      p10Kw: 0.4 * clearKw,
    };
  });
}

/** Makes what the rules read about a site that sends and is forecast every quarter hour. */
export function observe(
  site: Site,
  hours: ObservedHour[],
  now: string,
  other: Partial<Observations> = {},
): Observations {
  return {
    site,
    hours,
    isOut: false,
    measuredUntilMs: milliseconds(now),
    usualMinutes: 15,
    measuresInTheDark: false,
    newestRunMs: milliseconds(now),
    usualRunMinutes: 15,
    hints: [],
    hintDay: null,
    ...other,
  };
}
