import { Hono } from "hono";
import { AppError } from "../../domain/errors.ts";
import { siteName } from "../../domain/sites/site.ts";
import * as sites from "../../sql/sites/sites.ts";
import { SitesPage, SitesTable } from "../../views/sites/list.tsx";
import { SiteDayPart, SitePage } from "../../views/sites/show.tsx";
import type { Scoped, Services } from "../http/context.ts";
import { dayCsv } from "./day_csv.ts";
import { isPart } from "../middleware/render.tsx";
import { scoped } from "../middleware/scope.ts";
import { csvName, dayAsked, links } from "./day_query.ts";
import { dayOfSite, newKnownDays, today } from "./site_days.ts";
import { accuracySummary } from "./accuracy.tsx";
import { siteAsked } from "./load.ts";
import { limits, paged, pageNumber } from "../http/paging.ts";

/** GET /sites, /sites/{uuid} and /sites/{uuid}/day.csv. */
export function siteRoutes({ now }: Services) {
  const routes = new Hono<Scoped>();
  const known = newKnownDays();
  routes.use(scoped);

  routes.get("/", async (c) => {
    const page = pageNumber.parse(c.req.query("page"));
    const listed = await sites.list(c.var.sql, limits(page));
    const { rows: shown, hasNext } = paged(listed);
    const rows = await today(c.var.sql, shown, now(), known);
    const props = { rows, page, hasNext, now: now() };
    return c.render(<SitesPage {...props} />, {
      title: "Sites",
      parts: { "sites-table": <SitesTable {...props} /> },
    });
  });

  routes.get("/:site", async (c) => {
    const site = await siteAsked(c);
    const asked = dayAsked(c, site, now());
    const shown = await dayOfSite(c.var.sql, { site, ...asked }, now());
    const { question, state } = asked;
    const isAdmin = c.var.viewer.is_admin;
    const accuracy = isPart(c) ? undefined : await accuracySummary(c.var.sql, shown, now());
    const props = {
      ...shown,
      ...links(site, asked),
      switches: { question, state },
      isAdmin,
      accuracy,
    };
    c.status(state.errors.length > 0 ? 422 : 200);
    return c.render(<SitePage {...props} />, {
      title: siteName(site),
      parts: { "site-day": <SiteDayPart {...props} /> },
    });
  });

  routes.get("/:site/day.csv", async (c) => {
    const site = await siteAsked(c);
    const asked = dayAsked(c, site, now());
    const [wrong] = asked.state.errors;
    if (wrong) throw new AppError("invalid", wrong.message);
    const { day } = await dayOfSite(c.var.sql, { site, ...asked }, now());
    return c.body(dayCsv(day, asked.question), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${csvName(site, asked)}"`,
    });
  });

  return routes;
}
