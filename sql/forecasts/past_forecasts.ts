import type { ScopedSql } from "../../db/scope.ts";
import { dayAheadZone, type ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import type { Fragment } from "../kit/queries.ts";
import { quantileText } from "./quantiles.ts";

/** Returns the rows of `pastForecastTouching`. */
export async function touching(
  ...[sql, ...where]: PastForecastArgs
): Promise<LatestForecastValue[]> {
  return await sql<LatestForecastValue[]>`
    select ${valueColumns(sql)} from ${pastForecasts(sql, true, ...where)}
    order by site_uuid, start_utc`;
}

/** SQL: the columns of a LatestForecastValue. */
export const valueColumns = (sql: ScopedSql) =>
  sql`site_uuid, start_utc, end_utc, forecast_power_kw,
    (${quantileText(sql, "p10")})::float8 as p10_kw,
    (${quantileText(sql, "p90")})::float8 as p90_kw,
    horizon_minutes, forecast_uuid, timestamp_utc, model_name, model_version, is_cut, is_filled`;

type PastForecastArgs = [
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
];

/**
 * SQL: the forecast of the caller's sites for target times in [start, end) as it would be if only
 * the values had been stored that meet all conditions of the question, by site and time. Without a
 * condition it is the latest forecast.
 *
 * - `made_before`: the value's `created_utc` is this time or earlier.
 * - `min_horizon_minutes`: the stored horizon is at least this. NULL and -1, which mean "unknown",
 *   never meet it.
 * - `day_ahead_hours`: the value was written when a clock had not shown more than so many hours after
 *   midnight, on the day before the target time's. The clock is that of `time_zone`, which shows the
 *   same time on days on which it changes, or `day_ahead_utc_offset_hours` ahead of UTC.
 * - `model_name`: the model has this name, whatever its version. Without this condition it is
 *   the model that the site showed at the newest time these conditions allow, and the service's own
 *   model fills its gaps.
 *
 * A value whose `created_utc` is NULL meets no condition on time. Of a target time and model the
 * newest value counts: that of the newest issue time, then of the run written last (NULL being
 * newest), then of the greatest UUIDs of run and value. Values of runs issued after their target
 * time do not count, nor do values that are not finite or last longer than a day. What newer values
 * cover is then cut from older ones, so that no two of a site overlap.
 *
 * The Python SDK's get_latest_forecast_values_by_site differs: it takes values of runs issued after
 * their target time, picks any of equally new runs, cuts nothing, fills no gaps, and reads the
 * site's whole history instead of the runs that reach into [start, end).
 */
export const pastForecast = (...[sql, ...where]: PastForecastArgs): Fragment =>
  pastForecasts(sql, false, ...where);

/** SQL: the same with all values that overlap [start, end), whole. */
export const pastForecastTouching = (...[sql, ...where]: PastForecastArgs): Fragment =>
  pastForecasts(sql, true, ...where);

function pastForecasts(
  sql: ScopedSql,
  touching: boolean,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
): Fragment {
  const { made_before, min_horizon_minutes, day_ahead_hours, model_name } = question;
  return sql`
    app.past_forecast_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp,
      ${made_before ? Temporal.Instant.from(made_before) : null}::timestamp,
      ${min_horizon_minutes ?? null}::integer,
      ${day_ahead_hours ?? null}::float8 * interval '1 hour', ${dayAheadZone(question)}::text,
      ${model_name ?? null}::text, ${touching})`;
}
