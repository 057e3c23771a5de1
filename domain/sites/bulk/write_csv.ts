import { stringify } from "csv-stringify/sync";
import { disarm } from "../../formula_cells.ts";
import type { Site } from "../site.ts";
import { cellOf, SITE_FILE_COLUMNS } from "./columns.ts";

/**
 * Writes sites as CSV with a header, one row a site: powers in kW, angles in degrees, altitudes in
 * metres, yes or no. An empty cell is a value that is not set. `readSitesCsv` reads it back.
 */
export function sitesCsv(sites: readonly Site[]): string {
  const rows = sites.map((site) =>
    SITE_FILE_COLUMNS.map((column) => {
      const cell = cellOf(site, column);
      return typeof cell === "string" ? disarm(cell) : cell;
    })
  );
  return stringify([[...SITE_FILE_COLUMNS], ...rows]);
}
