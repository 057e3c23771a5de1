import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { DeactivateSitePage } from "../../../views/admin/sites/deactivate.tsx";
import { flash } from "../../http/flash.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/sites/{uuid}/deactivate */
export const deactivateSite = () =>
  adminRouter()
    .get("/admin/sites/:site/deactivate", async (c) => {
      const site = await load(c, "site", adminSites.find);
      return c.render(<DeactivateSitePage site={site} />, {
        title: `Deactivate ${isolated(siteName(site))}`,
      });
    })
    .post("/admin/sites/:site/deactivate", async (c) => {
      const site = await load(c, "site", adminSites.find);
      await adminSites.setActive(c.var.sql, site.site_uuid, false);
      flash(c, `${isolated(siteName(site))} is inactive now.`);
      return c.redirect(`/admin/sites/${site.site_uuid}`, 303);
    });
