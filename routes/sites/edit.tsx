import type { Context } from "hono";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { conflictForm, editForm, isStored, parseEdit } from "./edit_form.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as siteHistory from "../../sql/sites/site_history.ts";
import * as sites from "../../sql/sites/sites.ts";
import { EditSitePage } from "../../views/sites/edit.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { refusalOf } from "../http/refusal.ts";
import { scopedRouter } from "../http/router.ts";
import { sameNumberWarning } from "./same_number.ts";

/** GET and POST /sites/{uuid}/edit */
export const editSite = () =>
  scopedRouter()
    .get("/sites/:site/edit", async (c) => {
      const site = await load(c, "site", sites.find);
      return render(c, site, editForm(site, c.req.query("measured_every_minutes")));
    })
    .post("/sites/:site/edit", async (c) => {
      const before = await load(c, "site", sites.find);
      const posted = await readForm(c);
      const { data, fields } = parseEdit(posted);
      if (fields) {
        c.status(422);
        return render(c, before, { values: posted, errors: fields });
      }
      const { changes, version } = data;
      const update = sites.update(c.var.sql, before.site_uuid, changes, version);
      const errors = await refusalOf(update);
      if (errors) {
        c.status(422);
        return render(c, before, { values: posted, errors });
      }
      const done = await update;
      const site = await load(c, "site", sites.find);
      if (done === "changed meanwhile" && !isStored(site, changes)) {
        return conflict(c, site, posted);
      }
      const nothing = Object.keys(changes).length === 0;
      const warning = await sameNumberWarning(c, site.site_uuid, changes.client_site_id);
      flash(c, nothing ? "Nothing was changed." : `Saved.${warning}`);
      return c.redirect(`/sites/${site.site_uuid}`, 303);
    });

async function conflict(c: Context<Scoped>, site: Site, posted: Posted) {
  const history = await siteHistory.list(c.var.sql, site.site_uuid);
  c.status(409);
  return render(c, site, conflictForm(posted, site, history), true);
}

function render(c: Context<Scoped>, site: Site, state: FormState, conflict = false) {
  const props = { site, state, conflict };
  return c.render(<EditSitePage {...props} />, { title: "Edit site" });
}
