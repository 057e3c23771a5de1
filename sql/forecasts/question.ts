import type { ScopedSql } from "../../db/scope.ts";
import { type ForecastQuestion, hasConditions } from "../../domain/forecasts/forecast_question.ts";
import type { Fragment } from "../kit/queries.ts";
import { latestForecast, latestForecastTouching } from "./latest.ts";
import { pastForecast, pastForecastTouching } from "./past_forecasts.ts";

type ForecastArgs = [
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
];

/**
 * SQL, as a table in `from`: the forecast that a question selects for target times in [start, end),
 * with the columns of `latestForecast`. Without conditions it is the latest forecast.
 */
export const forecastFor = (...[sql, sites, start, end, question]: ForecastArgs): Fragment =>
  hasConditions(question)
    ? pastForecast(sql, sites, start, end, question)
    : latestForecast(sql, sites, start, end);

/** SQL, the same with all values that overlap [start, end), whole. */
export const forecastTouchingFor = (
  ...[sql, sites, start, end, question]: ForecastArgs
): Fragment =>
  hasConditions(question)
    ? pastForecastTouching(sql, sites, start, end, question)
    : latestForecastTouching(sql, sites, start, end);
