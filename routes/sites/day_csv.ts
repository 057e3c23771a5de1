import { stringify } from "csv-stringify/sync";
import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { dayTable } from "../../domain/forecasts/day_table.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { utcText } from "../../domain/time/time.ts";

const COLUMNS = [
  "start_utc",
  "end_utc",
  "start_local",
  "generation_power_kw",
  "forecast_power_kw",
  "p10_kw",
  "p90_kw",
];

/**
 * The table of a site's day as CSV: mean power in kW of each period; an empty cell is a gap. Who asks
 * for the baseline gets its column, also where the forecast is the baseline.
 */
export function dayCsv(day: SiteDay, { baseline }: ChartQuestion): string {
  const rows = dayTable(day).map((row) => {
    const beside = day.forecastIsBaseline ? row.forecastKw : row.baselineKw;
    const powers = [row.generationKw, row.forecastKw, row.p10Kw, row.p90Kw];
    return [
      utcText(row.startMs),
      utcText(row.endMs),
      localText(row.startMs, day.zone),
      ...[...powers, ...baseline ? [beside] : []].map(rounded),
    ];
  });
  return stringify([[...COLUMNS, ...baseline ? ["baseline_power_kw"] : []], ...rows]);
}

function localText(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: zone });
}

function rounded(kw: number | null): number | null {
  return kw === null ? null : Math.round(kw * 1000) / 1000;
}
