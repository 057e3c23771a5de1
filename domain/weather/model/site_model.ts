/** The weather model of one site: its fit to the past, and forecasts in quarter hours. */
import type { BaselineValue } from "../../forecasts/baseline_forecast.ts";
import { QUARTER, quarterOf } from "../../forecasts/baseline/quarters.ts";
import { HOUR, MINUTE, utcText } from "../../time/time.ts";
import type { WeatherHour } from "../weather_hour.ts";
import type { ModelHour, TrainingHour } from "./model_hour.ts";
import { chosenPlane } from "./plane_fit.ts";
import { type QuarterQuantiles, quarters } from "./quarter_hours.ts";
import {
  type ForecastHour,
  SUN_PERSISTENCE,
  WIND_PERSISTENCE,
  withRecentError,
} from "./recent_error.ts";
import type { SiteFit } from "./site_fit.ts";
import { lightOf } from "./light.ts";
import { SUN_DESIGN, sunHours } from "./sun_regressors.ts";
import { type Plane, type SunHour, sunHour } from "./sun_hours.ts";
import { fitWeather, forecastHour, type WeatherFit } from "./weather_forecast.ts";
import { hubSpeed, inStorm, WIND_DESIGN, windHours } from "./wind_regressors.ts";
import { plantOf, type WeatherPlant, type WeatherSite } from "./weather_site.ts";

export { packFit, unpackFit } from "./packed_fit.ts";
export type { SiteFit, WeatherSite };

/** Mean power of a whole hour of UTC, in kW. */
export interface HourPower {
  /** Milliseconds since 1970. */
  endMs: number;
  powerKw: number;
}

/** Days with at least three hours of production: fewer tell weather from chance no better than none. */
const LEAST_DAYS = 14;
const LEAST_HOURS = 3;
/** Measured power beyond these shares of the capacity is a fault of the meter, as for the baseline. */
const HIGHEST_MEASURED = 1.5;
const LOWEST_MEASURED = -0.1;
const DAY = 24 * HOUR;
/** Length of a forecast, and of the hours before it whose errors still tell of it. */
const AHEAD = 2 * DAY;
const BACK = 5 * HOUR;
const LEVELS = [0.1, 0.5, 0.9] as const;

/**
 * Fits the model to a site's past: the weather as it had been forecast and what was measured, in any
 * order, with gaps. Undefined without a place or a capacity, and for a past with fewer than 14 days
 * that have both for three hours of production: that cannot tell weather from chance.
 */
export function fitSite(
  site: WeatherSite,
  weather: readonly WeatherHour[],
  measured: readonly HourPower[],
): SiteFit | undefined {
  const plant = plantOf(site);
  if (!plant) return undefined;
  const { capacityKw } = plant;
  const past = sharesOf(capacityKw, measured);
  const found = plant.isWind ? windPast(weather, past) : sunPast(plant, weather, past);
  if (daysOf(found.training, plant) < LEAST_DAYS) return undefined;
  const { plane, training } = found;
  return { capacityKw, plane, weather: fitWeather(training, designOf(plant)) };
}

const designOf = ({ isWind }: WeatherPlant) => isWind ? WIND_DESIGN : SUN_DESIGN;

/** Powers as shares of the capacity, by the end of their hour. */
type Shares = ReadonlyMap<number, number>;

function windPast(weather: readonly WeatherHour[], powers: Shares) {
  return { plane: undefined, training: withPower(windHours(inOrder(weather)), powers) };
}

function sunPast(plant: WeatherPlant, weather: readonly WeatherHour[], powers: Shares) {
  const hours = inOrder(weather);
  const suns = sunsOf(plant, hours);
  const past = hours.flatMap((hour, at) => {
    const power = powers.get(hour.endMs);
    const sun = suns[at]!;
    return power === undefined ? [] : [{ sun, ghi: lightOf(hour, sun).ghi, power }];
  });
  const plane = chosenPlane(past, plant, plant.limitKw / plant.capacityKw);
  return { plane, training: withPower(litHours(hours, suns, plane), powers) };
}

/** Returns the hours whose light is known. */
function litHours(hours: WeatherHour[], suns: SunHour[], plane: Plane): ModelHour[] {
  return sunHours(hours, suns, plane)
    .filter((_, at) => !Number.isNaN(lightOf(hours[at]!, suns[at]!).ghi));
}

function withPower(hours: ModelHour[], powers: Shares): TrainingHour[] {
  return hours.flatMap((hour) => {
    const power = powers.get(hour.endMs);
    return power === undefined ? [] : [{ ...hour, power }];
  });
}

/**
 * Forecasts the 48 hours from the quarter hour that contains `issueMs` (since 1970), in kW rounded
 * to W, with 0 ≤ P10 ≤ median ≤ P90 ≤ limit; `forecast_power_kw` is the median. Quarter hours
 * without weather are left out, and so are those of an hour of the day of which the fit's past has
 * none in daylight. `weather` holds, as known by the issue time, the hours of the forecast and at
 * least the four before it; `recent` what was measured in these, of which hours that end later than
 * `issueMs` are ignored.
 */
export function forecastSite(
  site: WeatherSite,
  fit: SiteFit,
  weather: readonly WeatherHour[],
  recent: readonly HourPower[],
  issueMs: number,
): BaselineValue[] {
  const plant = plantOf(site);
  if (!plant || plant.isWind === Boolean(fit.plane)) return [];
  const first = quarterOf(issueMs) * QUARTER;
  const hours = inOrder(weather)
    .filter(({ endMs }) => endMs > first - BACK && endMs <= first + AHEAD + HOUR);
  const made = fit.plane
    ? litHours(hours, sunsOf(plant, hours), fit.plane).flatMap((hour) =>
      quantilesOf(fit.weather, hour)
    )
    : windForecast(fit.weather, hours);
  const powers = sharesOf(fit.capacityKw, recent);
  const persistence = plant.isWind ? WIND_PERSISTENCE : SUN_PERSISTENCE;
  return quarters(withRecentError(made, powers, issueMs, persistence), plant, fit.plane)
    .filter(({ startMs }) => startMs >= first && startMs < first + AHEAD)
    .map((quarter) => valueOf(quarter, fit.capacityKw, plant.limitKw, first));
}

function windForecast(fit: WeatherFit, hours: WeatherHour[]): ForecastHour[] {
  const speeds = new Map(hours.map((hour) => [hour.endMs, hubSpeed(hour)]));
  return windHours(hours).flatMap((hour) => quantilesOf(fit, hour))
    .map((hour) => inStorm(hour, speeds.get(hour.endMs)!));
}

function quantilesOf(fit: WeatherFit, hour: ModelHour): ForecastHour[] {
  const found = forecastHour(fit, hour, LEVELS);
  if (!found) return [];
  const [p10, median, p90] = found;
  const { endMs, potential } = hour;
  return [{ endMs, potential, p10: p10!, median: median!, p90: p90! }];
}

function valueOf(
  { startMs, ...quantiles }: QuarterQuantiles,
  capacityKw: number,
  limitKw: number,
  firstMs: number,
): BaselineValue {
  const round = (share: number) =>
    Math.min(Math.floor(limitKw * 1000) / 1000, Math.round(share * capacityKw * 1000) / 1000);
  return {
    start_utc: utcText(startMs),
    end_utc: utcText(startMs + QUARTER),
    forecast_power_kw: round(quantiles.median),
    horizon_minutes: (startMs - firstMs) / MINUTE,
    p10_kw: round(quantiles.p10),
    p90_kw: round(quantiles.p90),
  };
}

/** Returns the hours by time, the newest run's where there are several of one. */
function inOrder(weather: readonly WeatherHour[]): WeatherHour[] {
  const byEnd = new Map<number, WeatherHour>();
  for (const hour of weather) {
    const other = byEnd.get(hour.endMs);
    if (!other || other.issuedMs < hour.issuedMs) byEnd.set(hour.endMs, hour);
  }
  return [...byEnd.values()].sort((a, b) => a.endMs - b.endMs);
}

/** Returns measured powers as shares of the capacity by the end of their hour. */
function sharesOf(capacityKw: number, measured: readonly HourPower[]): Shares {
  const possible = measured.filter(({ powerKw }) =>
    powerKw <= HIGHEST_MEASURED * capacityKw && powerKw >= LOWEST_MEASURED * capacityKw
  );
  return new Map(
    possible.map(({ endMs, powerKw }) => [endMs, Math.max(0, powerKw) / capacityKw]),
  );
}

function sunsOf({ latitude, longitude }: WeatherPlant, hours: readonly WeatherHour[]): SunHour[] {
  return hours.map(({ endMs }) => sunHour(endMs, latitude, longitude));
}

/** Counts the UTC days with enough hours: of production, for a turbine of any. */
function daysOf(past: readonly TrainingHour[], { isWind }: WeatherPlant): number {
  const counted = past.filter(({ power }) => power > 0 || isWind);
  const byDay = Map.groupBy(counted, ({ endMs }) => Math.floor((endMs - 1) / DAY));
  return [...byDay.values()].filter(({ length }) => length >= LEAST_HOURS).length;
}
