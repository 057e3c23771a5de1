import type { ScopedSql } from "../../db/scope.ts";
import { found } from "../../domain/errors.ts";
import { siteName } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as sites from "../../sql/sites/sites.ts";
import { LeaveSitePage } from "../../views/sites/leave.tsx";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { load, pathUuid } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isolated } from "../../views/ui/isolated.ts";

/** GET and POST /sites/{uuid}/remove: removes a site from the viewer's group. */
export const leaveSite = () =>
  scopedRouter()
    .get("/sites/:site/remove", async (c) => {
      const site = await load(c, "site", sites.find);
      const props = { site, viewer: c.var.viewer, formKey: crypto.randomUUID() };
      return c.render(<LeaveSitePage {...props} />, { title: "Remove a site" });
    })
    .post("/sites/:site/remove", async (c) => {
      const { sql } = c.var;
      const siteUuid = pathUuid(c, "site");
      const key = formKeyOf(await readForm(c));
      flash(c, await once(sql, key, () => leave(sql, siteUuid)));
      return c.redirect("/sites", 303);
    });

/** Removes the site from the group and returns what happened, in words. Throws not_found. */
async function leave(sql: ScopedSql, siteUuid: string): Promise<string> {
  const site = found(await sites.find(sql, siteUuid), "site");
  const deactivated = await sites.leave(sql, siteUuid);
  const left = `${isolated(siteName(site))} is no longer in your group.`;
  if (deactivated) return `${left} It is in no other group: it is inactive now, and its data stay.`;
  return site.active === false ? left : `${left} It stays active for other groups.`;
}
