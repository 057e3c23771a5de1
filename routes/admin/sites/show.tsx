import { siteName } from "../../../domain/sites/site.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import * as siteHints from "../../../sql/sites/site_hints.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { AdminSitePage } from "../../../views/admin/sites/show.tsx";
import { load, UUID } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET /admin/sites/{uuid} */
export const adminSitePage = () =>
  adminRouter().get(`/admin/sites/:site${UUID}`, async (c) => {
    const site = await load(c, "site", adminSites.find);
    const job = await jobs.findOpen(c.var.sql, site.site_uuid);
    const { hints } = await siteHints.find(c.var.sql, site.site_uuid);
    return c.render(<AdminSitePage site={site} hints={hints} job={job} />, {
      title: isolated(siteName(site)),
    });
  });
