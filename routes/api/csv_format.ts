import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  type Exported,
  type ExportQuestion,
  PLAIN_LAYOUT,
} from "../../domain/operations/exports/export.ts";
import { exportColumns } from "../../domain/operations/exports/export_columns.ts";
import { exportName } from "../../domain/operations/exports/export_name.ts";
import { exportWriter } from "../../domain/operations/exports/export_text.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { DayRange } from "../../domain/time/shown_range.ts";
import { dayPeriod } from "../../domain/time/time.ts";
import type { Scoped } from "../http/context.ts";
import { acceptsCsv, csvHeaders } from "../http/csv.ts";
import { readRows } from "../exports/read_export.ts";

/** The query parameter of reads that are rows. */
export const format = z.enum(["json", "csv"], { error: "format is json or csv." }).optional()
  .describe("csv (or the header Accept: text/csv): as /exports/{what} has it");

/** Returns true when a client wants CSV: by the parameter, or else by its Accept header. */
export function wantsCsv(c: Context, format: "json" | "csv" | undefined): boolean {
  return format === undefined ? acceptsCsv(c) : format === "csv";
}

/** A response in JSON or CSV. */
export const jsonOrCsv = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema }, "text/csv": { schema: z.string() } },
});

/** Returns what the CSV of one site holds, in the usual layout. */
export function siteExport(
  what: Exported,
  siteUuid: string,
  more: Pick<ExportQuestion, "range"> & Partial<ExportQuestion>,
): ExportQuestion {
  return {
    what,
    sites: { uuids: [siteUuid] },
    forecast: { choice: "newest", conditions: {} },
    light: "day",
    layout: PLAIN_LAYOUT,
    ...more,
  };
}

/** Responds with the CSV of days of a site that the scope sees, all at once: a few hundred rows. */
export async function respondWithDaysCsv(
  c: Context<Scoped>,
  site: Site,
  question: ExportQuestion & { range: Pick<DayRange, "first" | "last"> },
  now: Temporal.Instant,
): Promise<Response> {
  const { what, range: days, layout } = question;
  const piece = { sites: [site], zone: "UTC", days, period: dayPeriod(days.first, "UTC") };
  const rows = await readRows(c.var.sql, question, piece, now);
  const writer = exportWriter(layout, exportColumns(what, layout));
  const text = writer.head() + writer.rows(rows) + writer.tail();
  return c.body(text, 200, csvHeaders(exportName(question, site)));
}
