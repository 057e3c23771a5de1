import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { pageOf } from "../../sql/kit/page.ts";
import * as imports from "../../sql/imports/imports.ts";
import * as readings from "../../sql/imports/readings.ts";
import * as sites from "../../sql/sites/sites.ts";
import { ImportsPage } from "../../views/imports/list.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { asUuid } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { siteChoice } from "./site_choice.ts";

const PAGE = 30;

/** GET /imports; the site of the query string is chosen in the form. */
export const importList = () =>
  scopedRouter().get("/imports", async (c) => {
    const { sql } = c.var;
    const uuid = asUuid(c.req.query("site"));
    const site = uuid && await sites.find(sql, uuid);
    return await showImports(c, sql, blankForm({ site_uuid: site ? site.site_uuid : "" }));
  });

/** What a page needs of a request, with or without a scope of its own. */
type Responding = Pick<Context, "render" | "req" | "status">;

/** Shows the form for files in a state, above the files of the group. */
export async function showImports(c: Responding, sql: ScopedSql, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const olderThan = asUuid(c.req.query("before"));
  const { rows, hasNext } = pageOf(await imports.list(sql, { limit: PAGE + 1, olderThan }), PAGE);
  const props = {
    state,
    sites: await siteChoice(sql, state),
    readings: (await readings.list(sql)).map(({ name }) => name),
    imports: rows,
    older: hasNext ? `/imports?before=${rows.at(-1)!.import_uuid}` : undefined,
  };
  return c.render(<ImportsPage {...props} />, { title: "Import files" });
}
