import type { Context } from "hono";
import { generationStays, type SiteContents } from "../../../domain/operations/job.ts";
import { siteName } from "../../../domain/sites/site.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { DeleteSitePage } from "../../../views/admin/sites/delete.tsx";
import { blankForm, type FormState, textOf } from "../../../views/ui/form_state.ts";
import { wrongName } from "../../http/confirm_name.ts";
import type { Administering } from "../../http/context.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/sites/{uuid}/delete: the form starts a job, whose page comes next. */
export const deleteSite = () =>
  adminRouter()
    .get("/admin/sites/:site/delete", async (c) => {
      const { site, contents } = await loadContents(c);
      return show(c, site, contents, blankForm());
    })
    .post("/admin/sites/:site/delete", async (c) => {
      const { site, contents } = await loadContents(c);
      const values = await readForm(c);
      const withGeneration = textOf(blankForm(values), "with_generation") === "on";
      const errors = [
        ...generationStays(contents, withGeneration),
        ...wrongName(values, siteName(site)),
      ];
      if (errors.length > 0) return show(c, site, contents, { values, errors });
      const job = await jobs.addSiteDeletion(c.var.sql, site.site_uuid, withGeneration);
      c.var.services.jobAdded();
      return c.redirect(`/admin/jobs/${job}`, 303);
    });

async function loadContents(c: Context<Administering>) {
  const site = await load(c, "site", adminSites.find);
  return { site, contents: await jobs.contentsOfSite(c.var.sql, site.site_uuid) };
}

type Site = Awaited<ReturnType<typeof loadContents>>["site"];

function show(c: Context, site: Site, contents: SiteContents, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<DeleteSitePage {...{ site, contents, state }} />, {
    title: `Delete ${isolated(siteName(site))} for ever`,
  });
}
