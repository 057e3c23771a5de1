import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import { isFiniteForecast } from "./latest.ts";
import { quantileText } from "./quantiles.ts";

/**
 * Of each of the caller's sites and each target time in [start, end): the newest of the values that
 * pass all that is asked for, by site and time.
 *
 * - `made_before`: written then or earlier, as the value's own `created_utc` says.
 * - `min_horizon_minutes`: with at least this horizon, as it is stored. NULL and -1, which stand for
 *   "not told", never pass.
 * - `day_ahead_hours`: written at most so many hours after the midnight that begins the day before
 *   the target's; a day is that of a clock `day_ahead_utc_offset_hours` ahead of UTC.
 * - `model_name`: of that model, whatever its version; without it of the site's model where it has
 *   one, as `latest` does.
 *
 * A value whose `created_utc` is NULL passes no question of when. Newest is by the run's time, then
 * when the run was written (NULL as newest), then by the UUIDs of run and value. Values of runs made
 * after their target time do not count, so that what is asked for nothing in particular is what
 * `latest` says. Values and ends that are not finite are left out, as they are by `latest`.
 *
 * It is what the Python SDK's get_latest_forecast_values_by_site does with created_by,
 * forecast_horizon_minutes, day_ahead_hours and model_name, but: the SDK takes values of runs that
 * cover their own past; which of equally new runs it takes is chance; it forgets that the site has a
 * model; and it reads all the site's history, this the runs that reach into [start, end).
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
