import { clearSky } from "../../solar/clear_sky.ts";
import { HOUR, utcText } from "../../time/time.ts";
import { pvArrayOf } from "../pv_array.ts";
import type { Site } from "../site.ts";
import type { Attention } from "./kinds.ts";
import { newestStretch, type Observations, type ObservedHour } from "./observations.ts";

/** A PV plant gives nothing when it gives less than this share of the clear sky. */
const NOTHING = 0.02;
/** Hours of daylight for which it must give nothing: an hour under snow or a storm is no alarm. */
const LEAST_PV_HOURS = 3;
/** A turbine gives nothing up to this share of its capacity, for so many hours. */
const NO_WIND_POWER = 0.001;
const LEAST_WIND_HOURS = 24;
/** Calm is no alarm: the forecast must have this share of the capacity on average. */
const LEAST_WIND_FORECAST = 0.05;

/**
 * Hours in which a plant gave less than P10, one after the other: more than a day of daylight in
 * most seasons, since the errors of neighbouring hours have the same cause.
 */
export const LEAST_LOW_HOURS = 12;
/** Hours with a P10 below this share of the capacity do not count: any rounding is below it. */
const LEAST_P10 = 0.02;

/** Returns true for a site whose power follows something else than sun or wind. */
const followsOthers = ({ has_battery, is_curtailed }: Site) => has_battery || is_curtailed;

/** Returns since when a plant has produced nothing although it should have. */
export function noProduction(seen: Observations): Attention | undefined {
  if (followsOthers(seen.site) || seen.isOut) return undefined;
  return seen.site.asset_type === "pv" ? noSolarPower(seen) : noWindPower(seen);
}

function noSolarPower(seen: Observations): Attention | undefined {
  const found = pvArrayOf(seen.site);
  if ("reason" in found) return undefined;
  const clearKw = ({ startMs }: ObservedHour) => clearSky(startMs + HOUR / 2, found.array).ac_kw;
  const idle = newestStretch(
    seen,
    (hour) => clearKw(hour) > 0,
    (hour) => hour.measuredKw! < NOTHING * clearKw(hour),
  );
  if (idle.length < LEAST_PV_HOURS) return undefined;
  return nothingSince(idle, idle.reduce((sum, hour) => sum + clearKw(hour), 0));
}

function noWindPower(seen: Observations): Attention | undefined {
  const capacityKw = seen.site.capacity_kw ?? 0;
  if (!(capacityKw > 0)) return undefined;
  const idle = newestStretch(
    seen,
    () => true,
    ({ measuredKw }) => measuredKw! <= NO_WIND_POWER * capacityKw,
  );
  const known = idle.filter(({ forecastKw }) => forecastKw !== null);
  const forecastKwh = known.reduce((sum, { forecastKw }) => sum + forecastKw!, 0);
  const isCalm = forecastKwh < LEAST_WIND_FORECAST * capacityKw * known.length;
  if (known.length < LEAST_WIND_HOURS || isCalm) return undefined;
  return nothingSince(idle, forecastKwh);
}

const nothingSince = (idle: ObservedHour[], expected_kwh: number): Attention => ({
  kind: "no_production",
  since_utc: utcText(idle[0]!.startMs),
  numbers: { hours: idle.length, expected_kwh },
});

/** Returns since when a plant has given less than the P10 of its forecast, in each hour. */
export function belowP10(seen: Observations): Attention | undefined {
  const { site } = seen;
  if (followsOthers(site) || seen.isOut) return undefined;
  const leastKw = LEAST_P10 * (site.capacity_kw ?? 0);
  const low = newestStretch(
    seen,
    ({ p10Kw }) => p10Kw !== null && p10Kw > leastKw,
    ({ measuredKw, p10Kw }) => measuredKw! < p10Kw!,
  );
  if (low.length < LEAST_LOW_HOURS) return undefined;
  return {
    kind: "below_p10",
    since_utc: utcText(low[0]!.startMs),
    numbers: {
      hours: low.length,
      measured_kwh: low.reduce((sum, { measuredKw }) => sum + measuredKw!, 0),
      p10_kwh: low.reduce((sum, { p10Kw }) => sum + p10Kw!, 0),
    },
  };
}
