import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";

/**
 * Of each of the caller's sites and each target time in [start, end): the newest value made at or
 * before that time, by site and time. Values and ends that are not finite, which the Python SDK can
 * store, are left out; so is a P10 or P90 that is no number.
 */
export async function latest(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<LatestForecastValue[]> {
  return await sql<LatestForecastValue[]>`
    select site_uuid, start_utc, end_utc, forecast_power_kw,
      ${quantile(sql, "p10")} as p10_kw, ${quantile(sql, "p90")} as p90_kw,
      horizon_minutes, forecast_uuid, timestamp_utc, model_name, model_version
    from app.latest_forecast_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp)
    where forecast_power_kw not in ('NaN', 'Infinity', '-Infinity') and isfinite(end_utc)
    order by site_uuid, start_utc`;
}

/** A number of `probabilistic_values`, else NULL: whoever writes it may have put in anything. */
export function quantile(sql: ScopedSql, name: "p10" | "p90") {
  return sql`
    case jsonb_typeof(probabilistic_values -> ${name}) when 'number' then
      case when abs((probabilistic_values -> ${name})::numeric) < 1e300
        then (probabilistic_values -> ${name})::float8 end
    end`;
}

/** One run of one site, as it is stored. Times are RFC 3339. */
export interface NewForecast {
  site_uuid: string;
  timestamp_utc: string;
  /** When it was written; now if not given. */
  written_utc?: string;
  forecast_version: string;
  ml_model_uuid: string;
  values: {
    start_utc: string;
    end_utc: string;
    forecast_power_kw: number;
    horizon_minutes: number;
    probabilistic_values: { p10: number; p90: number };
  }[];
}

/** Stores runs with their values, in one statement; answers the number of values. */
export async function store(sql: OwnerSql, forecasts: NewForecast[]): Promise<number> {
  const [row] = await sql<{ stored: number }[]>`
    select app.store_forecasts(${sql.json(forecasts as never)})::int as stored`;
  return row!.stored;
}

/** Times of the runs that a model has made for these sites in [start, end], by site. */
export async function runTimes(
  sql: OwnerSql,
  siteUuids: string[],
  modelUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, Set<string>>> {
  const runs = await sql<{ site_uuid: string; timestamp_utc: string }[]>`
    select site_uuid, timestamp_utc from forecasts f
    where site_uuid = any(${siteUuids}::uuid[])
      and timestamp_utc between ${start}::timestamp and ${end}::timestamp
      and exists (select from forecast_values v
        where v.forecast_uuid = f.forecast_uuid and v.ml_model_uuid = ${modelUuid})`;
  const times = Map.groupBy(runs, (run) => run.site_uuid);
  return new Map(
    [...times].map(([site, runs]) => [site, new Set(runs.map((run) => run.timestamp_utc))]),
  );
}

/**
 * UUID of the model of that name and version, made if there is none. Of one that is there nothing
 * changes, and members learn nothing more about it.
 */
export async function findOrMakeModel(
  sql: OwnerSql | ScopedSql,
  { name, version, description }: { name: string; version?: string; description?: string },
): Promise<string> {
  const [model] = await (sql as ScopedSql)<{ uuid: string }[]>`
    select app.find_or_make_model(${name}, ${version ?? null}, ${description ?? null}) as uuid`;
  return model!.uuid;
}

/** Makes the partitions of the days [from, to) that are missing; answers how many. */
export async function makeDays(
  sql: OwnerSql,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    select app.make_days(${from.toString()}::date, ${to.toString()}::date) as made`;
  return row!.made;
}
