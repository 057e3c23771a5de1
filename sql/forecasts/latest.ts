import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL, as a table in `from`: the latest forecast of these sites for target times in [start, end),
 * in no order. No two values of a site overlap: what newer runs cover is cut from older values. A
 * value belongs to the range that its start is in and is the same for every such range. It holds
 * those of the sites that the scope's group has; values are finite and last at most a day.
 *
 * Columns: site_uuid, start_utc, end_utc, forecast_power_kw, probabilistic_values, horizon_minutes
 * (as stored, also of a cut value), forecast_uuid, timestamp_utc, model_name, model_version, is_cut,
 * is_filled (of the service's own model, where the one that the site shows has a gap).
 */
export const latestForecast = (
  sql: Fragments,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Fragment =>
  sql`app.latest_forecast_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp)`;

/**
 * SQL, the same with all values that overlap [start, end), whole: for figures and sums, which split
 * values at their own edges.
 */
export const latestForecastTouching = (
  sql: Fragments,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Fragment =>
  sql`app.latest_forecast_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp, true)`;
