import type { Context } from "hono";
import type { ScopedSql } from "../../../db/scope.ts";
import { TEMPLATE } from "../../../domain/charging/import/formats.ts";
import * as imports from "../../../sql/charging/imports.ts";
import { SessionImportsPage } from "../../../views/charging/imports/list.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { scopedRouter, signedInRouter } from "../../http/router.ts";
import { IMPORTS } from "./address.ts";

/** GET /charging/imports */
export const chargingImportList = () =>
  scopedRouter().get(IMPORTS, (c) => showImports(c, c.var.sql, blankForm()));

/** Shows the form for a file in a state, above the files of the group. */
export async function showImports(
  c: Pick<Context, "render" | "status">,
  sql: ScopedSql,
  state: FormState,
) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<SessionImportsPage state={state} imports={await imports.list(sql)} />, {
    title: "Import charging sessions",
  });
}

/** GET /charging/imports/template.csv: a header to fill in below. */
export const chargingImportTemplate = () =>
  signedInRouter().get(`${IMPORTS}/template.csv`, (c) =>
    c.body(`${TEMPLATE.join(",")}\r\n`, 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="charging-sessions.csv"',
    }));
