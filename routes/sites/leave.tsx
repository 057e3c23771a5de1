import { Hono } from "hono";
import { found } from "../../domain/errors.ts";
import { siteName } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as sites from "../../sql/sites/sites.ts";
import { LeaveSitePage } from "../../views/sites/leave.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { siteAsked, uuidAsked } from "./load.ts";

/** GET and POST /sites/:site/remove: out of the viewer's own group. */
export function leaveRoutes() {
  const routes = new Hono<Scoped>();

  routes.get("/:site/remove", async (c) => {
    const props = { site: await siteAsked(c), viewer: c.var.viewer, formKey: crypto.randomUUID() };
    return c.render(<LeaveSitePage {...props} />, { title: "Remove a site" });
  });

  routes.post("/:site/remove", async (c) => {
    const uuid = uuidAsked(c, "site", "site");
    const key = formKeyOf(await readForm(c));
    flash(c, await once(c.var.sql, key, () => leave(c.var.sql, uuid)));
    return c.redirect("/sites", 303);
  });

  return routes;
}

/** Leaves, and says what came of it. A site that somebody else took out already is not there. */
async function leave(sql: Scoped["Variables"]["sql"], uuid: string): Promise<string> {
  const site = found(await sites.find(sql, uuid), "site");
  const deactivated = await sites.leave(sql, uuid);
  const gone = `${siteName(site)} is no longer in your group.`;
  if (deactivated) return `${gone} It is in no other group: it is inactive now, and its data stay.`;
  return site.active === false ? gone : `${gone} It stays active for other groups.`;
}
