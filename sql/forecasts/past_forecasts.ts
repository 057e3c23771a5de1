import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import { isFiniteForecast } from "./latest.ts";
import { quantileText } from "./quantiles.ts";

/**
 * Returns, for each of the caller's sites and each target time in [start, end), the newest forecast
 * value that meets all conditions of the question, by site and time. Without a condition it is the
 * latest forecast.
 *
 * - `made_before`: the value's `created_utc` is this time or earlier.
 * - `min_horizon_minutes`: the stored horizon is at least this. NULL and -1, which mean "unknown",
 *   never meet it.
 * - `day_ahead_hours`: the value was written at most so many hours after the midnight that begins
 *   the day before the target time's day, by a clock `day_ahead_utc_offset_hours` ahead of UTC.
 * - `model_name`: the model has this name, whatever its version. Without this condition the site's
 *   own model counts, where it has one.
 *
 * A value whose `created_utc` is NULL meets no condition on time. The newest value is that of the
 * newest issue time, then of the run written last (NULL being newest), then of the greatest UUIDs
 * of run and value. Values of runs issued after their target time do not count, nor do values and
 * ends that are not finite.
 *
 * The Python SDK's get_latest_forecast_values_by_site differs: it takes values of runs issued after
 * their target time, picks any of equally new runs, ignores the site's model when a name is given,
 * and reads the site's whole history instead of the runs that reach into [start, end).
 */
export async function between(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
): Promise<LatestForecastValue[]> {
  const { made_before, min_horizon_minutes, day_ahead_hours, model_name } = question;
  const offset = question.day_ahead_utc_offset_hours ?? 0;
  return await sql<LatestForecastValue[]>`
    select site_uuid, start_utc, end_utc, forecast_power_kw,
      (${quantileText(sql, "p10")})::float8 as p10_kw,
      (${quantileText(sql, "p90")})::float8 as p90_kw,
      horizon_minutes, forecast_uuid, timestamp_utc, model_name, model_version
    from app.forecast_values_asked(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp,
      ${made_before ? Temporal.Instant.from(made_before) : null}::timestamp,
      ${min_horizon_minutes ?? null}::integer,
      ${day_ahead_hours ?? null}::float8 * interval '1 hour', ${offset}::float8 * interval '1 hour',
      ${model_name ?? null}::text)
    where ${isFiniteForecast(sql)}
    order by site_uuid, start_utc`;
}
