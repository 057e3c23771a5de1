import { stringify } from "csv-stringify/sync";
import type { ScopedSql } from "../../db/scope.ts";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { AppError } from "../../domain/errors.ts";
import { dayTable } from "../../domain/forecasts/day_table.ts";
import { thousandths } from "../../domain/generation/energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { Site } from "../../domain/sites/site.ts";
import { daysIn, daysOf, MOST_DAYS_OF_ENERGY } from "../../domain/time/shown_range.ts";
import { utcText } from "../../domain/time/time.ts";
import * as sites from "../../sql/sites/sites.ts";
import { csvHeaders } from "../http/csv.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { type DayQuery, dayQuery, fileName } from "./day_query.ts";
import { dayOfSite } from "./site_days.ts";

const COLUMNS = [
  "start_utc",
  "end_utc",
  "start_local",
  "generation_power_kw",
  "forecast_power_kw",
  "p10_kw",
  "p90_kw",
];
const BASELINE = "baseline_power_kw";
const COMPARED = "compared_power_kw";
const MODEL = ["model_name", "filled"];

/** GET /sites/{uuid}/day.csv: powers of the days that the page of the site shows. */
export const siteDayCsv = () =>
  scopedRouter().get("/sites/:site/day.csv", async (c) => {
    const { sql, services } = c.var;
    const site = await load(c, "site", sites.find);
    const query = dayQuery(c, site, services.now());
    const [error] = [...query.dates.errors, ...query.state.errors];
    if (error) throw new AppError("invalid", error.message);
    if (daysIn(query.range) > MOST_DAYS_OF_ENERGY) {
      throw new AppError("invalid", `Choose at most ${MOST_DAYS_OF_ENERGY} days.`);
    }
    const days = await readDays(sql, site, query, services.now());
    return c.body(dayCsv(days, query.question), 200, csvHeaders(`${fileName(site, query)}.csv`));
  });

/** Reads one day after the other: other requests are served in between. */
async function readDays(sql: ScopedSql, site: Site, query: DayQuery, now: Temporal.Instant) {
  const days: SiteDay[] = [];
  for (const day of daysOf(query.range)) {
    days.push((await dayOfSite(sql, { site, day, question: query.question }, now)).day);
  }
  return days;
}

/**
 * Writes the tables of a site's days as CSV: mean power in kW of each period; an empty cell is a gap.
 * `filled` is `true` where the baseline fills a gap of the model that the site shows, `false` on
 * other forecasts. With the baseline chosen it has a column of its own, even if the forecast is the baseline;
 * so has another forecast that the address names to compare with.
 */
export function dayCsv(days: readonly SiteDay[], question: ChartQuestion): string {
  const header = [
    ...COLUMNS,
    ...question.baseline ? [BASELINE] : [],
    ...typeof question.compare === "object" ? [COMPARED] : [],
    ...MODEL,
  ];
  return stringify([header, ...days.flatMap((day) => rowsOf(day, question))]);
}

function rowsOf(day: SiteDay, { baseline, compare }: ChartQuestion) {
  const hasCompared = typeof compare === "object";
  return dayTable(day).map((row) => {
    const beside = day.forecastIsBaseline ? row.forecastKw : row.baselineKw;
    const powers = [row.generationKw, row.forecastKw, row.p10Kw, row.p90Kw];
    return [
      utcText(row.startMs),
      utcText(row.endMs),
      localText(row.startMs, day.zone),
      ...[...powers, ...baseline ? [beside] : [], ...hasCompared ? [row.comparedKw] : []].map(
        rounded,
      ),
      row.modelName,
      row.forecastKw === null ? null : String(row.isFilled),
    ];
  });
}

function localText(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: zone });
}

function rounded(kw: number | null): number | null {
  return kw === null ? null : thousandths(kw);
}
