import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import type { Period } from "../../domain/time/time.ts";
import { forecastFor } from "../forecasts/question.ts";
import { quantileText } from "../forecasts/quantiles.ts";
import { finiteGeneration } from "../generation/finite.ts";
import type { Fragment } from "../kit/queries.ts";

/** Mean power in kW over [startMs, endMs). */
export interface ExportedPower {
  startMs: number;
  endMs: number;
  kw: number;
}

/** A forecast value with its run. */
export interface ExportedForecastValue extends ExportedPower {
  p10Kw: number | null;
  p90Kw: number | null;
  horizonMinutes: number | null;
  /** Issue time of the run. */
  madeMs: number;
  modelName: string | null;
  modelVersion: string | null;
  /** Null where gaps are not filled: of single runs. */
  isFilled: boolean | null;
}

/**
 * Returns the measured power of these sites in pieces that start in the period, by site and in order
 * of time; a site without any has no entry. PostgreSQL makes one JSON text for each site: rows would
 * take several times as long.
 */
export async function generation(
  sql: ScopedSql,
  siteUuids: string[],
  { start, end }: Period,
): Promise<Map<string, ExportedPower[]>> {
  const rows = await sql<{ site_uuid: string; list: [number, number, number][] }[]>`
    select site_uuid, json_agg(json_build_array(${ms(sql, "start_utc")}, ${ms(sql, "end_utc")},
      generation_power_kw) order by start_utc, end_utc) as list
    from ${finiteGeneration(sql, siteUuids, start, end)} measured
    group by site_uuid`;
  return new Map(rows.map(({ site_uuid, list }) => [
    site_uuid,
    list.map(([startMs, endMs, kw]) => ({ startMs, endMs, kw })),
  ]));
}

/**
 * Returns the forecast that a question selects for target times that start in the period, likewise;
 * without conditions it is the latest forecast.
 */
export async function forecasts(
  sql: ScopedSql,
  siteUuids: string[],
  { start, end }: Period,
  question: ForecastQuestion,
): Promise<Map<string, ExportedForecastValue[]>> {
  const values = forecastFor(sql, siteUuids, start, end, question);
  const found = await byRun(sql, sql`select * from ${values} found`);
  for (const list of found.values()) list.sort((a, b) => a.startMs - b.startMs);
  return found;
}

/**
 * Returns the values of all runs, or of those of one model, likewise, by site, run and time. Left out
 * are values of runs that were issued after their target time.
 */
export async function runs(
  sql: ScopedSql,
  siteUuids: string[],
  { start, end }: Period,
  modelName?: string,
): Promise<Map<string, ExportedForecastValue[]>> {
  return await byRun(
    sql,
    sql`
      select *, null::boolean as is_filled
      from app.run_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp)
      where ${modelName ?? null}::text is null or model_name = ${modelName ?? null}::text`,
  );
}

/** Start, end, power, P10, P90 and horizon. */
type Line = [number, number, number, number | null, number | null, number | null];

interface RunOfSite {
  site_uuid: string;
  made_ms: number;
  model_name: string | null;
  model_version: string | null;
  is_filled: boolean | null;
  lines: Line[];
}

async function byRun(sql: ScopedSql, values: Fragment) {
  const rows = await sql<RunOfSite[]>`
    select site_uuid, ${ms(sql, "timestamp_utc")} as made_ms, model_name, model_version, is_filled,
      json_agg(json_build_array(${ms(sql, "start_utc")}, ${ms(sql, "end_utc")}, forecast_power_kw,
        (${quantileText(sql, "p10")})::float8, (${quantileText(sql, "p90")})::float8,
        horizon_minutes) order by start_utc, end_utc) as lines
    from (${values}) v
    group by site_uuid, timestamp_utc, model_name, model_version, is_filled, forecast_uuid
    order by site_uuid, timestamp_utc, model_name, model_version, forecast_uuid`;
  const found = new Map<string, ExportedForecastValue[]>();
  for (const { site_uuid, lines, ...run } of rows) {
    const list = found.get(site_uuid) ?? [];
    for (const line of lines) list.push(valueOf(line, run));
    found.set(site_uuid, list);
  }
  return found;
}

function valueOf(
  [startMs, endMs, kw, p10Kw, p90Kw, horizonMinutes]: Line,
  run: Omit<RunOfSite, "site_uuid" | "lines">,
): ExportedForecastValue {
  const { made_ms: madeMs, model_name, model_version, is_filled: isFilled } = run;
  const model = { modelName: model_name, modelVersion: model_version };
  return { startMs, endMs, kw, p10Kw, p90Kw, horizonMinutes, madeMs, ...model, isFilled };
}

/** SQL: a time in milliseconds since 1970. */
const ms = (sql: ScopedSql, column: "start_utc" | "end_utc" | "timestamp_utc") =>
  sql`(date_part('epoch', ${
    column === "start_utc"
      ? sql`start_utc`
      : column === "end_utc"
      ? sql`end_utc`
      : sql`timestamp_utc`
  }) * 1000)`;
