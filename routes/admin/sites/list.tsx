import { z } from "zod";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { ACTIVITIES, AdminSitesPage, AdminSitesTable } from "../../../views/admin/sites/list.tsx";
import { paged, searchPage } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

const activityQuery = z.enum(ACTIVITIES).catch("all");

/** GET /admin/sites */
export const adminSiteList = () =>
  adminRouter().get("/admin/sites", async (c) => {
    const { query, ...limits } = searchPage(c);
    const activity = activityQuery.parse(c.req.query("active"));
    const active = activity === "all" ? undefined : activity === "active";
    const listed = await adminSites.list(c.var.sql, { ...limits, search: query, active });
    const total = await adminSites.count(c.var.sql, { search: query, active });
    const props = { query, page: limits.page, ...paged(listed), total, activity };
    return c.render(<AdminSitesPage {...props} />, {
      title: "All sites",
      parts: { "admin-sites": <AdminSitesTable {...props} /> },
    });
  });
