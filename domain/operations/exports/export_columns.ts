import type { Accuracy } from "../../accuracy/accuracy.ts";
import { isCovered } from "../../forecasts/energy/forecast_energy.ts";
import type { CoveredEnergy, EnergyOfDays } from "../../forecasts/energy/energy_days.ts";
import { cellOf, SITE_FILE_COLUMNS } from "../../sites/bulk/columns.ts";
import { type Site, siteName, zoneOf } from "../../sites/site.ts";
import type { Cell, Exported, ExportLayout } from "./export.ts";
import { timeColumns } from "./time_cells.ts";

const SITE = ["site_uuid", "client_site_id", "site_name"];

const FORECAST = [
  "forecast_power_kw",
  "p10_kw",
  "p90_kw",
  "made_utc",
  "horizon_minutes",
  "model_name",
  "model_version",
  "filled",
];

const ENERGY = [
  "first_day",
  "last_day",
  "measured_kwh",
  "measured_covered",
  "day_ahead_kwh",
  "day_ahead_covered",
  "newest_kwh",
  "newest_covered",
];

const ACCURACY = [
  "from_utc_day",
  "to_utc_day",
  "model_name",
  "horizon_hours",
  "pairs",
  "mae_kw",
  "rmse_kw",
  "bias_kw",
  "mae_share",
  "rmse_share",
  "bias_share",
  "band_pairs",
  "inside_share",
  "skill",
  "baseline_mae_kw",
  "pinball_kw",
  "crps_kw",
  "pinball_share",
  "crps_share",
] as const;

/** Returns the names of a file's columns; those of numbers end in their units. */
export function exportColumns(what: Exported, layout: ExportLayout): string[] {
  switch (what) {
    case "generation":
      return [...SITE, ...timeColumns(layout), "generation_power_kw"];
    case "forecast":
      return [...SITE, ...timeColumns(layout), ...FORECAST];
    case "energy_days":
    case "energy_months":
      return [...SITE, "time_zone", ...ENERGY];
    case "accuracy":
      return [...SITE, ...ACCURACY];
    case "sites":
      return [...SITE_FILE_COLUMNS];
  }
}

/** Returns the cells that each row of a site begins with. */
export function siteCells(site: Site): Cell[] {
  return [site.site_uuid, site.client_site_id, siteName(site)];
}

/** Returns the row of a site in the file of sites, which can be edited and sent back. */
export function siteRow(site: Site): Cell[] {
  return SITE_FILE_COLUMNS.map((column) => cellOf(site, column));
}

/**
 * Returns the row of a site's energies: kWh, and the share of the daylight that each covers. A
 * forecast that covers less than 90 % of the daylight has no energy.
 */
export function energyRow(site: Site, energy: EnergyOfDays): Cell[] {
  const cells = ({ kwh, covered }: CoveredEnergy, isShown: boolean): Cell[] => [
    isShown ? kwh : null,
    Math.floor(covered * 1000) / 1000,
  ];
  const { first, last, measured, dayAhead, newest } = energy;
  return [
    ...siteCells(site),
    zoneOf(site),
    `${first}`,
    `${last}`,
    ...cells(measured, true),
    ...[dayAhead, newest].flatMap((one) => cells(one, isCovered(one.covered))),
  ];
}

/** Returns the row of the accuracy of a model and horizon, over these UTC days. */
export function accuracyRow(
  site: Site,
  days: { first: Temporal.PlainDate; last: Temporal.PlainDate },
  accuracy: Accuracy,
): Cell[] {
  const [, , ...names] = ACCURACY;
  return [
    ...siteCells(site),
    `${days.first}`,
    `${days.last}`,
    ...names.map((name) => accuracy[name]),
  ];
}
