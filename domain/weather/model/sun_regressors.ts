/** What the model of PV looks at in an hour: ratios to the clear sky, so that seasons compare. */
import { HOUR } from "../../time/time.ts";
import type { WeatherHour } from "../weather_hour.ts";
import { type Light, lightOf } from "./light.ts";
import { type Design, isKnownNext, isNext, type ModelHour } from "./model_hour.ts";
import {
  dayOfYear,
  type Facing,
  facingOf,
  onPlane,
  type Plane,
  splitLight,
  type SunHour,
} from "./sun_hours.ts";

/** Regressors beside the intercept. */
const REGRESSORS = 13;
/** Upper limits of the ratios, which at a low sun have no meaning. */
const HIGHEST_GLOBAL = 1.3;
const HIGHEST_PLANE = 1.6;

/** Places of some regressors. */
const AT = {
  global: 0,
  around: 4,
  change: 5,
  cloud: 6,
  clouds: 7,
  temperature: 8,
  rain: 9,
  plane: 12,
};

/** Traits that are regressors, with their weights: the global ratio, then what surrounds it. */
const ALIKE: readonly (readonly [keyof typeof AT, number])[] = [
  ["global", 2],
  ["around", 2],
  ["plane", 1],
  ["clouds", 0.7],
  ["cloud", 0.5],
  ["temperature", 0.3],
  ["rain", 0.3],
  ["change", 0.3],
];
const ELEVATION = 0.7;
const AZIMUTH = 0.5;

/** How PV is modelled. */
export const SUN_DESIGN: Design = {
  regressors: REGRESSORS,
  // A tenth of what rows with the usual residual, a tenth of the capacity, weigh in the reweighted
  // squares.
  ridge: 1,
  traits: [...ALIKE.map(([, weight]) => weight), ELEVATION, AZIMUTH],
  isByHour: true,
  leastFitted: 0.002,
  leastAlike: 0.02,
  highestRatio: 1.6,
  // All of it would make the analogs as sure as the regression is.
  moved: 0.6,
  // On months that they had not seen, at three plants, the band from P10 to P90 held 74 % of the
  // hours in daylight, and so much wider it holds 79 %.
  widening: 1.12,
};

/**
 * Computes the regressors of each hour, in their order. `hours` ascend by `endMs`, one for each time;
 * an hour's next one counts only where it was known with the hour; see isKnownNext().
 * What was not given is NaN, which the members of the model count as its mean.
 */
export function sunHours(
  hours: readonly WeatherHour[],
  suns: readonly SunHour[],
  plane: Plane,
): ModelHour[] {
  const lights = hours.map((hour, at) => lightOf(hour, suns[at]!));
  const globals = lights.map(({ ghi }, at) => globalRatio(ghi, suns[at]!));
  const covers = hours.map(({ cloudCover }) => cloudCover ?? NaN);
  const facing = facingOf(plane);
  return hours.map((hour, at) => {
    const before = isNext(hours[at - 1], hour) ? at - 1 : at;
    const after = isKnownNext(hour, hours[at + 1]) ? at + 1 : at;
    const sun = suns[at]!;
    const hourOfDay = Math.floor((hour.endMs - HOUR) / HOUR) % 24;
    const potential = onPlane(splitLight(sun, sun.clear), facing) / 1000;
    const { endMs, issuedMs } = hour;
    if (potential <= 0) return { endMs, issuedMs, potential, hour: hourOfDay, ...DARK };
    const [was, is, becomes] = [globals[before]!, globals[at]!, globals[after]!];
    const angle = 2 * Math.PI * dayOfYear(hour.endMs) / 365.2425;
    const regressors = [
      is,
      is * is,
      was,
      becomes,
      (was + is + becomes) / 3,
      Math.abs(is - was) + Math.abs(becomes - is),
      covers[at]!,
      (covers[before]! + covers[at]! + covers[after]!) / 3,
      hour.temperatureC ?? NaN,
      Math.log1p(5 * Math.max(0, hour.precipitationMm ?? NaN)),
      Math.sin(angle),
      Math.cos(angle),
      planeRatio(sun, lights[at]!, facing, potential),
    ];
    return {
      endMs,
      issuedMs,
      potential,
      hour: hourOfDay,
      regressors,
      traits: [...ALIKE.map(([name]) => regressors[AT[name]]!), sun.elevation, sun.azimuth],
    };
  });
}

/** An hour without a potential: its power is 0 whatever the weather. */
const DARK = { regressors: [], traits: [] };

function globalRatio(ghi: number, sun: SunHour): number {
  return sun.clear > 0 ? Math.min(ghi / sun.clear, HIGHEST_GLOBAL) : 0;
}

function planeRatio(sun: SunHour, light: Light, facing: Facing, clear: number): number {
  if (clear <= 0) return 0;
  const irradiance = onPlane(splitLight(sun, light.ghi, light.diffuseShare), facing);
  return Math.min(irradiance / 1000 / clear, HIGHEST_PLANE);
}
