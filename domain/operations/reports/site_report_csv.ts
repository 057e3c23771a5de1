import { stringify } from "csv-stringify/sync";
import { thousandths } from "../../generation/energy.ts";
import type { SiteReport } from "./site_report.ts";

const COLUMNS = [
  "day",
  "produced_kwh",
  "measured_share",
  "day_ahead_kwh",
  "clear_sky_kwh",
  "outage",
];

/**
 * Writes the days of a report as CSV, and the month as a whole in the last row, whose day is `2026-10`.
 * An empty cell is not known.
 */
export function siteReportCsv(report: SiteReport): string {
  const rows = [
    ...report.days,
    { ...report, day: report.month, outage: null },
  ].map((row) => [
    row.day,
    rounded(row.produced_kwh),
    Math.floor(row.measured_share * 1000) / 1000,
    rounded(row.expected_kwh),
    rounded(row.clear_sky_kwh),
    row.outage,
  ]);
  return stringify([COLUMNS, ...rows]);
}

const rounded = (kwh: number | null) => kwh === null ? null : thousandths(kwh);
