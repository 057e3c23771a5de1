import type { Context } from "hono";
import type { Child } from "hono/jsx";
import {
  ROW_RESULTS,
  ROW_STATUSES,
  type SessionImport,
} from "../../../domain/charging/import/import.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as imports from "../../../sql/charging/imports.ts";
import * as rows from "../../../sql/charging/import_rows.ts";
import * as knownSites from "../../../sql/imports/known_sites.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { ColumnsForm } from "../../../views/charging/imports/columns_form.tsx";
import { PlacesForm } from "../../../views/charging/imports/places_form.tsx";
import { PART, Preview, PreviewRows } from "../../../views/charging/imports/preview.tsx";
import { Result, RESULT_PART, ResultRows } from "../../../views/charging/imports/result.tsx";
import {
  isWorking,
  SessionImportPage,
  SessionImportPart,
} from "../../../views/charging/imports/show.tsx";
import type { FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { scopedRouter } from "../../http/router.ts";
import { IMPORT } from "./address.ts";
import { columnsState, placeOptions, placesState } from "./choices.ts";

/** Rows of a page. */
const PAGE = 25;

/** GET /charging/imports/{uuid} */
export const chargingImportPage = () =>
  scopedRouter().get(IMPORT, async (c) => showImport(c, await load(c, "import", imports.find)));

/** Shows an import by its state, with what was posted where it was not valid. */
export async function showImport(c: Context<Scoped>, file: SessionImport, state?: FormState) {
  if (state && state.errors.length > 0) c.status(422);
  const { content, parts = {} } = isWorking(file)
    ? { content: "" }
    : await contentOf(c, file, state);
  return c.render(<SessionImportPage file={file} content={content} />, {
    title: file.file_name,
    parts: { "import-state": <SessionImportPart file={file} content={content} />, ...parts },
  });
}

interface Content {
  content: Child;
  parts?: Record<string, Child>;
}

async function contentOf(
  c: Context<Scoped>,
  file: SessionImport,
  state?: FormState,
): Promise<Content> {
  if (file.state === "checked") {
    const list = await rowPage(c, file);
    return {
      content: <Preview file={file} list={list} />,
      parts: { [PART]: <PreviewRows file={file} list={list} /> },
    };
  }
  if (file.state === "places") return { content: await placesContent(c, file, state) };
  if (file.state === "columns" || file.result === null) {
    return { content: await columnsContent(c, file, state) };
  }
  const list = await rowPage(c, file);
  return {
    content: <Result file={file} list={list} />,
    parts: { [RESULT_PART]: <ResultRows file={file} list={list} /> },
  };
}

async function placesContent(c: Context<Scoped>, file: SessionImport, state?: FormState) {
  const options = await placeOptions(c.var.sql);
  return <PlacesForm file={file} state={state ?? placesState(file, options)} {...options} />;
}

async function columnsContent(
  { var: { sql } }: Context<Scoped>,
  file: SessionImport,
  state?: FormState,
) {
  const first = await rows.page(sql, file.import_uuid, { limit: 5, offset: 0 });
  const zones = [...new Set((await knownSites.inScope(sql)).map(zoneOf))];
  return (
    <ColumnsForm
      file={file}
      state={state ?? columnsState(file)}
      samples={first.map(({ cells }) => cells)}
      zones={zones.slice(0, 100)}
    />
  );
}

async function rowPage(c: Context<Scoped>, { import_uuid }: SessionImport) {
  const number = Number(/^[1-9]\d{0,3}$/.exec(c.req.query("page") ?? "")?.[0] ?? 1);
  const status = ROW_STATUSES.find((one) => one === c.req.query("status"));
  const result = ROW_RESULTS.find((one) => one === c.req.query("result"));
  const found = await rows.page(c.var.sql, import_uuid, {
    status,
    result,
    limit: PAGE + 1,
    offset: (number - 1) * PAGE,
  });
  return { ...pageOf(found, PAGE), page: number, status, result };
}
