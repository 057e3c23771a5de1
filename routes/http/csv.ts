import type { Context } from "hono";
import { accepted } from "./media_types.ts";

/** Returns true when a client prefers CSV to JSON by its Accept header. */
export function acceptsCsv(c: Context): boolean {
  const offered = ["application/json", "text/csv"];
  return accepted(c.req.header("accept") ?? "*/*", offered) === "text/csv";
}

/** Returns the headers of a CSV file that browsers save under a name of plain characters. */
export function csvHeaders(name: string) {
  return {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}"`,
  };
}
