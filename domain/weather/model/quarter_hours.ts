/** Quarter hours from the hours of a forecast: within an hour power follows the sun. */
import { QUARTER } from "../../forecasts/baseline/quarters.ts";
import { HOUR } from "../../time/time.ts";
import { type Plane, planeIrradiance, sunPeriod } from "./sun_hours.ts";
import type { WeatherPlant } from "./weather_site.ts";

/** Powers of an hour, as shares of the capacity. */
export interface HourQuantiles {
  endMs: number;
  p10: number;
  median: number;
  p90: number;
}

/** Powers of a quarter hour, ascending, as shares of the capacity. */
export interface QuarterQuantiles {
  startMs: number;
  p10: number;
  median: number;
  p90: number;
}

const QUARTERS = 4;
/** Instants of a quarter hour at which the sun is computed. */
const PARTS = 3;
/** How far a quarter hour of an hour looks to the hour before (-) or after (+). */
const TOWARDS = [-0.375, -0.125, 0.125, 0.375];
/** Each takes away most of what is missing to the means of the hours. */
const CORRECTIONS = 3;
const NAMES = ["p10", "median", "p90"] as const;

/**
 * Splits hours, ascending, into quarter hours whose means are nearly the hours'. The share of the
 * potential runs in straight lines from the middle of an hour to that of the next, so that power
 * leaps at no hour's edge; it is 0 in the dark. Without a plane the potential is the same all day.
 */
export function quarters(
  hours: readonly HourQuantiles[],
  plant: WeatherPlant,
  plane: Plane | undefined,
): QuarterQuantiles[] {
  const potentials = hours.map(({ endMs }) => potentialsOf(endMs, plant, plane));
  const split = NAMES.map((name) =>
    splitHours(
      hours.map(({ endMs }) => endMs),
      hours.map((hour) => hour[name]),
      potentials,
    )
  );
  return hours.flatMap(({ endMs }, at) =>
    TOWARDS.map((_, quarter) => {
      const [p10, median, p90] = split.map((powers) => powers[at]![quarter]!);
      return {
        startMs: endMs - HOUR + quarter * QUARTER,
        p10: Math.min(p10!, median!),
        median: median!,
        p90: Math.max(median!, p90!),
      };
    })
  );
}

/** Returns the potential of each quarter of an hour, in kW of a kW. */
function potentialsOf(endMs: number, plant: WeatherPlant, plane: Plane | undefined): number[] {
  return TOWARDS.map((_, quarter) => {
    if (!plane) return 1;
    const startMs = endMs - HOUR + quarter * QUARTER;
    const sun = sunPeriod(startMs, startMs + QUARTER, plant, PARTS);
    return planeIrradiance(sun, sun.clear, plane) / 1000;
  });
}

/** Returns the powers of the quarters of each hour, from the means of the hours. */
function splitHours(ends: number[], means: number[], potentials: number[][]): number[][] {
  const usual = potentials.map((of) => of.reduce((sum, value) => sum + value, 0) / QUARTERS);
  const shares = means.map((mean, at) => usual[at]! > 0 ? mean / usual[at]! : 0);
  const isLitNext = (at: number, other: number) =>
    (usual[other] ?? 0) > 0 && Math.abs(ends[other]! - ends[at]!) === HOUR;
  const shareOf = (at: number, towards: number) => {
    const other = at + Math.sign(towards);
    if (!isLitNext(at, other)) return shares[at]!;
    return shares[at]! + Math.abs(towards) * (shares[other]! - shares[at]!);
  };
  const split = () =>
    potentials.map((of, at) =>
      of.map((potential, quarter) => potential * shareOf(at, TOWARDS[quarter]!))
    );
  for (let turn = 0; turn < CORRECTIONS; turn++) {
    const missing = split().map((powers, at) =>
      means[at]! - powers.reduce((sum, power) => sum + power, 0) / QUARTERS
    );
    missing.forEach((power, at) => {
      if (usual[at]! > 0) shares[at] = Math.max(0, shares[at]! + power / usual[at]!);
    });
  }
  return split();
}
