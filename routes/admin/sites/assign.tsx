import type { Context } from "hono";
import { type AdminSite, assignmentForm, unknownOf } from "../../../domain/sites/admin_site.ts";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as clients from "../../../sql/sites/clients.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { AssignPage } from "../../../views/admin/sites/assign.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/sites/{uuid}/assign: the model and the client of a site. */
export const assignSite = () =>
  adminRouter()
    .get("/admin/sites/:site/assign", async (c) => {
      const site = await load(c, "site", adminSites.find);
      const { ml_model_uuid, client_uuid } = site;
      return show(c, site, await choices(c), blankForm({ ml_model_uuid, client_uuid }));
    })
    .post("/admin/sites/:site/assign", async (c) => {
      const site = await load(c, "site", adminSites.find);
      const posted = await readForm(c);
      const known = await choices(c);
      const { data, fields = [] } = parseForm(assignmentForm, posted, { blank: "null" });
      const errors = [...fields, ...data ? unknownOf(data, known.models, known.clients) : []];
      if (!data || errors.length > 0) return show(c, site, known, { values: posted, errors });
      const { client_name } = data;
      const client_uuid = client_name
        ? await clients.findOrMake(c.var.sql, client_name)
        : data.client_uuid;
      await adminSites.assign(c.var.sql, site.site_uuid, { ...data, client_uuid });
      flash(c, `${isolated(siteName(site))} is assigned.`);
      return c.redirect(`/admin/sites/${site.site_uuid}`, 303);
    });

async function choices(c: Context<Administering>) {
  return { models: await models.all(c.var.sql), clients: await clients.all(c.var.sql) };
}

function show(
  c: Context<Administering>,
  site: AdminSite,
  known: Awaited<ReturnType<typeof choices>>,
  state: FormState,
) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<AssignPage site={site} state={state} {...known} />, {
    title: `Assign ${isolated(siteName(site))}`,
  });
}
