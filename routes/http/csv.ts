/** Returns the headers of a CSV file that browsers save under a name of plain characters. */
export function csvHeaders(name: string) {
  return {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}"`,
  };
}
