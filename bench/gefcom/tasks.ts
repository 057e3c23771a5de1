/** Monthly tasks as in the competition: all before a month teaches, each hour of it is forecast. */
import { fittedPlane } from "../../domain/weather/model/plane_fit.ts";
import type { TrainingHour } from "../../domain/weather/model/model_hour.ts";
import { SUN_DESIGN, sunHours } from "../../domain/weather/model/sun_regressors.ts";
import { type SunHour, sunHour } from "../../domain/weather/model/sun_hours.ts";
import { fitWeather, forecastHour } from "../../domain/weather/model/weather_forecast.ts";
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";
import { HOUR, milliseconds } from "../../domain/time/time.ts";
import type { Plant } from "./read.ts";

/** The competition's levels. */
export const LEVELS = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);
/** The place is not published; clear hours fit one near Canberra. */
const PLACE = { latitude: -35.3, longitude: 149.1 };
const LEAST_DAYS = 180;
const DAY = 24 * HOUR;
const MONTH_OF_DAYS = 30;

/** An hour of a task: what was measured and forecast, as shares of the capacity. */
export interface ForecastHour {
  zone: string;
  /** Month, `2012-10`. */
  month: string;
  endMs: number;
  /** Issue time of the weather. */
  issuedMs: number;
  actual: number;
  /** Powers at LEVELS. */
  forecast: number[];
  climatology: number[];
  /** Whether the sun is up: the array would receive 20 W/m² or more from a clear sky. */
  isLit: boolean;
  /** Clear-sky irradiance in the plane of the array, kW/m². */
  potential: number;
}

const LIT = 0.02;

/** Returns the whole months (UTC) of a plant with 180 days before them. */
export function monthsOf({ weather }: Plant): string[] {
  const first = Temporal.Instant.fromEpochMilliseconds(weather[0]!.endMs - HOUR + LEAST_DAYS * DAY);
  const months: string[] = [];
  let month = first.toZonedDateTimeISO("UTC").toPlainDate().toPlainYearMonth();
  if (startOf(`${month}`) < first.epochMilliseconds) month = month.add({ months: 1 });
  for (; endOf(`${month}`) <= weather.at(-1)!.endMs; month = month.add({ months: 1 })) {
    months.push(`${month}`);
  }
  return months;
}

const startOf = (month: string): number => milliseconds(`${month}-01T00:00:00Z`);
const endOf = (month: string): number =>
  startOf(`${Temporal.PlainYearMonth.from(month).add({ months: 1 })}`);

/** Forecasts every hour of a month from the hours before it. */
export function forecastMonth(plant: Plant, suns: SunHour[], month: string): ForecastHour[] {
  const cut = plant.weather.findIndex(({ endMs }) => endMs > startOf(month));
  const end = plant.weather.findLastIndex(({ endMs }) => endMs <= endOf(month));
  const past = plant.weather.slice(0, cut)
    .map(({ ghi }, at) => ({ ghi: ghi ?? NaN, sun: suns[at]!, power: plant.power[at]! }));
  const plane = fittedPlane(past);
  if (!plane) throw new Error(`Zone ${plant.zone} has too few clear hours before ${month}.`);
  const hours = sunHours(plant.weather.slice(0, end + 1), suns, plane);
  const training: TrainingHour[] = hours.slice(0, cut)
    .map((hour, at) => ({ ...hour, power: plant.power[at]! }));
  const fit = fitWeather(training, SUN_DESIGN);
  return hours.slice(cut).map((hour, i) => ({
    zone: plant.zone,
    month,
    endMs: hour.endMs,
    issuedMs: hour.issuedMs,
    actual: plant.power[cut + i]!,
    forecast: forecastHour(fit, hour, LEVELS) ?? LEVELS.map(() => 0),
    climatology: climatology(plant.power, cut, cut + i),
    isLit: hour.potential >= LIT,
    potential: hour.potential,
  }));
}

export const sunsOf = ({ weather }: Plant): SunHour[] =>
  weather.map(({ endMs }) => sunHour(endMs, PLACE.latitude, PLACE.longitude));

/** Returns the quantiles of the hour `at` on the 30 days before `cut`, which the model knows too. */
function climatology(power: Float64Array, cut: number, at: number): number[] {
  const first = at - 24 * Math.ceil((at - cut + 1) / 24);
  const before = Array.from({ length: MONTH_OF_DAYS }, (_, day) => power[first - 24 * day]!);
  const sorted = Float64Array.from(before).sort();
  return LEVELS.map((level) => quantileOfSorted(sorted, level));
}
