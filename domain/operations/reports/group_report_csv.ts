import { stringify } from "csv-stringify/sync";
import { disarm } from "../../formula_cells.ts";
import { thousandths } from "../../generation/energy.ts";
import type { GroupReport } from "./group_report.ts";

const COLUMNS = [
  "site_uuid",
  "name",
  "produced_kwh",
  "measured_share",
  "kwh_per_kwp",
  "day_ahead_kwh",
  "compared_days",
  "mae_kwh",
  "clear_sky_kwh",
  "outage_hours",
  "curtailment_hours",
];

/** Writes the sites of a group's month as CSV; an empty cell is not known. */
export function groupReportCsv({ sites }: GroupReport): string {
  const rows = sites.map((site) => [
    site.site_uuid,
    disarm(site.name),
    rounded(site.produced_kwh),
    Math.floor(site.measured_share * 1000) / 1000,
    rounded(site.kwh_per_kwp),
    rounded(site.expected_kwh),
    site.accuracy.compared_days,
    rounded(site.accuracy.mae_kwh),
    rounded(site.clear_sky_kwh),
    rounded(site.outage_hours),
    rounded(site.curtailment_hours),
  ]);
  return stringify([COLUMNS, ...rows]);
}

const rounded = (value: number | null) => value === null ? null : thousandths(value);
