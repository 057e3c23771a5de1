import { parse } from "../../validation.ts";
import type { Twins } from "../near.ts";
import { siteName } from "../site.ts";
import { type NewSite, newSite } from "../site_input.ts";
import { EDITABLE_COLUMNS, READ_ONLY_COLUMNS } from "./columns.ts";
import type { PlannedRow, PlanOptions, Twin } from "./site_plan.ts";
import type { RowFault, SiteLine } from "./site_line.ts";

const HAS_VERSION =
  "It has a version and no site_uuid, so it would be a new site. Put the site_uuid back, or leave " +
  "the version empty.";

/** Checks a row without a UUID as the form for a new site does; empty cells get its defaults. */
export function planNew(
  line: SiteLine,
  twins: Twins<Twin>,
  { anyway }: PlanOptions,
): PlannedRow {
  const { row, values, version } = line;
  const given = EDITABLE_COLUMNS.filter((column) =>
    column !== "capacity_from" && (values[column] ?? null) !== null
  );
  const { data, fields = [] } = parse(
    newSite,
    Object.fromEntries(given.map((column) => [column, values[column]])),
  );
  const faults = fields.map(({ field, message }): RowFault => ({ row, column: field, message }));
  if (version !== undefined && version !== null) {
    faults.push({ row, column: "version", message: HAS_VERSION });
  }
  for (const column of ["capacity_from", ...READ_ONLY_COLUMNS] as const) {
    if ((values[column] ?? null) !== null) {
      faults.push({ row, column, message: "A new site has no such value yet. Leave it empty." });
    }
  }
  if (!data) return { faults };
  const twin = { ...namesOf(data), row };
  if (!anyway) faults.push(...twinFaults(twin, twins));
  twins.add(twin);
  return faults.length > 0 ? { faults } : { planned: { outcome: "new", row, site: data } };
}

const namesOf = (site: NewSite): Twin => ({
  site_uuid: "",
  client_site_id: site.client_site_id ?? null,
  client_site_name: site.client_site_name,
  latitude: site.latitude,
  longitude: site.longitude,
});

function twinFaults(site: Twin & { row: number }, twins: Twins<Twin>): RowFault[] {
  const { row } = site;
  const [near, namesake] = [twins.near(site), twins.withNumberOf(site)];
  const because = "duplicate" as const;
  return [
    ...near
      ? [{ row, column: "latitude", message: `It is within 50 m of ${nameOf(near)}.`, because }]
      : [],
    ...namesake
      ? [{
        row,
        column: "client_site_id",
        message: `${upper(nameOf(namesake))} has this number.`,
        because,
      }]
      : [],
  ];
}

const nameOf = (site: Twin) => site.row === undefined ? siteName(site) : `row ${site.row}`;
const upper = (text: string) => text.replace(/^row/, "Row");
