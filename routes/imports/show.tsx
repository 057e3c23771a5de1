import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import type { Import } from "../../domain/imports/import.ts";
import { isZoneOpen, openQuestions } from "../../domain/imports/questions.ts";
import { hasCoordinates } from "../../domain/sites/site.ts";
import * as imports from "../../sql/imports/imports.ts";
import * as sites from "../../sql/sites/sites.ts";
import { fieldOf } from "../../views/imports/questions.tsx";
import { ImportPage, ImportPart } from "../../views/imports/show.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { IMPORT } from "./address.ts";
import { drawnRun } from "./drawn_run.ts";
import { readingValues } from "./reading_form.ts";
import { siteChoice } from "./site_choice.ts";

const NO_SITES = { options: [], isCut: false };

/** GET /imports/{uuid} */
export const importPage = () =>
  scopedRouter().get(
    IMPORT,
    async (c) => showImport(c, await load(c, "import", imports.find)),
  );

/** Shows an import by its state, with what was posted where it was not valid. */
export async function showImport(c: Context<Scoped>, file: Import, state = formOf(file)) {
  if (state.errors.length > 0) c.status(422);
  const { sql } = c.var;
  const isForm = ["proposed", "checked", "failed"].includes(file.state);
  const props = {
    file,
    state,
    sites: isForm ? await siteChoice(sql, state) : NO_SITES,
    places: await placesOf(sql, file),
    drawn: await drawnRun(sql, file, c.var.services.now()),
  };
  return c.render(<ImportPage {...props} />, {
    title: file.file_name,
    parts: { "import-file": <ImportPart {...props} /> },
  });
}

/** Returns the form of a file's reading. What has to be decided is empty. */
export function formOf(file: Import): FormState {
  const reading = file.reading ?? file.proposal?.reading;
  const open = openQuestions(file).map((question) => [fieldOf(question), ""] as const);
  return blankForm({
    ...reading && readingValues(reading),
    site_uuid: file.site_uuid ?? "",
    ...isZoneOpen(file) ? { zone: "" } : {},
    ...Object.fromEntries(open),
  });
}

/** Returns where the sun is to be drawn: at the PV sites of a preview. */
async function placesOf(sql: ScopedSql, { state, preview }: Import) {
  const shown = state === "checked" ? preview?.sites ?? [] : [];
  const found = await sites.listThese(sql, shown.map(({ site_uuid }) => site_uuid));
  return new Map(
    found.filter(({ asset_type }) => asset_type === "pv").filter(hasCoordinates)
      .map(({ site_uuid, latitude, longitude }) => [site_uuid, { latitude, longitude }]),
  );
}
