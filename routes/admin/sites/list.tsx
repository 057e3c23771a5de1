import { paged } from "../../http/paging.ts";
import { Hono } from "hono";
import { z } from "zod";
import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { ACTIVITIES, AdminSitesPage, AdminSitesTable } from "../../../views/admin/sites/list.tsx";
import { AdminSitePage } from "../../../views/admin/sites/show.tsx";
import type { Administering } from "../../http/context.ts";
import { listAsked } from "../groups/load.ts";
import { siteAsked } from "./load.ts";

const activityAsked = z.enum(ACTIVITIES).catch("all");

/** GET /admin/sites and /admin/sites/{uuid}. */
export function adminSiteRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const asked = listAsked(c);
    const activity = activityAsked.parse(c.req.query("active"));
    const active = activity === "all" ? undefined : activity === "active";
    const listed = await adminSites.list(c.var.sql, { ...asked, search: asked.query, active });
    const total = await adminSites.count(c.var.sql, { search: asked.query, active });
    const props = { ...asked, ...paged(listed), total, activity };
    return c.render(<AdminSitesPage {...props} />, {
      title: "All sites",
      parts: { "admin-sites": <AdminSitesTable {...props} /> },
    });
  });

  routes.get("/:site", async (c) => {
    const site = await siteAsked(c);
    const job = await jobs.findOpen(c.var.sql, site.site_uuid);
    return c.render(<AdminSitePage site={site} job={job} />, { title: siteName(site) });
  });

  return routes;
}
