import { stringify } from "csv-stringify/sync";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { AppError } from "../../domain/errors.ts";
import { dayTable } from "../../domain/forecasts/day_table.ts";
import { thousandths } from "../../domain/generation/energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { utcText } from "../../domain/time/time.ts";
import * as sites from "../../sql/sites/sites.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { csvName, dayQuery } from "./day_query.ts";
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

/** GET /sites/{uuid}/day.csv: what the page of the site's day shows. */
export const siteDayCsv = () =>
  scopedRouter().get("/sites/:site/day.csv", async (c) => {
    const { sql, services } = c.var;
    const site = await load(c, "site", sites.find);
    const query = dayQuery(c, site, services.now());
    const [error] = [...query.dates.errors, ...query.state.errors];
    if (error) throw new AppError("invalid", error.message);
    const { day } = await dayOfSite(sql, { site, ...query }, services.now());
    return c.body(dayCsv(day, query.question), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${csvName(site, query)}"`,
    });
  });

/**
 * Writes the table of a site's day as CSV: mean power in kW of each period; an empty cell is a gap.
 * `filled` is `true` where the baseline fills a gap of the model that the site shows, `false` on
 * other forecasts. With the baseline chosen it has a column of its own, even if the forecast is the baseline;
 * so has another forecast that the address names to compare with.
 */
export function dayCsv(day: SiteDay, { baseline, compare }: ChartQuestion): string {
  const hasCompared = typeof compare === "object";
  const rows = dayTable(day).map((row) => {
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
  return stringify([[
    ...COLUMNS,
    ...baseline ? [BASELINE] : [],
    ...hasCompared ? [COMPARED] : [],
    ...MODEL,
  ], ...rows]);
}

function localText(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: zone });
}

function rounded(kw: number | null): number | null {
  return kw === null ? null : thousandths(kw);
}
