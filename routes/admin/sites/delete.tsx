import { type Context, Hono } from "hono";
import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import { wrongName } from "../../http/confirm_name.ts";
import { blankForm, type FormState, type Posted, textOf } from "../../../views/ui/form_state.ts";
import { generationStays, type SiteContents } from "../../../domain/operations/job.ts";
import { siteName } from "../../../domain/sites/site.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { DeactivateSitePage } from "../../../views/admin/sites/deactivate.tsx";
import { DeleteSitePage } from "../../../views/admin/sites/delete.tsx";
import { RestoreSitePage } from "../../../views/admin/sites/restore.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { siteAsked } from "./load.ts";

/** GET and POST /admin/sites/{uuid}/deactivate, /restore and /delete. */
export function siteFateRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/:site/deactivate", async (c) => {
    const site = await siteAsked(c);
    return c.render(<DeactivateSitePage site={site} />, { title: `Deactivate ${siteName(site)}` });
  });
  routes.post("/:site/deactivate", (c) => setActive(c, false));

  routes.get("/:site/restore", async (c) => {
    const site = await siteAsked(c);
    return c.render(<RestoreSitePage site={site} />, { title: `Restore ${siteName(site)}` });
  });
  routes.post("/:site/restore", (c) => setActive(c, true));

  routes.get("/:site/delete", async (c) => {
    const site = await siteAsked(c);
    const contents = await jobs.contentsOfSite(c.var.sql, site.site_uuid);
    return showDelete(c, site, contents, blankForm());
  });

  routes.post("/:site/delete", async (c) => {
    const site = await siteAsked(c);
    const posted = await readForm(c);
    const contents = await jobs.contentsOfSite(c.var.sql, site.site_uuid);
    const withGeneration = ticked(posted);
    const errors = [
      ...generationStays(contents, withGeneration),
      ...wrongName(posted, siteName(site)),
    ];
    if (errors.length > 0) return showDelete(c, site, contents, { values: posted, errors });
    const job = await jobs.askToDeleteSite(c.var.sql, site.site_uuid, withGeneration);
    c.var.services.jobAdded();
    return c.redirect(`/admin/jobs/${job}`, 303);
  });

  return routes;
}

function ticked(values: Posted): boolean {
  return textOf({ values, errors: [] }, "with_generation") === "on";
}

async function setActive(c: Context<Administering>, active: boolean) {
  const site = await siteAsked(c);
  await adminSites.setActive(c.var.sql, site.site_uuid, active);
  flash(c, `${siteName(site)} is ${active ? "active again" : "inactive now"}.`);
  return c.redirect(`/admin/sites/${site.site_uuid}`, 303);
}

function showDelete(
  c: Context<Administering>,
  site: AdminSite,
  contents: SiteContents,
  state: FormState,
) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<DeleteSitePage {...{ site, contents, state }} />, {
    title: `Delete ${siteName(site)} for ever`,
  });
}
