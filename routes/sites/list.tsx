import * as sites from "../../sql/sites/sites.ts";
import { SitesPage, SitesTable } from "../../views/sites/list.tsx";
import { page, paged } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { listedEnergies } from "./site_energies.ts";
import { newDayCache, today } from "./site_days.ts";

/** GET /sites */
export function siteList() {
  const days = newDayCache();
  return scopedRouter().get("/sites", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const { page: number, ...limits } = page(c);
    const { rows, hasNext } = paged(await sites.list(sql, limits));
    const found = await today(sql, rows, now, days);
    const energies = await listedEnergies(sql, found, now, days);
    const props = {
      rows: found.map((row, at) => ({ ...row, energies: energies[at] })),
      page: number,
      hasNext,
      now,
    };
    return c.render(<SitesPage {...props} />, {
      title: "Sites",
      parts: { "sites-table": <SitesTable {...props} /> },
    });
  });
}
