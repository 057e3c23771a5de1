import type { Context } from "hono";

/** Returns true when a client asks for CSV in its Accept header, before anything else. */
export function acceptsCsv(c: Context): boolean {
  return /^\s*text\/csv\b/.test(c.req.header("accept") ?? "");
}

/** Returns the headers of a CSV file that browsers save under a name of plain characters. */
export function csvHeaders(name: string) {
  return {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}"`,
  };
}
