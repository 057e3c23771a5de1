import { AppError } from "../errors.ts";
import { milliseconds, MINUTE, utcText } from "../time/time.ts";
import { type Fault, unknownNames } from "../unknown_names.ts";
import { ahead, type Wrong, wrongLength } from "../value_limits.ts";
import { MOST_RUN_VALUES, type SentWeatherRun, weatherRun } from "./new_weather.ts";
import { storedRun, type StoredWeatherRun, wrongPeriods } from "./stored_run.ts";
import type { WeatherValue } from "./weather_value.ts";

/** A run that is good but for its site, which may be named by its client's number. */
export type SiftedRun = StoredWeatherRun & { client_site_id?: number };

/** A good run, or the first thing that is wrong with it; its path begins in the run. */
export type Sifted = { run: SiftedRun; fault?: undefined } | { run?: undefined; fault: Fault };

/** Checks a run that was sent, at `nowMs`. */
export function siftWeather(sent: unknown, nowMs: number): Sifted {
  const fault = tooManyValues(sent) ?? unknownNames(weatherRun, sent, { most: 1, inEach: 1 })[0];
  if (fault) return { fault };
  const { data, error } = weatherRun.safeParse(sent);
  if (error) return { fault: error.issues[0]! };
  const wrong = ahead("issued_utc", data.issued_utc, 15, nowMs);
  if (wrong) return { fault: { path: [wrong.field], message: wrong.message } };
  const values = data.values.map((value) => weatherValue(value, data.wind_height_m));
  const ofPeriods = periodFault(values);
  if (ofPeriods) return { fault: ofPeriods };
  return { run: stored(data, values) };
}

/** Zod would check a hundred thousand values before it counts them. */
function tooManyValues(sent: unknown): Fault | undefined {
  const list = (sent as { values?: unknown } | null)?.values;
  if (!Array.isArray(list) || list.length <= MOST_RUN_VALUES) return undefined;
  const message = `A run may have ${MOST_RUN_VALUES.toLocaleString("en")} values; this one has ` +
    `${list.length.toLocaleString("en")}. Send the rest as a run of another issue time or place.`;
  return { path: ["values"], message };
}

/** Returns a value by its full names, with its end and the height that the run says of all. */
function weatherValue(
  { dni, dhi, gusts, period_minutes = 0, ...sent }: SentWeatherRun["values"][number],
  height?: number | null,
): WeatherValue {
  const end_utc = sent.end_utc ?? utcText(milliseconds(sent.start_utc) + period_minutes * MINUTE);
  const value: WeatherValue = { ...sent, end_utc };
  value.dni_w_m2 ??= dni;
  value.dhi_w_m2 ??= dhi;
  value.gusts_m_s ??= gusts;
  value.wind_height_m ??= height;
  return value;
}

/** Finds a period that is empty, longer than a day, or overlaps another one of the run. */
function periodFault(values: readonly WeatherValue[]): Fault | undefined {
  const periods = values.map(({ start_utc, end_utc }, row) => ({
    row,
    startMs: milliseconds(start_utc),
    endMs: milliseconds(end_utc),
  }));
  const at = (row: number, { field, message }: Wrong): Fault => ({
    path: ["values", row, field],
    message,
  });
  for (const { row, startMs, endMs } of periods) {
    const wrong = wrongLength(endMs - startMs);
    if (wrong) return at(row, wrong);
  }
  periods.sort((a, b) => a.startMs - b.startMs || a.row - b.row);
  const wrong = wrongPeriods(periods);
  return wrong && at(periods[wrong.at]!.row, { field: "start_utc", message: wrong.message });
}

function stored(run: SentWeatherRun, values: WeatherValue[]): SiftedRun {
  const { source, issued_utc, latitude, longitude, site_uuid, client_site_id } = run;
  if (client_site_id === undefined) {
    return storedRun({ source, issued_utc, latitude, longitude, site_uuid, values });
  }
  const { site_uuid: _, ...rest } = storedRun({ source, issued_utc, site_uuid: "", values });
  return { ...rest, client_site_id };
}

/** Returns the runs of a body in JSON: one run, or a list of them. Throws "invalid" for neither. */
export function runsIn(body: unknown): { list: readonly unknown[]; isOne: boolean } {
  const isObject = body !== null && typeof body === "object" && !Array.isArray(body);
  if (!isObject) throw new AppError("invalid", "Send a run with its values, or a list of runs.");
  if (!("runs" in body)) return { list: [body], isOne: true };
  const { runs, ...others } = body;
  const [other] = Object.keys(others);
  const message = other === undefined ? "Send a list of runs." : "Send it in each run.";
  const field = other ?? "runs";
  if (other !== undefined || !Array.isArray(runs) || runs.length === 0) {
    throw new AppError("invalid", message, { fields: [{ field, message }] });
  }
  return { list: runs, isOne: false };
}
