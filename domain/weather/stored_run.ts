import { AppError } from "../errors.ts";
import { HOUR, milliseconds, utcText } from "../time/time.ts";
import { hourlyMeans, type HourlyWeather, type PeriodWeather } from "./hourly_means.ts";
import { type Columns, kept, QUANTITIES, type Quantities, WIND_HEIGHT_M } from "./quantities.ts";
import type { NewWeatherRun, WeatherValue } from "./weather_value.ts";

/** A run as app.store_weather takes it. Times are RFC 3339 in UTC. */
export interface StoredWeatherRun {
  source: string;
  issued_utc: string;
  latitude?: number;
  longitude?: number;
  site_uuid?: string;
  content: Columns & {
    start_utc: string;
    end_utc: string;
    value_count: number;
    first_hour_utc: string;
    hour_count: number;
    gaps: number[] | null;
    /** Its values as they were sent, unless these are hour after hour. */
    sent?: Columns & { starts: string[]; ends: string[] };
  };
}

/** A run at a place, or for a site. */
type RunOfPlace = Omit<NewWeatherRun, "latitude" | "longitude"> & {
  latitude?: number;
  longitude?: number;
  site_uuid?: string;
};

/** Most days from the start of the first value of a run to the end of its last one. */
export const MOST_DAYS = 100;
/** Decimals of coordinates: 11 m. */
const DEGREES = 10_000;

/**
 * Returns a run as it is stored: in the order of time, numbers to three decimals, coordinates to
 * four, with its hours. Throws "invalid" for a run whose periods overlap or end before they start.
 */
export function storedRun(run: RunOfPlace): StoredWeatherRun {
  const periods = run.values.map(periodOf).sort((a, b) => a.startMs - b.startMs);
  const wrong = wrongPeriods(periods);
  if (wrong) throw new AppError("invalid", wrong.message);
  const isHourly = periods.every((period, i) => isHour(period, periods[i - 1]));
  const hours = hourlyMeans(periods);
  const place = run.site_uuid === undefined
    ? { latitude: rounded(run.latitude!), longitude: rounded(run.longitude!) }
    : { site_uuid: run.site_uuid };
  return {
    source: run.source,
    issued_utc: utcText(milliseconds(run.issued_utc)),
    ...place,
    content: {
      start_utc: utcText(periods[0]!.startMs),
      end_utc: utcText(periods.at(-1)!.endMs),
      value_count: periods.length,
      ...(isHourly ? asSent(periods) : { ...asStored(hours), sent: sentColumns(periods) }),
    },
  };
}

const rounded = (degrees: number) => Math.round(degrees * DEGREES) / DEGREES + 0;

function periodOf(value: WeatherValue): PeriodWeather {
  const of: Quantities = {};
  for (const quantity of QUANTITIES) of[quantity] = kept(quantity, value[quantity]);
  of.wind_height_m = of.wind_speed_m_s === null ? null : of.wind_height_m ?? WIND_HEIGHT_M;
  return { startMs: milliseconds(value.start_utc), endMs: milliseconds(value.end_utc), of };
}

/** Returns what is wrong with periods in the order of time, and the place of the wrong one. */
export function wrongPeriods(
  periods: readonly Pick<PeriodWeather, "startMs" | "endMs">[],
): { at: number; message: string } | undefined {
  for (const [at, { startMs, endMs }] of periods.entries()) {
    if (endMs <= startMs) return { at, message: "end_utc must be after start_utc." };
    const before = periods[at - 1];
    if (before && before.endMs > startMs) {
      const [start, end] = [utcText(before.startMs), utcText(before.endMs)];
      return { at, message: `It overlaps the value from ${start} to ${end} of the same run.` };
    }
    if (endMs - periods[0]!.startMs > MOST_DAYS * 24 * HOUR) {
      return { at, message: `A run may last ${MOST_DAYS} days. Send the rest as another run.` };
    }
  }
  return undefined;
}

function isHour({ startMs, endMs }: PeriodWeather, before?: PeriodWeather): boolean {
  const isNext = before === undefined || before.endMs === startMs;
  return startMs % HOUR === 0 && endMs - startMs === HOUR && isNext;
}

/** Returns columns of periods that are hours, one after the other. */
function asSent(periods: readonly PeriodWeather[]) {
  const columns = columnsOf(periods);
  const lists = Object.values(columns);
  const gaps = periods.keys().filter((at) => lists.every((list) => list[at] === null)).toArray();
  return asStored({
    firstHourMs: periods[0]!.startMs,
    hourCount: periods.length,
    gaps,
    columns,
  });
}

const asStored = ({ firstHourMs, hourCount, gaps, columns }: HourlyWeather) => ({
  first_hour_utc: utcText(firstHourMs),
  hour_count: hourCount,
  gaps: gaps.length > 0 ? gaps : null,
  ...Object.fromEntries(QUANTITIES.flatMap((quantity) => {
    const list = columns[quantity];
    return list ? [[quantity, list.map((number) => kept(quantity, number))]] : [];
  })) as Columns,
});

function sentColumns(periods: readonly PeriodWeather[]) {
  return {
    starts: periods.map(({ startMs }) => utcText(startMs)),
    ends: periods.map(({ endMs }) => utcText(endMs)),
    ...columnsOf(periods),
  };
}

function columnsOf(periods: readonly PeriodWeather[]): Columns {
  const columns: Columns = {};
  for (const quantity of QUANTITIES) {
    const list = periods.map(({ of }) => of[quantity] ?? null);
    if (list.some((number) => number !== null)) columns[quantity] = list;
  }
  return columns;
}
