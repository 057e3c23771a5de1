import { z } from "zod";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { AdminSitesPage, AdminSitesTable, SELECTIONS } from "../../../views/admin/sites/list.tsx";
import { paged, searchPage } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

const selectionQuery = z.enum(SELECTIONS).catch("all");

const FILTERS = {
  all: {},
  active: { active: true },
  inactive: { active: false },
  hints: { withHints: true },
} as const;

/** GET /admin/sites */
export const adminSiteList = () =>
  adminRouter().get("/admin/sites", async (c) => {
    const { query, ...limits } = searchPage(c);
    const selection = selectionQuery.parse(c.req.query("hints") ? "hints" : c.req.query("active"));
    const filter = { search: query, ...FILTERS[selection] };
    const listed = await adminSites.list(c.var.sql, { ...limits, ...filter });
    const total = await adminSites.count(c.var.sql, filter);
    const props = { query, page: limits.page, ...paged(listed), total, selection };
    return c.render(<AdminSitesPage {...props} />, {
      title: "All sites",
      parts: { "admin-sites": <AdminSitesTable {...props} /> },
    });
  });
