import type { Context } from "hono";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { conflictForm, editForm, isStored, parseEdit } from "./edit_form.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as siteHistory from "../../sql/sites/site_history.ts";
import * as sites from "../../sql/sites/sites.ts";
import { EditSitePage, type EditSitePageProps } from "../../views/sites/edit.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { refusalOf } from "../http/refusal.ts";
import { scopedRouter } from "../http/router.ts";
import { coordinatesIn, lookedUpForm, lookUp, pasted, placeParts } from "./place_form.tsx";
import { sameNumberWarning } from "./same_number.ts";

/** GET and POST /sites/{uuid}/edit */
export const editSite = () =>
  scopedRouter()
    .get("/sites/:site/edit", async (c) => {
      const site = await load(c, "site", sites.find);
      const { values } = editForm(site, c.req.query("measured_every_minutes"));
      return render(c, site, pasted({ ...values, ...coordinatesIn(c) }));
    })
    .post("/sites/:site/edit", async (c) => {
      const before = await load(c, "site", sites.find);
      const { values: posted, errors: unread } = pasted(await readForm(c));
      if (posted.look_up === "on") return render(c, before, lookedUpForm(posted, unread));
      const { data, fields = [] } = parseEdit(posted);
      if (!data || unread.length > 0) {
        return render(c, before, { values: posted, errors: [...unread, ...fields] });
      }
      const { changes, version } = data;
      const update = sites.update(c.var.sql, before.site_uuid, changes, version);
      const errors = await refusalOf(update);
      // After a refusal of the database, its transaction reads nothing more.
      if (errors) return show(c, { site: before, state: { values: posted, errors } });
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
  return await render(c, site, conflictForm(posted, site, history), true);
}

async function render(c: Context<Scoped>, site: Site, state: FormState, conflict = false) {
  const found = await lookUp(c.var.sql, state.values, site.site_uuid);
  return await show(c, { site, state, conflict, found });
}

function show(c: Context<Scoped>, props: EditSitePageProps) {
  const { site, state, conflict, found } = props;
  if (state.errors.length > 0) c.status(conflict ? 409 : 422);
  return c.render(<EditSitePage {...props} />, {
    title: "Edit site",
    parts: placeParts({ state, found, path: `/sites/${site.site_uuid}/edit` }),
  });
}
