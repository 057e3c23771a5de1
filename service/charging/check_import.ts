import type { OwnerSql } from "../../db/client.ts";
import { FileRows, StoredSessions } from "../../domain/charging/import/duplicates.ts";
import { checkRows, comparedRows, readRows } from "../../domain/charging/import/judge_rows.ts";
import type { RowRules } from "../../domain/charging/import/judge_row.ts";
import { targetsOf } from "../../domain/charging/import/plan.ts";
import { candidates } from "../../sql/charging/import_candidates.ts";
import { keepChecked } from "../../sql/charging/import_checked.ts";
import * as work from "../../sql/charging/import_work.ts";

/** Rows that are read, compared and kept in one transaction. */
const PIECE = 1000;

/**
 * Reads the rows of a file, compares them with each other and with what the group has stored, and
 * keeps what each of them is. Stops when the signal comes or another check has begun; the next one
 * starts anew. Throws SC409 when its user lost the right to import it.
 */
export async function checkImport(
  sql: OwnerSql,
  open: work.OpenImport,
  signal: AbortSignal,
): Promise<void> {
  const rules = { ...open.plan, targets: targetsOf(open.header, open.plan).targets };
  const earlier = new FileRows();
  let after = 0;
  while (!signal.aborted) {
    const next = await checkPiece(sql, open, { rules, earlier, after });
    if (next === "other") return;
    if (next === "end") return await work.endCheck(sql, open);
    after = next;
  }
}

interface Piece {
  rules: RowRules;
  earlier: FileRows;
  after: number;
}

/** Checks some rows; returns the number of the last one, or that there is none, or another check. */
async function checkPiece(
  sql: OwnerSql,
  open: work.OpenImport,
  { rules, earlier, after }: Piece,
): Promise<number | "end" | "other"> {
  return await work.inScopeOf(sql, open, async (tx) => {
    const raw = await work.rowsAfter(tx, open.import_uuid, { after, limit: PIECE });
    const last = raw.at(-1)?.row_number;
    if (last === undefined) return "end";
    const rows = readRows(raw, rules);
    const stored = new StoredSessions(await candidates(tx, comparedRows(rows)));
    await keepChecked(tx, open.import_uuid, checkRows(rows, rules, { stored, earlier }));
    return await work.moveOn(tx, open, last) ? last : "other";
  });
}
