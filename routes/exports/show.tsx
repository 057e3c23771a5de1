import type { Context } from "hono";
import { type ListState, WHOLE_LIST } from "../../domain/sites/list_state.ts";
import { isFiltered, listQuery } from "../../domain/sites/list_state.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import { withScope } from "../../db/scope.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import * as downloadLinks from "../../sql/operations/download_links.ts";
import { pageOf } from "../../sql/kit/page.ts";
import { ExportsPage } from "../../views/exports/show.tsx";
import { blankForm, type FormState, type Posted, textsOf } from "../../views/ui/form_state.ts";
import type { SignedIn } from "../http/context.ts";
import { signedInRouter } from "../http/router.ts";
import { listStateOf } from "../sites/list_query.ts";
import { queriesOf } from "./export_form.ts";

/** Sites that can be ticked; more are chosen by the filters of the list. */
const MOST_OFFERED = 200;
const DAYS = 30;

/** GET /exports: the form, with what the address says filled in, and the viewer's links. */
export const exportsPage = () =>
  signedInRouter().get("/exports", async (c) => {
    return await showExports(c, blankForm(queriesOf(c)));
  });

/** Shows the form as it was filled in, with what is wrong. */
export async function showExports(c: Context<SignedIn>, state: FormState) {
  const { viewer, services } = c.var;
  const now = services.now();
  const list = listOfValues(state.values);
  const { rows, totals } = await withScope(
    services.database.requests,
    viewer,
    { readOnly: true },
    (sql) =>
      listedSites.list(sql, { filter: list.filter, order: list.order, now }, {
        limit: MOST_OFFERED,
        offset: 0,
      }),
  );
  const offered = pageOf(rows, MOST_OFFERED);
  const links = await downloadLinks.listOf(services.database.owner, viewer.user_uuid);
  const values = { ...defaults(now, offered.rows[0]), ...state.values };
  if (state.errors.length > 0) c.status(422);
  const props = {
    state: { values: { ...values, site_uuids: tickedOf(state) }, errors: state.errors },
    offered: offered.rows,
    sites: totals.sites,
    filter: isFiltered(list) ? Object.fromEntries(new URLSearchParams(listQuery(list))) : {},
    links,
    formKey: crypto.randomUUID(),
  };
  return c.render(<ExportsPage {...props} />, { title: "Download data" });
}

function tickedOf(state: FormState): string[] {
  return textsOf(state, "site_uuids").flatMap((text) => text.split(","));
}

/** Returns the list whose filters are among the values; its order and page do not matter. */
function listOfValues(values: Posted): ListState {
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : []
  );
  const { filter } = listStateOf(new URLSearchParams(texts).toString());
  return { ...WHOLE_LIST, filter };
}

/** Returns what the form proposes: the last 30 days of generation, by the clock of each site. */
function defaults(now: Temporal.Instant, site?: Parameters<typeof zoneOf>[0]) {
  const today = dayOf(now, site ? zoneOf(site) : "UTC");
  return {
    what: "generation",
    forecast: "newest",
    start: `${today.subtract({ days: DAYS - 1 })}`,
    end: `${today}`,
    zone: "site",
    format: "csv",
  };
}
