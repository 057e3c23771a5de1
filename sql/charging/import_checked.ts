import type { ScopedSql } from "../../db/scope.ts";
import type { CheckedRow } from "../../domain/charging/import/judge_rows.ts";
import { json } from "../kit/json.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/**
 * Keeps what a check found out about rows of a file. Their first and last numbers bound what is read:
 * without statistics of rows that were just added, PostgreSQL would read the whole file for each call.
 */
export async function keepChecked(
  sql: ScopedSql | OwnerTransaction,
  importUuid: string,
  rows: readonly CheckedRow[],
): Promise<void> {
  const numbers = rows.map(({ row_number }) => row_number);
  await (sql as OwnerTransaction)`
    update app.charging_import_rows r set status = c.status, session = c.session,
      given = c.given, field = c.field, message = c.message, remarks = c.remarks,
      match_id = c.match_id, match_row = c.match_row,
      action = case when c.status = 'new' and r.action = 'update' then null else r.action end
    from jsonb_to_recordset(${json(sql as OwnerTransaction, rows)}::jsonb)
      c (row_number int, status text, session jsonb, given text[], field text, message text,
        remarks text[], match_id uuid, match_row int)
    where r.import_uuid = ${importUuid}::uuid and r.row_number = c.row_number
      and r.row_number between ${Math.min(...numbers)} and ${Math.max(...numbers)}`;
}

/** Keeps what a person typed instead of cells of a row, by field. */
export async function keepEdits(
  sql: ScopedSql,
  importUuid: string,
  number: number,
  edits: Record<string, string>,
): Promise<void> {
  await sql`
    update app.charging_import_rows set edits = ${sql.json(edits)}::jsonb
    where import_uuid = ${importUuid}::uuid and row_number = ${number}`;
}

/** Counts the rows of a checked file anew. */
export async function countStatuses(
  sql: ScopedSql | OwnerTransaction,
  importUuid: string,
): Promise<void> {
  await sql`
    update app.charging_imports i set changed_utc = now() at time zone 'utc',
      counts = (select jsonb_build_object(
          'new', count(*) filter (where r.status = 'new'),
          'near', count(*) filter (where r.status = 'near'),
          'exact', count(*) filter (where r.status = 'exact'),
          'wrong', count(*) filter (where r.status = 'wrong'))
        from app.charging_import_rows r where r.import_uuid = i.import_uuid)
    where i.import_uuid = ${importUuid}::uuid`;
}
