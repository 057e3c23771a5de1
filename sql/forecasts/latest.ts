import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: true for a forecast value that can be shown. The Python SDK can store NaN, infinities and
 * periods without an end.
 */
export const isFiniteForecast = (sql: Fragments): Fragment =>
  sql`forecast_power_kw not in ('NaN', 'Infinity', '-Infinity') and isfinite(end_utc)`;

/**
 * SQL, as a table in `from`: the latest forecast of these sites for target times in [start, end),
 * in no order. Of a site without a model of its own it is the newest of all models. It holds those
 * of the sites that the scope's group has.
 *
 * Columns: site_uuid, start_utc, end_utc, forecast_power_kw, probabilistic_values, horizon_minutes,
 * forecast_uuid, timestamp_utc, model_name, model_version.
 */
export const latestForecast = (
  sql: Fragments,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Fragment =>
  sql`(
    select * from app.latest_forecast_values(
      ${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp)
    where ${isFiniteForecast(sql)})`;
