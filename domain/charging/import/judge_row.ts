import { milliseconds } from "../../time/time.ts";
import { chargeTypeOf } from "../charge_type.ts";
import type { ColumnTarget } from "./fields.ts";
import { boundedSession, type ImportedSession, type RowFault } from "./imported_session.ts";
import type { Compared } from "./near.ts";
import type { ImportPlan } from "./plan.ts";
import { sessionIdOf } from "./session_id.ts";
import { cellValue } from "./values.ts";

/** How the rows of a file are read. */
export interface RowRules extends Omit<ImportPlan, "columns"> {
  targets: readonly (ColumnTarget | undefined)[];
}

/** What a row says. A session has a number: that of the file, or one made of its facts. */
export type JudgedRow =
  | { session: ImportedSession & { session_id: string }; hasOwnId: boolean; remarks: string[] }
  | { fault: RowFault };

/** Texts that a person put in the place of cells, by field. */
export type RowEdits = Readonly<Record<string, string>>;

/** Returns the session of a row, or what is wrong with it. */
export function judgeRow(
  cells: readonly string[],
  rules: RowRules,
  edits: RowEdits = {},
): JudgedRow {
  if (cells.length > rules.targets.length) return { fault: tooMany(cells, rules) };
  const values: Record<string, unknown> = {};
  const remarks: string[] = [];
  for (const [i, target] of rules.targets.entries()) {
    if (!target) continue;
    const name = target.field.field;
    const read = cellValue(edits[name] ?? cells[i] ?? "", target, rules);
    if ("fault" in read) return { fault: { field: name, message: read.fault } };
    values[name] = read.value;
    if (read.remark) remarks.push(read.remark);
  }
  if (values.session_start_utc == null && values.energy_kwh == null) {
    return { fault: { field: "", message: "This row has neither a start nor an energy." } };
  }
  const session = boundedSession(completed(values, rules));
  if ("message" in session) return { fault: session };
  const { session_id = sessionIdOf(comparedOf(session)) } = session;
  return { session: { ...session, session_id }, hasOwnId: values.session_id != null, remarks };
}

function tooMany(cells: readonly string[], { targets }: RowRules): RowFault {
  const message =
    `This row has ${cells.length} cells, but the header has ${targets.length} columns. A text with ` +
    "the mark between columns needs quotation marks around it.";
  return { field: "", message };
}

/** Names of places whose sessions LightningROD takes for free unless the file says otherwise. */
const FREE = new Set(["Work", "Dealership"]);

/** Adds what follows from the rest of a row, as LightningROD does, and leaves out what is empty. */
function completed(values: Record<string, unknown>, { currency }: RowRules) {
  const all = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const place = typeof all.location_name === "string" ? all.location_name : "";
  withChargeType(all, place);
  all.location_type ??= place.toLowerCase() === "home"
    ? "home"
    : place === "Work"
    ? "work"
    : "public";
  all.is_free ??= FREE.has(place);
  all.is_complete ??= true;
  all.device_id ??= "csv_import";
  if (typeof all.currency === "string") all.currency = all.currency.toUpperCase();
  if (currency !== "") all.currency ??= currency;
  all.source_system = "csv_import";
  return all;
}

/** A type that is neither AC nor DC is kept in the note, where a filter would not find it. */
function withChargeType(all: Record<string, unknown>, place: string): void {
  if (typeof all.charge_type !== "string") {
    if (place === "Work") all.charge_type = "AC";
    return;
  }
  const known = chargeTypeOf(all.charge_type);
  if (!known) {
    all.note = [all.note, `Type of charging: ${all.charge_type}`].filter(Boolean).join("\n");
  }
  all.charge_type = known;
}

/** Returns what a session is compared by. */
export function comparedOf(session: ImportedSession): Compared {
  const { session_start_utc, location_name, energy_kwh } = session;
  return {
    startMs: session_start_utc ? milliseconds(session_start_utc) : null,
    place: location_name ?? null,
    energyKwh: energy_kwh ?? null,
  };
}
