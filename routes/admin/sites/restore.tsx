import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { RestoreSitePage } from "../../../views/admin/sites/restore.tsx";
import { flash } from "../../http/flash.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/sites/{uuid}/restore */
export const restoreSite = () =>
  adminRouter()
    .get("/admin/sites/:site/restore", async (c) => {
      const site = await load(c, "site", adminSites.find);
      return c.render(<RestoreSitePage site={site} />, {
        title: `Restore ${isolated(siteName(site))}`,
      });
    })
    .post("/admin/sites/:site/restore", async (c) => {
      const site = await load(c, "site", adminSites.find);
      await adminSites.setActive(c.var.sql, site.site_uuid, true);
      flash(c, `${isolated(siteName(site))} is active again.`);
      return c.redirect(`/admin/sites/${site.site_uuid}`, 303);
    });
