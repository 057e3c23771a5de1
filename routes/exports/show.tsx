import type { Context } from "hono";
import { type ListState, WHOLE_LIST } from "../../domain/sites/list_state.ts";
import { isFiltered, listQuery } from "../../domain/sites/list_state.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import * as downloadLinks from "../../sql/operations/download_links.ts";
import * as sites from "../../sql/sites/sites.ts";
import { pageOf } from "../../sql/kit/page.ts";
import { ExportsPage } from "../../views/exports/show.tsx";
import { blankForm, type FormState, type Posted, textsOf } from "../../views/ui/form_state.ts";
import type { SignedIn } from "../http/context.ts";
import { asUuid } from "../http/params.ts";
import { signedInRouter } from "../http/router.ts";
import { inScope } from "../middleware/scope.ts";
import { listStateOf } from "../sites/list_query.ts";
import { queriesOf } from "./export_form.ts";

/** Sites that can be ticked; more are chosen by the filters of the list. */
const MOST_OFFERED = 200;
const MOST_TICKED = 1000;
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
  const ticked = tickedOf(state);
  const { chosen, rows, totals } = await inScope(c, async (sql) => ({
    chosen: ticked.length > 0 ? await sites.listThese(sql, ticked) : [],
    ...await listedSites.list(sql, { ...list, now }, { limit: MOST_OFFERED, offset: 0 }),
  }));
  const isChosen = new Set(chosen.map(({ site_uuid }) => site_uuid));
  const others = pageOf(rows, MOST_OFFERED).rows.filter((row) => !isChosen.has(row.site_uuid));
  const offered = [...chosen, ...others];
  const links = await downloadLinks.listOf(services.database.owner, viewer.user_uuid);
  const values = { ...defaults(now, offered[0]), ...state.values };
  if (state.errors.length > 0) c.status(422);
  const props = {
    state: { values: { ...values, site_uuids: [...isChosen] }, errors: state.errors },
    offered,
    sites: totals.sites,
    filter: isFiltered(list) ? Object.fromEntries(new URLSearchParams(listQuery(list))) : {},
    links,
    formKey: crypto.randomUUID(),
  };
  return c.render(<ExportsPage {...props} />, { title: "Download data" });
}

function tickedOf(state: FormState): string[] {
  return textsOf(state, "site_uuids").flatMap((text) => text.split(","))
    .filter((uuid) => asUuid(uuid)).slice(0, MOST_TICKED);
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
