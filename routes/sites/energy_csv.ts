import { stringify } from "csv-stringify/sync";
import {
  byMonth,
  type CoveredEnergy,
  type EnergyOfDays,
  energyOfDays,
} from "../../domain/forecasts/energy/energy_days.ts";
import { AppError } from "../../domain/errors.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import { thousandths } from "../../domain/generation/energy.ts";
import { shownAs } from "../../domain/time/shown_range.ts";
import * as sites from "../../sql/sites/sites.ts";
import { csvHeaders } from "../http/csv.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { dayQuery, fileName } from "./day_query.ts";
import { readTallies } from "../../sql/forecasts/energy_tallies.ts";

const COLUMNS = [
  "first_day",
  "last_day",
  "measured_kwh",
  "measured_covered",
  "day_ahead_kwh",
  "day_ahead_covered",
  "newest_kwh",
  "newest_covered",
];

/** GET /sites/{uuid}/energy.csv: energies by day, or by month where the page shows months. */
export const siteEnergyCsv = () =>
  scopedRouter().get("/sites/:site/energy.csv", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const site = await load(c, "site", sites.find);
    const query = dayQuery(c, site, now);
    const [error] = query.dates.errors;
    if (error) throw new AppError("invalid", error.message);
    const tallies = await readTallies(sql, site, query.range, now);
    const rows = shownAs(query.range) === "months"
      ? byMonth(tallies)
      : tallies.map((tally) => energyOfDays([tally]));
    const name = fileName(site, { ...query, question: { forecast: "newest" } });
    return c.body(energyCsv(rows), 200, csvHeaders(`${name}-energy.csv`));
  });

/**
 * Writes energies as CSV: kWh, and the share of the daylight that each covers. What was measured is
 * added up as it is; a forecast that covers less than 90 % of the daylight is an empty cell.
 */
export function energyCsv(rows: readonly EnergyOfDays[]): string {
  const cells = ({ kwh, covered }: CoveredEnergy, isShown: boolean) => [
    kwh === null || !isShown ? null : thousandths(kwh),
    Math.floor(covered * 1000) / 1000,
  ];
  return stringify([
    COLUMNS,
    ...rows.map(({ first, last, measured, dayAhead, newest }) => [
      `${first}`,
      `${last}`,
      ...cells(measured, true),
      ...[dayAhead, newest].flatMap((energy) => cells(energy, isCovered(energy.covered))),
    ]),
  ]);
}
