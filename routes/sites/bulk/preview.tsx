import type { Context } from "hono";
import { counted } from "../../../domain/plural.ts";
import { readSitesCsv } from "../../../domain/sites/bulk/read_csv.ts";
import type { SiteFile } from "../../../domain/sites/bulk/site_file.ts";
import * as bulk from "../../../sql/sites/bulk.ts";
import * as siteFiles from "../../../sql/sites/site_files.ts";
import { PreviewSitesPage } from "../../../views/sites/bulk/preview.tsx";
import { StoredSitesPage } from "../../../views/sites/bulk/stored.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load, UUID } from "../../http/params.ts";
import { scopedRouter } from "../../http/router.ts";

/** GET and POST /sites/bulk/{file}: what a list of sites would do, and storing it, once. */
export const siteFilePage = () =>
  scopedRouter()
    .get(`/sites/bulk/:list${UUID}`, async (c) => {
      const file = await load(c, "list", siteFiles.find);
      if (file.stored_utc === null) return await preview(c, file, blankForm());
      return c.render(<StoredSitesPage file={file} />, { title: "List stored" });
    })
    .post(`/sites/bulk/:list${UUID}`, async (c) => {
      const file = await load(c, "list", siteFiles.lock);
      const path = `/sites/bulk/${file.site_file_uuid}`;
      if (file.stored_utc !== null) return c.redirect(path, 303);
      const values = await readForm(c);
      const plan = await planOf(c, file, values.anyway === "on");
      if (plan.planned.length === 0 || (plan.faults.length > 0 && values.skip !== "on")) {
        const message = "Nothing is stored yet: some rows have errors. Correct them, or leave " +
          "them out.";
        return await preview(c, file, { values, errors: [{ field: "", message }] });
      }
      await bulk.store(c.var.sql, plan.planned);
      const [added, changed] = ["new", "changed"].map((outcome) =>
        plan.planned.filter((site) => site.outcome === outcome).length
      );
      await siteFiles.markStored(c.var.sql, file.site_file_uuid, {
        added: added!,
        changed: changed!,
      });
      flash(c, `Added ${counted(added!, "site")}, changed ${counted(changed!, "site")}.`);
      return c.redirect(path, 303);
    });

const planOf = (c: Context<Scoped>, { content }: SiteFile, anyway: boolean) =>
  bulk.plan(c.var.sql, readSitesCsv(content), { anyway, mayEmpty: false });

async function preview(c: Context<Scoped>, file: SiteFile, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const plan = await planOf(c, file, false);
  return c.render(<PreviewSitesPage file={file} plan={plan} state={state} />, {
    title: "Check the list",
  });
}
