import type { ScopedSql } from "../../db/scope.ts";
import { type ForecastQuestion, hasConditions } from "../../domain/forecasts/forecast_question.ts";
import type { DayValues } from "../../domain/forecasts/site_day.ts";
import type { DayForecastValue } from "../../domain/forecasts/forecast_value.ts";
import * as outages from "../sites/outages.ts";
import type { Fragment } from "../kit/queries.ts";
import { generationTouching } from "../generation/finite.ts";
import { latestForecastTouching } from "./latest.ts";
import { forecastTouchingFor } from "./question.ts";
import { quantileText } from "./quantiles.ts";

/** Start, end, and power, P10, P90 in kW. */
type ForecastLine = [string, string, number, number | null, number | null];
/** Start, end, and power in kW. */
type GenerationLine = [string, string, number];

/** The values of one run for one site: `lines` is JSON without the brackets of the list. */
interface RunOfSite {
  site_uuid: string;
  timestamp_utc: string;
  model_name: string | null;
  model_version: string | null;
  is_filled: boolean;
  lines: string;
}

/**
 * Returns the latest forecast, the generation and the outages of these sites for periods that
 * overlap with [start, end), not cut at its edges, by site: forecasts in the order of their runs, generation by
 * start and end. Every given site has an entry. PostgreSQL makes one text for each run: reading a row for each value would
 * take most of the time of a list of sites.
 */
export async function between(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, DayValues>> {
  const found = new Map(siteUuids.map((uuid) => [uuid, empty()]));
  const [forecasts, measured, marked] = await Promise.all([
    runs(sql, latestForecastTouching(sql, siteUuids, start, end)),
    generation(sql, siteUuids, start, end),
    outages.between(sql, siteUuids, start, end),
  ]);
  for (const [uuid, periods] of marked) found.get(uuid)!.outages = periods;
  for (const run of forecasts) found.get(run.site_uuid)!.forecast.push(...valuesOf(run));
  for (const { site_uuid, lines, overlaps } of measured) {
    const values = found.get(site_uuid)!;
    values.generationOverlaps = overlaps;
    values.generation = parsed<GenerationLine>(lines)
      .map(([start_utc, end_utc, generation_power_kw]) => ({
        start_utc,
        end_utc,
        generation_power_kw,
      }));
  }
  return found;
}

/**
 * Returns the same of one site, with the forecast that the question selects; `beside` is that of
 * the model with this name under the same conditions.
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
  beside?: string,
): Promise<DayValues & { beside: DayForecastValue[] }> {
  const [values, forecast, others] = await Promise.all([
    between(sql, [siteUuid], start, end),
    hasConditions(question) ? forecastOf(sql, siteUuid, start, end, question) : null,
    beside === undefined
      ? []
      : forecastOf(sql, siteUuid, start, end, { ...question, model_name: beside }),
  ]);
  const latest = values.get(siteUuid)!;
  return { ...latest, forecast: forecast ?? latest.forecast, beside: others };
}

const empty = (): DayValues => ({ forecast: [], generation: [], generationOverlaps: false });

/** Parses lines. PostgreSQL writes a blank for the T of RFC 3339; lines have no other blanks. */
const parsed = <Line>(lines: string): Line[] => JSON.parse(`[${lines.replaceAll(" ", "T")}]`);

/**
 * Returns the values of one site that overlap with [start, end), of the forecast that a question
 * selects.
 */
export async function forecastOf(
  sql: ScopedSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
  question: ForecastQuestion,
): Promise<DayForecastValue[]> {
  const source = forecastTouchingFor(sql, [siteUuid], start, end, question);
  return (await runs(sql, source)).flatMap(valuesOf);
}

/** Returns the values of a run, in their order. */
function valuesOf({ site_uuid: _, lines, ...run }: RunOfSite): DayForecastValue[] {
  return parsed<ForecastLine>(lines).map((
    [start_utc, end_utc, forecast_power_kw, p10_kw, p90_kw],
  ) => ({ start_utc, end_utc, forecast_power_kw, p10_kw, p90_kw, ...run }));
}

function runs(sql: ScopedSql, source: Fragment) {
  return sql<RunOfSite[]>`
    select site_uuid, timestamp_utc, model_name, model_version, is_filled,
      string_agg('["' || start_utc || 'Z","' || end_utc || 'Z",' || forecast_power_kw || ',' ||
        coalesce(${quantileText(sql, "p10")}, 'null') || ',' ||
        coalesce(${quantileText(sql, "p90")}, 'null') || ']', ',' order by start_utc) as lines
    from ${source} found
    group by 1, 2, 3, 4, 5, forecast_uuid
    order by 1, 2`;
}

function generation(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
) {
  return sql<{ site_uuid: string; lines: string; overlaps: boolean }[]>`
    select site_uuid, bool_or(is_crowded) as overlaps, string_agg('["' || start_utc || 'Z","' || end_utc || 'Z",' ||
      generation_power_kw || ']', ',' order by start_utc, end_utc) as lines
    from ${generationTouching(sql, siteUuids, start, end)} measured
    group by site_uuid`;
}
