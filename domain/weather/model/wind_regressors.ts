/** What the model of wind looks at in an hour: the wind at the hub, and how power grows with it. */
import { HOUR } from "../../time/time.ts";
import type { WeatherHour } from "../weather_hour.ts";
import { type Design, isKnownNext, isNext, type ModelHour } from "./model_hour.ts";
import { dayOfYear } from "./sun_hours.ts";

/** Metres above the ground; a site does not state its own. */
const HUB = 80;
/** Height of most weather models' wind. */
const USUAL_HEIGHT = 10;
/** Exponent of the wind profile. Source: Peterson & Hennessey, J. Appl. Meteorology 17(3), 1978. */
const SHEAR = 1 / 7;
/** Speeds (m/s) at which the growth of power may change. */
const HINGES = [3, 5, 7, 9, 11, 13, 16] as const;
/**
 * Growth of an hour's mean power from one hinge to the next, as shares of the capacity by m/s, of
 * turbines in general: a power curve, smoothed by what a forecast of the wind errs.
 */
const USUAL_GROWTH = [0, 0.04, 0.08, 0.13, 0.14, 0.07, 0.01, 0] as const;
/** Regressors beside the speed and its hinges. */
const OTHERS = 12;

/** Weights of the traits, in their order. */
const TRAITS = [4, 1.5, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3];

/** How wind is modelled. */
export const WIND_DESIGN: Design = {
  regressors: 1 + HINGES.length + OTHERS,
  towards: usualCurve(),
  ridge: 0.5,
  traits: TRAITS,
  isByHour: false,
  leastFitted: 0,
  leastAlike: 0,
  highestRatio: 1.05,
  moved: 0,
  widening: 1.15,
};

/** Returns the usual curve as coefficients: the changes of growth at the hinges. */
function usualCurve(): number[] {
  const changes = USUAL_GROWTH.map((growth, at) => growth - (USUAL_GROWTH[at - 1] ?? 0));
  return [0, ...changes, ...Array<number>(OTHERS).fill(0)];
}

/**
 * Computes the wind at hub height (m/s) of an hour; NaN where it is not given.
 */
export function hubSpeed({ windSpeed, windHeightM }: WeatherHour): number {
  const height = windHeightM !== null && windHeightM > 0 ? windHeightM : USUAL_HEIGHT;
  return Math.max(0, windSpeed ?? NaN) * (HUB / height) ** SHEAR;
}

/**
 * Computes what the model sees of each hour, without those that have no wind. `hours` ascend by
 * `endMs`, one for each time; an hour's next one counts only where it was known with the hour.
 */
export function windHours(hours: readonly WeatherHour[]): ModelHour[] {
  const speeds = hours.map(hubSpeed);
  return hours.flatMap((hour, at) => {
    const speed = speeds[at]!;
    if (Number.isNaN(speed)) return [];
    const before = isNext(hours[at - 1], hour) ? speeds[at - 1]! : NaN;
    const after = isKnownNext(hour, hours[at + 1]) ? speeds[at + 1]! : NaN;
    return [modelHour(hour, speed, orElse(before, speed), orElse(after, speed))];
  });
}

function modelHour(hour: WeatherHour, speed: number, before: number, after: number): ModelHour {
  const { endMs, issuedMs } = hour;
  const hourOfDay = Math.floor((endMs - HOUR) / HOUR) % 24;
  const time = 2 * Math.PI * hourOfDay / 24;
  const season = 2 * Math.PI * dayOfYear(endMs) / 365.2425;
  const from = (hour.windDirection ?? NaN) * Math.PI / 180;
  const around = (before + speed + after) / 3;
  const change = Math.abs(speed - before) + Math.abs(after - speed);
  const gusts = Math.min(3, (hour.gusts ?? NaN) / Math.max(1, hour.windSpeed ?? NaN));
  const temperature = hour.temperatureC ?? NaN;
  const [sin, cos] = [Math.sin(from), Math.cos(from)];
  const clock = [Math.sin(time), Math.cos(time)];
  const others = [
    around,
    before - after,
    change,
    sin * speed,
    cos * speed,
    gusts,
    temperature,
    ...clock,
    Math.sin(season),
    Math.cos(season),
    Math.sin(2 * from) * speed,
  ];
  const below = HINGES.filter((hinge) => hinge < speed);
  return {
    endMs,
    issuedMs,
    potential: 1,
    hour: hourOfDay,
    regressors: [...curveAt(speed), ...others],
    atLess: below.map((hinge) => [...curveAt(hinge), ...others]),
    traits: [speed, around, before - after, sin, cos, gusts, temperature, ...clock],
  };
}

const curveAt = (speed: number): number[] => [
  speed,
  ...HINGES.map((hinge) => Math.max(0, speed - hinge)),
];

const orElse = (value: number, other: number) => Number.isNaN(value) ? other : value;

/** Hourly means of the wind at the hub (m/s) from which on turbines may stop, and surely have. */
const MAY_STOP = 22;
const STOPS = 25;
const SURELY_STOPPED = 28;

/** Powers between which a storm may stop turbines, which the past seldom tells. */
export function inStorm<P extends { p10: number; median: number; p90: number }>(
  powers: P,
  speed: number,
): P {
  const share = (from: number, to: number) => Math.min(1, Math.max(0, (to - speed) / (to - from)));
  const median = powers.median * share(STOPS - 0.5, STOPS + 0.5);
  return {
    ...powers,
    p10: Math.min(median, powers.p10 * share(MAY_STOP, STOPS)),
    median,
    p90: powers.p90 * share(STOPS, SURELY_STOPPED),
  };
}
