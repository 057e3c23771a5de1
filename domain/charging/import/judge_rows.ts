import { comparedOf, type JudgedRow, judgeRow, type RowRules } from "./judge_row.ts";
import { type EarlierRow, FileRows, type Match, StoredSessions } from "./duplicates.ts";
import type { ImportRow, RowStatus } from "./import.ts";

/** What is read of a row. */
export type RawRow = Pick<ImportRow, "row_number" | "cells" | "line_fault" | "edits">;

/** A row that was read, and what it says. */
export interface ReadRow {
  raw: RawRow;
  judged: JudgedRow;
}

/** What a check found out about a row, as it is stored. */
export interface CheckedRow {
  row_number: number;
  status: RowStatus;
  session: object | null;
  given: string[];
  field: string | null;
  message: string | null;
  remarks: string[];
  match_id: string | null;
  match_row: number | null;
}

/** Returns what the rows of a file say. */
export function readRows(rows: readonly RawRow[], rules: RowRules): ReadRow[] {
  return rows.map((raw) => {
    if (raw.line_fault !== null) {
      return { raw, judged: { fault: { field: "", message: raw.line_fault } } };
    }
    return { raw, judged: judgeRow(raw.cells, rules, raw.edits) };
  });
}

/** Returns the sessions of rows, as they are compared. */
export function comparedRows(rows: readonly ReadRow[]): EarlierRow[] {
  return rows.flatMap(({ raw, judged }) =>
    "session" in judged
      ? [{
        ...comparedOf(judged.session),
        session_id: judged.session.session_id,
        row: raw.row_number,
      }]
      : []
  );
}

/** Returns what rows are beside stored sessions and rows before them, which `earlier` remembers. */
export function checkRows(
  rows: readonly ReadRow[],
  rules: RowRules,
  { stored, earlier }: { stored: StoredSessions; earlier: FileRows },
): CheckedRow[] {
  return rows.map(({ raw, judged }) => {
    if ("fault" in judged) {
      return {
        ...blank(raw),
        status: "wrong",
        field: judged.fault.field,
        message: judged.fault.message,
      };
    }
    const { session, hasOwnId, remarks } = judged;
    const row = { ...comparedOf(session), session_id: session.session_id, row: raw.row_number };
    const inFile = earlier.match(row);
    const inStore = stored.match(row, hasOwnId);
    const match: Match = inStore.status === "new" ? inFile : inStore;
    const isShifted = match.status === "new" && stored.isShifted(row);
    return {
      ...blank(raw),
      status: match.status,
      session,
      given: givenFields(raw, rules, session),
      remarks: isShifted ? [...remarks, OTHER_ZONE] : remarks,
      match_id: "storedId" in match ? match.storedId : null,
      match_row: "row" in match ? match.row : null,
    };
  });
}

const OTHER_ZONE =
  "A session of the same place and energy is stored some hours away: were times of another zone?";

const blank = ({ row_number }: RawRow): CheckedRow => ({
  row_number,
  status: "new",
  session: null,
  given: [],
  field: null,
  message: null,
  remarks: [],
  match_id: null,
  match_row: null,
});

/** Returns the fields that the file has a value for: what is filled in for the rest updates nothing. */
function givenFields({ cells, edits }: RawRow, { targets }: RowRules, session: object): string[] {
  const given = targets.flatMap((target, i) => {
    if (!target) return [];
    const name = target.field.field;
    return (edits[name] ?? cells[i] ?? "").trim() === "" ? [] : [name];
  });
  if (given.includes("charge_type") && "note" in session && !given.includes("note")) {
    given.push("note");
  }
  return given;
}
