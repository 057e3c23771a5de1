import type { ScopedSql } from "../../db/scope.ts";
import type { FileRow } from "../../domain/charging/import/table.ts";
import type {
  ImportRow,
  RowAction,
  RowResult,
  RowStatus,
} from "../../domain/charging/import/import.ts";
import type { Fragments } from "../kit/queries.ts";

const columns = (sql: Fragments) =>
  sql`row_number, line, cells, line_fault, edits, status, session, field, message, remarks, match_id,
    match_row, action, result, session_id`;

/** Adds rows of a file that is being sent, the first of them with the number `first`. */
export async function add(
  sql: ScopedSql,
  importUuid: string,
  { first, rows }: { first: number; rows: readonly FileRow[] },
): Promise<void> {
  const list = rows.map(({ line, cells, fault = null }, i) => ({
    row_number: first + i,
    line,
    cells,
    line_fault: fault,
  }));
  await sql`
    insert into app.charging_import_rows
      (import_uuid, site_group_uuid, row_number, line, cells, line_fault)
    select ${importUuid}::uuid, app.charging_group(), r.row_number, r.line, r.cells, r.line_fault
    from jsonb_to_recordset(${sql.json(list)}::jsonb)
      r (row_number int, line int, cells jsonb, line_fault text)`;
}

/** Keeps how many rows a file has once all of them are there. */
export async function countAll(sql: ScopedSql, importUuid: string, total: number): Promise<void> {
  await sql`
    update app.charging_imports set total = ${total} where import_uuid = ${importUuid}::uuid`;
}

/** Which rows a page shows. */
export interface RowQuery {
  status?: RowStatus;
  result?: RowResult;
  limit: number;
  offset: number;
}

/** Returns rows of a file in its order; none of another group's file. */
export async function page(
  sql: ScopedSql,
  importUuid: string,
  { status, result, limit, offset }: RowQuery,
): Promise<ImportRow[]> {
  return await sql<ImportRow[]>`
    select ${columns(sql)} from app.charging_import_rows
    where import_uuid = ${importUuid}::uuid
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${result ?? null}::text is null or result = ${result ?? null})
    order by row_number limit ${limit} offset ${offset}`;
}

/** Returns a row; undefined without one of this number, and for another group's file. */
export async function find(
  sql: ScopedSql,
  importUuid: string,
  number: number,
): Promise<ImportRow | undefined> {
  const [row] = await sql<ImportRow[]>`
    select ${columns(sql)} from app.charging_import_rows
    where import_uuid = ${importUuid}::uuid and row_number = ${number}`;
  return row;
}

/** Returns the names in a column of a file, as they are first written, with the rows of each. */
export async function namesIn(
  sql: ScopedSql,
  importUuid: string,
  column: number,
): Promise<{ name: string; rows: number }[]> {
  return await sql<{ name: string; rows: number }[]>`
    select (array_agg(trim(cells ->> ${column}::int) order by row_number))[1] as name,
      count(*)::int as rows
    from app.charging_import_rows
    where import_uuid = ${importUuid}::uuid and trim(cells ->> ${column}::int) <> ''
    group by lower(trim(cells ->> ${column}::int)) order by 2 desc, 1`;
}

/**
 * Chooses what is done with rows: those of the numbers, else all of a status. A wrong row is always
 * left, and a new one has nothing to update.
 */
export async function choose(
  sql: ScopedSql,
  importUuid: string,
  { action, status, numbers }: { action: RowAction; status?: RowStatus; numbers?: number[] },
): Promise<void> {
  const list = numbers ? `{${numbers.join()}}` : null; // as PostgreSQL reads an array of numbers
  await sql`
    update app.charging_import_rows set action = ${action}
    where import_uuid = ${importUuid}::uuid and status <> 'wrong'
      and (${action} <> 'update' or match_id is not null or match_row is not null)
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${list}::int[] is null or row_number = any(${list}::int[]))`;
}
