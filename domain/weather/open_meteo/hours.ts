import type { WeatherValue } from "../weather_value.ts";
import { utcText } from "../../time/time.ts";
import type { HourlyColumn, QuarterColumn } from "./columns.ts";
import type { PlaceRows } from "./response.ts";

const HOUR_MS = 3_600_000;
const QUARTERS = 4;

/** Values from the start of an hour to its end: 2 of whole hours, 5 of quarters. */
type Instants = readonly (number | null)[];

/**
 * Returns the weather of each hour. What Open-Meteo gives for the time before a row is the value of
 * the hour that ends there. Cloud cover, temperature and wind are those at an instant: their mean over
 * an hour is that of its instants, where those at its start and its end count half, and is null where
 * one of them is missing. The quarter hours are taken where they cover the whole hour. An hour without
 * any value is left out.
 */
export function hoursOf(rows: PlaceRows): WeatherValue[] {
  const height = heightOfWind(rows);
  const quarterAt = new Map(rows.quarters?.timesMs.map((ms, at) => [ms, at]));
  return rows.hours.timesMs.flatMap((endMs, at) => {
    const hour = new Hour(rows, at, quarterAt.get(endMs));
    const start = at === 0 ? utcText(endMs - HOUR_MS) : rows.hours.times[at - 1]!;
    const value = valueOf(hour, { start_utc: start, end_utc: rows.hours.times[at]! }, height);
    const { start_utc: _, end_utc: __, wind_height_m: ___, ...values } = value;
    return Object.values(values).every((one) => one === null) ? [] : [value];
  });
}

type Times = Pick<WeatherValue, "start_utc" | "end_utc">;

function valueOf(hour: Hour, times: Times, height: 10 | 80): WeatherValue {
  const cloud = hour.meanOf("cloud_cover");
  return {
    ...times,
    ghi_w_m2: hour.before("shortwave_radiation"),
    dni_w_m2: hour.before("direct_normal_irradiance"),
    dhi_w_m2: hour.before("diffuse_radiation"),
    cloud_cover: cloud === null ? null : cloud / 100,
    temperature_c: hour.meanOf("temperature_2m"),
    wind_speed_m_s: hour.meanOf(`wind_speed_${height}m`),
    wind_height_m: height,
    wind_direction_degrees: hour.directionOf(`wind_direction_${height}m`),
    gusts_m_s: hour.at("wind_gusts_10m"),
    precipitation_mm: hour.before("precipitation", QUARTERS),
  };
}

/** Returns 80 where that height has as many wind speeds as 10 m: hubs are nearer to it. */
function heightOfWind({ hours: { columns } }: PlaceRows): 10 | 80 {
  const count = (values: (number | null)[]) => values.filter((value) => value !== null).length;
  return count(columns.wind_speed_80m) >= count(columns.wind_speed_10m) ? 80 : 10;
}

/** An hour that ends at row `end` of the hours, and at row `quarter` of the quarter hours. */
class Hour {
  constructor(private rows: PlaceRows, private end: number, private quarter: number | undefined) {}

  /** Returns the value of the row at the end of the hour. */
  at(name: HourlyColumn): number | null {
    return this.rows.hours.columns[name][this.end] ?? null;
  }

  /** Returns a value that is one of the time before its row: of quarters the mean, or `times` it. */
  before(name: HourlyColumn & QuarterColumn, times = 1): number | null {
    const quarters = this.#quarters(name)?.slice(1);
    return quarters && isWhole(quarters) ? times * sum(quarters) / QUARTERS : this.at(name);
  }

  /** Returns the mean over the hour of what is given at instants. */
  meanOf(name: HourlyColumn): number | null {
    const instants = this.#instants(name);
    return isWhole(instants) ? weighted(instants, (value) => value) : null;
  }

  /** Returns the mean of directions in degrees, 0 to 360; null where they cancel each other out. */
  directionOf(name: HourlyColumn): number | null {
    const instants = this.#instants(name);
    if (!isWhole(instants)) return null;
    const east = weighted(instants, (degrees) => Math.sin(degrees * Math.PI / 180));
    const north = weighted(instants, (degrees) => Math.cos(degrees * Math.PI / 180));
    if (Math.hypot(east, north) < 1e-6) return null;
    return (Math.atan2(east, north) * 180 / Math.PI + 360) % 360;
  }

  /** Returns the instants of the quarters where none is missing, else those at both ends. */
  #instants(name: HourlyColumn): Instants {
    const quarters = isOfQuarters(name) ? this.#quarters(name) : undefined;
    if (quarters && isWhole(quarters)) return quarters;
    return [this.end === 0 ? null : this.rows.hours.columns[name][this.end - 1]!, this.at(name)];
  }

  /** Returns what the quarter hours have from the start of the hour to its end. */
  #quarters(name: QuarterColumn): Instants | undefined {
    const { quarter, rows: { quarters } } = this;
    if (!quarters || quarter === undefined || quarter < QUARTERS) return undefined;
    return quarters.columns[name].slice(quarter - QUARTERS, quarter + 1);
  }
}

const isOfQuarters = (name: HourlyColumn): name is HourlyColumn & QuarterColumn =>
  name !== "cloud_cover" && name !== "wind_gusts_10m";

const isWhole = (values: Instants): values is readonly number[] =>
  values.every((value) => value !== null);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Returns the mean of evenly spaced instants, of which the first and the last count half. */
function weighted(values: readonly number[], of: (value: number) => number): number {
  const ends = (of(values[0]!) + of(values.at(-1)!)) / 2;
  return (sum(values.slice(1, -1).map(of)) + ends) / (values.length - 1);
}
