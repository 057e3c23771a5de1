import type { ScopedSql } from "../../db/scope.ts";
import type { LeftOutLine } from "../../domain/imports/read_rows.ts";

/** Some of the lines that a file left out, and the number by which the next ones are found. */
export interface LeftOutList {
  list_number: number;
  lines: LeftOutLine[];
}

/** Number before the first list. */
export const FIRST = -1;

/** Returns the lines after a list; undefined after the last one and for an import of another group. */
export async function next(
  sql: ScopedSql,
  importUuid: string,
  after: number,
): Promise<LeftOutList | undefined> {
  const [list] = await sql<LeftOutList[]>`
    select list_number, lines from app.import_left_out_of(${importUuid}::uuid, ${after})`;
  return list;
}
