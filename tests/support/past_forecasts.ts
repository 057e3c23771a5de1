import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import { pastForecast, valueColumns } from "../../sql/forecasts/past_forecasts.ts";

/** Reads what the routes for forecasts read, as rows, by site and time. */
export async function between(
  ...[sql, ...where]: Parameters<typeof pastForecast>
): Promise<LatestForecastValue[]> {
  return await sql<LatestForecastValue[]>`
    select ${valueColumns(sql)} from ${pastForecast(sql, ...where)} order by site_uuid, start_utc`;
}
