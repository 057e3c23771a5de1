import type { Context } from "hono";
import {
  type ImportRow,
  ROW_ACTIONS,
  ROW_STATUSES,
  type RowAction,
  type SessionImport,
} from "../../../domain/charging/import/import.ts";
import { MOST_INTEGER } from "../../../domain/charging/fields.ts";
import { FileRows, StoredSessions } from "../../../domain/charging/import/duplicates.ts";
import type { ColumnTarget } from "../../../domain/charging/import/fields.ts";
import { checkRows, comparedRows, readRows } from "../../../domain/charging/import/judge_rows.ts";
import { targetsOf } from "../../../domain/charging/import/plan.ts";
import { AppError, found } from "../../../domain/errors.ts";
import { candidates, rowsBefore } from "../../../sql/charging/import_candidates.ts";
import { countStatuses, keepChecked, keepEdits } from "../../../sql/charging/import_checked.ts";
import * as imports from "../../../sql/charging/imports.ts";
import * as rows from "../../../sql/charging/import_rows.ts";
import { RowPageForm } from "../../../views/charging/imports/row_form.tsx";
import { rowsUrl } from "../../../views/charging/imports/urls.ts";
import { blankForm, type FormState, type Posted, textOf } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { scopedRouter } from "../../http/router.ts";
import { IMPORT } from "./address.ts";

const ROW = `${IMPORT}/rows/:row{[1-9][0-9]*}`;

/** POST /charging/imports/{uuid}/rows; GET and POST …/rows/{number} */
export const chargingImportRows = () =>
  scopedRouter()
    .post(`${IMPORT}/rows`, async (c) => {
      const file = await checkedFile(c);
      const posted = await readForm(c);
      const status = ROW_STATUSES.find((one) => one === posted.status);
      const all = ROW_ACTIONS.find((action) => action === posted.all);
      if (all && status) await rows.choose(c.var.sql, file.import_uuid, { action: all, status });
      else await chooseEach(c, file, posted);
      flash(c, "Your choices are kept.");
      const page = Number(textOf(blankForm(posted), "page")) || 1;
      return c.redirect(rowsUrl(file, { status, page }), 303);
    })
    .get(ROW, async (c) => {
      const file = await checkedFile(c);
      const row = await loadRow(c, file);
      return showRow(c, { file, row, state: blankForm(valuesOf(row, targetsIn(file))) });
    })
    .post(ROW, async (c) => {
      const file = await checkedFile(c);
      const row = await loadRow(c, file);
      const posted = await readForm(c);
      const fault = await saveRow(c, { file, row, posted });
      if (fault) return showRow(c, { file, row, state: { values: posted, errors: [fault] } });
      flash(c, `Row ${row.row_number} is changed.`);
      return c.redirect(rowsUrl(file, {}), 303);
    });

/** Returns the import of the address. Throws "conflict" unless its preview is there. */
async function checkedFile(c: Context<Scoped>): Promise<SessionImport> {
  const file = await load(c, "import", imports.find);
  if (file.state !== "checked") {
    throw new AppError("conflict", "The rows of this file cannot be changed now.");
  }
  return file;
}

const loadRow = async (c: Context<Scoped>, { import_uuid }: SessionImport) =>
  found(
    await rows.find(c.var.sql, import_uuid, Math.min(Number(c.req.param("row")), MOST_INTEGER)),
    "row",
  );

const targetsIn = ({ header, plan }: SessionImport) => targetsOf(header, plan!).targets;

/** Keeps the choice of each row of a page, one statement for each action. */
async function chooseEach(c: Context<Scoped>, { import_uuid }: SessionImport, posted: Posted) {
  const chosen = Object.entries(posted).flatMap(([name, action]) => {
    const number = Number(/^action_([1-9]\d{0,5})$/.exec(name)?.[1]);
    const known = ROW_ACTIONS.find((one) => one === action);
    return number && known ? [{ number, action: known }] : [];
  });
  for (const [action, of] of Map.groupBy(chosen, (one): RowAction => one.action)) {
    const numbers = of.map(({ number }) => number);
    await rows.choose(c.var.sql, import_uuid, { action, numbers });
  }
}

function valuesOf(row: ImportRow, targets: readonly (ColumnTarget | undefined)[]) {
  return Object.fromEntries(targets.flatMap((target, i) => {
    if (!target) return [];
    const name = target.field.field;
    return [[name, row.edits[name] ?? row.cells[i]?.trim() ?? ""]];
  }));
}

interface EditedRow {
  file: SessionImport;
  row: ImportRow;
  posted: Posted;
}

/** Reads and compares an edited row; keeps it unless something is wrong with it, which it returns. */
async function saveRow({ var: { sql } }: Context<Scoped>, { file, row, posted }: EditedRow) {
  const targets = targetsIn(file);
  const rules = { ...file.plan!, targets };
  const state = blankForm(posted);
  const before = valuesOf({ ...row, edits: {} }, targets);
  const typed = Object.entries(before).map(([name, text]) =>
    [name, name in posted ? textOf(state, name).trim() : text] as const
  );
  const edits = Object.fromEntries(typed.filter(([name, text]) => text !== before[name]));
  const cells = row.cells.slice(0, targets.length);
  const read = readRows([{ ...row, cells, edits }], rules);
  const judged = read[0]!.judged;
  if ("fault" in judged) return judged.fault;
  const [compared] = comparedRows(read);
  const earlier = new FileRows();
  const others = await rowsBefore(sql, file.import_uuid, row.row_number, compared!.startMs);
  for (const other of others) earlier.match(other);
  const stored = new StoredSessions(await candidates(sql, [compared!]));
  await keepEdits(sql, file.import_uuid, row.row_number, edits);
  await keepChecked(sql, file.import_uuid, checkRows(read, rules, { stored, earlier }));
  await countStatuses(sql, file.import_uuid);
}

interface ShownRow {
  file: SessionImport;
  row: ImportRow;
  state: FormState;
}

function showRow(c: Context<Scoped>, { file, row, state }: ShownRow) {
  if (state.errors.length > 0) c.status(422);
  const wrong = row.message !== null && state.errors.length === 0
    ? [{ field: row.field ?? "", message: row.message }]
    : state.errors;
  const targets = targetsIn(file).filter((target) => target !== undefined);
  const props = { file, row, targets, state: { ...state, errors: wrong } };
  return c.render(<RowPageForm {...props} />, { title: `Row ${row.row_number}` });
}
