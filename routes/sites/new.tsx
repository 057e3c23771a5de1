import type { Context } from "hono";
import { newSite } from "../../domain/sites/site_input.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as sites from "../../sql/sites/sites.ts";
import { NewSitePage } from "../../views/sites/new.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { sameNumberWarning } from "./same_number.ts";

/** The form's first values; its hints explain them. */
const DEFAULTS = { asset_type: "pv", tilt: 35 };

/** GET and POST /sites/new */
export const newSitePage = () =>
  scopedRouter()
    .get("/sites/new", (c) => show(c, blankForm(DEFAULTS)))
    .post("/sites/new", async (c) => {
      const posted = await readForm(c);
      const { data, fields } = parseForm(newSite, posted);
      if (fields) return show(c, { values: posted, errors: fields });
      const create = () => sites.create(c.var.sql, data);
      const siteUuid = await once(c.var.sql, formKeyOf(posted), create, data);
      const warning = await sameNumberWarning(c, siteUuid, data.client_site_id);
      flash(c, `Added ${data.client_site_name}.${warning}`);
      return c.redirect(`/sites/${siteUuid}`, 303);
    });

function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  return c.render(<NewSitePage state={state} formKey={formKey} />, { title: "Add a site" });
}
