import type { ScopedSql } from "../../db/scope.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import { powerSums } from "../kit/power_sums.ts";
import { forecastTouchingFor } from "./question.ts";

/**
 * Adds up the forecast of these sites that a question selects (by default the latest), as `powerSums` says. Sites without a DNO and so on have a
 * sum of their own, last (the Python SDK fails for these). P10 and P90 are not added up, since
 * quantiles of a sum are not the sum of quantiles.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
  question: ForecastQuestion = {},
): Promise<PowerSum[]> {
  const pieces = sql`(
    select site_uuid, start_utc, end_utc, forecast_power_kw as power_kw
    from ${forecastTouchingFor(sql, siteUuids, query.start, query.end, question)} found)`;
  return await powerSums(sql, { siteUuids, pieces }, query);
}
