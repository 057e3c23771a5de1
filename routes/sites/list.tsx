import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import { pageOf } from "../../sql/kit/page.ts";
import { SitesPage, SitesPart } from "../../views/sites/list.tsx";
import { listUrl } from "../../views/sites/list_url.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import { keptRows } from "./kept_rows.tsx";
import { listState } from "./list_query.ts";
import { respondWithMap } from "./map.tsx";

/** GET /sites */
export function siteList() {
  const Row = keptRows();
  return scopedRouter().get("/sites", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const state = listState(c);
    if (c.req.query("view") === "map") return await respondWithMap(c, state);
    const { filter, order, page, size } = state;
    const part = { limit: size, offset: (page - 1) * size };
    const { rows, totals, facets } = await listedSites.list(
      sql,
      { filter, order, now },
      part,
    );
    const props = { ...pageOf(rows, size), totals, facets, state, now, Row };
    // A form sends its empty fields, too; the address has those that say something.
    if (isPart(c) && hasEmpty(c.req.query())) c.header("HX-Replace-Url", listUrl(state));
    return c.render(<SitesPage {...props} />, {
      title: "Sites",
      parts: { "sites-table": <SitesPart {...props} /> },
    });
  });
}

const hasEmpty = (query: Record<string, string>) => Object.values(query).includes("");
