/** Reads the solar track of GEFCom2014: power of three plants and the weather of each day's run. */
import { HOUR, milliseconds } from "../../domain/time/time.ts";
import type { WeatherHour } from "../../domain/weather/weather_hour.ts";
import { readText } from "../forecast/series_file.ts";

/** A plant's hours, ascending; power as a share of its capacity. */
export interface Plant {
  zone: string;
  weather: WeatherHour[];
  power: Float64Array;
}

const DAY = 24 * HOUR;
/** Joules and metres accumulate from 00 UTC, when a day's run is issued. */
const ACCUMULATED = ["var169", "var228"] as const;

/** What the file has not, or has for other uses. */
const NOT_READ = {
  dni: null,
  dhi: null,
  windSpeed: null,
  windHeightM: null,
  windDirection: null,
  gusts: null,
};

/** Reads the plants from a file, which may be compressed (`.gz`); see plantsOf(). */
export async function readPlants(path: string): Promise<Plant[]> {
  return plantsOf(await readText(path));
}

/**
 * Reads the plants from text with the columns `zone, end_utc, power` and those of the ECMWF's
 * parameters (`var169` …). Source: Hong et al., Probabilistic energy forecasting: Global Energy
 * Forecasting Competition 2014, International Journal of Forecasting 32(3), 2016. Throws when a value
 * is missing or times do not ascend hour by hour.
 */
export function plantsOf(text: string): Plant[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head!.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    return new Map(names.map((name, at) => [name, cells[at]!]));
  });
  const zones = [...new Set(rows.map((row) => row.get("zone")!))];
  return zones.map((zone) => plantOf(zone, rows.filter((row) => row.get("zone") === zone)));
}

function plantOf(zone: string, rows: Map<string, string>[]): Plant {
  const number = (at: number, name: string) => {
    const value = Number(rows[at]?.get(name) ?? NaN);
    if (Number.isNaN(value)) throw new Error(`Zone ${zone}, row ${at + 1}: ${name} is no number.`);
    return value;
  };
  const times = rows.map((row) => milliseconds(row.get("end_utc")!));
  const gap = times.findIndex((ms, at) => at > 0 && ms !== times[at - 1]! + HOUR);
  if (gap > 0) throw new Error(`Zone ${zone}, row ${gap + 1}: not an hour after the row before.`);
  /** The amount of one hour. */
  const ofHour = (at: number, name: typeof ACCUMULATED[number]) => {
    const isFirst = at === 0 || (times[at]! - HOUR) % DAY === 0;
    return number(at, name) - (isFirst ? 0 : number(at - 1, name));
  };
  const weather = times.map((endMs, at) => ({
    endMs,
    issuedMs: endMs - HOUR - (endMs - HOUR) % DAY,
    ghi: ofHour(at, "var169") / 3600,
    cloudCover: number(at, "var164"),
    temperatureC: number(at, "var167") - 273.15,
    precipitationMm: ofHour(at, "var228") * 1000,
    ...NOT_READ,
  }));
  return { zone, weather, power: Float64Array.from(times, (_, at) => number(at, "power")) };
}
