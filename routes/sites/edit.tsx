import { type Context, Hono } from "hono";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { conflictForm, editForm, isStored, parseEdit } from "./edit_form.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as siteHistory from "../../sql/sites/site_history.ts";
import * as sites from "../../sql/sites/sites.ts";
import { EditSitePage } from "../../views/sites/edit.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { siteAsked } from "./load.ts";
import { historyRoutes } from "./history.tsx";
import { sameNumber } from "./new.tsx";
import { leaveRoutes } from "./leave.tsx";

/** /sites/:site/edit, and beside it /remove and /history; in the scope that siteRoutes opens. */
export function siteEditRoutes() {
  const routes = new Hono<Scoped>();
  routes.route("/", leaveRoutes());
  routes.route("/", historyRoutes());

  routes.get("/:site/edit", async (c) => {
    const site = await siteAsked(c);
    return render(c, site, editForm(site));
  });

  routes.post("/:site/edit", async (c) => {
    const before = await siteAsked(c);
    const posted = await readForm(c);
    const { data, fields } = parseEdit(posted);
    if (fields) {
      c.status(422);
      return render(c, before, { values: posted, errors: fields });
    }
    const { changes, version } = data;
    const done = await sites.update(c.var.sql, before.site_uuid, changes, version);
    const site = await siteAsked(c);
    if (done === "changed meanwhile" && !isStored(site, changes)) return conflict(c, site, posted);
    const nothing = Object.keys(changes).length === 0;
    const warning = await sameNumber(c, site.site_uuid, changes.client_site_id);
    flash(c, nothing ? "Nothing was changed." : `Saved.${warning}`);
    return c.redirect(`/sites/${site.site_uuid}`, 303);
  });

  return routes;
}

async function conflict(c: Context<Scoped>, site: Site, posted: Posted) {
  const history = await siteHistory.list(c.var.sql, site.site_uuid);
  c.status(409);
  return render(c, site, conflictForm(posted, site, history), true);
}

function render(c: Context<Scoped>, site: Site, state: FormState, conflict = false) {
  const props = { site, state, conflict };
  return c.render(<EditSitePage {...props} />, { title: "Edit site" });
}
