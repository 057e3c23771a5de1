import { energyKwh, type PowerPeriod } from "./energy.ts";
import { pvArrayOf } from "../sites/pv_array.ts";
import { hasCoordinates, zoneOf } from "../sites/site.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import { clearSky, type PvArray } from "../solar/clear_sky.ts";
import { solarPosition } from "../solar/sun.ts";
import { dayOf, dayPeriod, HOUR, MINUTE } from "../time/time.ts";

/** Share of the capacity that lamps, snow and clocks do not explain. */
const NIGHT_SHARE = 0.02;
/** Zenith of the sun, in degrees, at the end of civil twilight. */
const DARK_ZENITH = 96;
/** Periods that are longer can have a day between the moments that are looked at. */
const LONGEST_AT_NIGHT = 6 * HOUR;
/** More than the model's errors, and than the edges of clouds can add to a whole day. */
const CLEAR_SKY_FACTOR = 1.3;
/** Hours at capacity: below this energy a day is too dark to be judged. */
const LEAST_HOURS = 0.1;
const STEP = 30 * MINUTE;

/**
 * Returns the periods with more than 2 % of the largest capacity although the sun is at least 6°
 * below the horizon all the time; none for wind, and without coordinates or a capacity.
 */
export function poweredAtNight<P extends PowerPeriod>(
  periods: readonly P[],
  site: SiteFacts,
): P[] {
  const { largest_capacity_kw: capacityKw } = site;
  if (site.asset_type !== "pv" || !hasCoordinates(site) || capacityKw === null) return [];
  const { latitude, longitude } = site;
  const isDark = (ms: number) => solarPosition(ms, latitude, longitude).zenith >= DARK_ZENITH;
  return periods.filter(({ startMs, endMs, powerKw }) =>
    powerKw > NIGHT_SHARE * capacityKw && endMs - startMs <= LONGEST_AT_NIGHT &&
    isDark((startMs + endMs) / 2) && isDark(startMs) && isDark(endMs)
  );
}

/**
 * Returns the periods of the days, in the site's zone, whose energy is more than 1.3 times that of a
 * cloudless sky over the whole day; none for wind and for sites without a modelled array. The
 * periods are in order.
 */
export function aboveClearSky<P extends PowerPeriod>(periods: readonly P[], site: SiteFacts): P[] {
  const found = pvArrayOf(site);
  if (!("array" in found)) return [];
  const { array } = found;
  const least = LEAST_HOURS * array.module_capacity_kw;
  return byDay(periods, zoneOf(site)).filter(({ startMs, endMs, values }) => {
    const kwh = energyKwh(values);
    return kwh > least && kwh > CLEAR_SKY_FACTOR * clearSkyKwh(startMs, endMs, array);
  }).flatMap(({ values }) => values);
}

interface Day<P> {
  startMs: number;
  endMs: number;
  values: P[];
}

/** Groups periods, which are in order, by the day of the zone in which they start. */
function byDay<P extends PowerPeriod>(periods: readonly P[], zone: string): Day<P>[] {
  const days: Day<P>[] = [];
  for (const period of periods) {
    if (period.startMs >= (days.at(-1)?.endMs ?? -Infinity)) {
      const day = dayOf(Temporal.Instant.fromEpochMilliseconds(period.startMs), zone);
      const { start, end } = dayPeriod(day, zone);
      const [startMs, endMs] = [start.epochMilliseconds, end.epochMilliseconds];
      days.push({ startMs, endMs, values: [] });
    }
    days.at(-1)!.values.push(period);
  }
  return days;
}

/** Returns the energy in kWh under a cloudless sky, from the middle of each half hour. */
function clearSkyKwh(startMs: number, endMs: number, array: PvArray): number {
  let kwh = 0;
  for (let ms = startMs + STEP / 2; ms < endMs; ms += STEP) {
    kwh += clearSky(ms, array).ac_kw * STEP / HOUR;
  }
  return kwh;
}
