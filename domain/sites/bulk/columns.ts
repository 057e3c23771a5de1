import { dnoName, gspName } from "../network.ts";
import type { Site } from "../site.ts";
import type { SiteChanges } from "../site_input.ts";

export type EditableColumn = keyof SiteChanges;

/** How the cells of a column are written and read. */
type CellKind = "text" | "number" | "yes_no";

/** The columns that a list of sites can change, in the order of the file. */
export const EDITABLE: Record<EditableColumn, CellKind> = {
  client_site_id: "number",
  client_site_name: "text",
  asset_type: "text",
  latitude: "number",
  longitude: "number",
  altitude_m: "number",
  time_zone: "text",
  country: "text",
  region: "text",
  capacity_kw: "number",
  capacity_from: "text",
  inverter_capacity_kw: "number",
  module_capacity_kw: "number",
  tilt: "number",
  orientation: "number",
  measured_every_minutes: "number",
  has_battery: "yes_no",
  is_tracked: "yes_no",
  is_curtailed: "yes_no",
  note: "text",
};

/** Columns that a file shows but cannot change, with the reason. */
export const READ_ONLY = {
  dno: "The DNO follows from the coordinates. Put back what was there, or leave the column out.",
  gsp: "The GSP follows from the coordinates. Put back what was there, or leave the column out.",
  active: "Sites are not switched on or off by a list. Put back what was there, or leave it out.",
} as const;
export type ReadOnlyColumn = keyof typeof READ_ONLY;

export const EDITABLE_COLUMNS = Object.keys(EDITABLE) as EditableColumn[];
export const READ_ONLY_COLUMNS = Object.keys(READ_ONLY) as ReadOnlyColumn[];

/** All columns of the file. */
export const SITE_FILE_COLUMNS = [
  "site_uuid",
  "version",
  ...EDITABLE_COLUMNS,
  ...READ_ONLY_COLUMNS,
] as const;
export type SiteFileColumn = typeof SITE_FILE_COLUMNS[number];

/** Returns how the cells of a column are written. */
export function kindOf(column: SiteFileColumn): CellKind {
  if (column === "version") return "number";
  return column in EDITABLE ? EDITABLE[column as EditableColumn] : "text";
}

/** Returns the value of a cell: a text, a number, yes or no, or null where it is empty. */
export function cellOf(site: Site, column: SiteFileColumn): string | number | null {
  if (column === "dno") return dnoName(site.dno);
  if (column === "gsp") return gspName(site.gsp);
  if (column === "active") return site.active === false ? "no" : "yes";
  const value = site[column];
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}
