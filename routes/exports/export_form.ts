import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import type { ExportQuestion } from "../../domain/operations/exports/export.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import type { Posted } from "../../views/ui/form_state.ts";
import { exportForm, exportQuestion } from "./export_query.ts";

/** Returns the parameters of an address; those that are there several times as lists. */
export function queriesOf(c: Context): Posted {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, list]) => [name, list.length > 1 ? list : list[0]]),
  );
}

/** Returns the fields that say something, with ticked boxes as the query has them. */
export function filled(values: Posted): Posted {
  const { form_key: _, site_uuids, ...others } = values;
  const ticked = [site_uuids ?? []].flat().filter((uuid) => uuid !== "").join(",");
  const box = others.settlement_periods === "on" ? { settlement_periods: "yes" } : {};
  return Object.fromEntries(
    Object.entries({ ...others, ...box, site_uuids: ticked }).filter(([, value]) => value !== ""),
  );
}

/** Checks the fields of an export, as `filled` returns them. */
export function parseExport(values: Posted, now: Temporal.Instant): Parsed<ExportQuestion> {
  const { data, fields } = parse(exportForm, values);
  return fields ? { fields } : { data: exportQuestion(data.what, data, now) };
}

/** Returns the query string that asks for the same file. */
export function exportAddress(values: Posted): string {
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : []
  );
  return new URLSearchParams(texts).toString();
}

/** Returns what a query string asks for. Throws not_found when it is not valid any more. */
export function questionOf(query: string, now: Temporal.Instant): ExportQuestion {
  const { data } = parseExport(Object.fromEntries(new URLSearchParams(query)), now);
  if (!data) throw new AppError("not_found", "This link no longer works. Ask for a new one.");
  return data;
}
