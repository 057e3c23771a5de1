import { type Context, Hono } from "hono";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";
import { siteName } from "../../domain/sites/site.ts";
import { newSite } from "../../domain/sites/site_input.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as sites from "../../sql/sites/sites.ts";
import { NewSitePage } from "../../views/sites/new.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { scoped } from "../middleware/scope.ts";

/** What stands in the form before anybody has typed: it is explained there. */
const DEFAULTS = { asset_type: "pv", orientation: 180, tilt: 35, country: "uk" };

/** GET and POST /sites/new. Mounted before /sites/:site, so each opens its scope itself. */
export function newSiteRoutes() {
  const routes = new Hono<Scoped>();

  routes.get("/new", scoped, (c) => render(c, blankForm(DEFAULTS), crypto.randomUUID()));

  routes.post("/new", scoped, async (c) => {
    const posted = await readForm(c);
    const key = formKeyOf(posted);
    const { data, fields } = parseForm(newSite, posted);
    if (fields) {
      c.status(422);
      return render(c, { values: posted, errors: fields }, key ?? crypto.randomUUID());
    }
    const made = await once(c.var.sql, key, () => sites.create(c.var.sql, data), data);
    const warning = await sameNumber(c, made, data.client_site_id);
    flash(c, `Added ${data.client_site_name}.${warning}`);
    return c.redirect(`/sites/${made}`, 303);
  });

  return routes;
}

function render(c: Context<Scoped>, state: FormState, formKey: string) {
  return c.render(<NewSitePage state={state} formKey={formKey} />, { title: "Add a site" });
}

/** Two sites may have one number of their client; but mostly that is a slip. */
export async function sameNumber(
  c: Context<Scoped>,
  siteUuid: string,
  number: number | null | undefined,
): Promise<string> {
  if (number === null || number === undefined) return "";
  const others = await sites.namesakes(c.var.sql, siteUuid, number);
  if (others.length === 0) return "";
  return ` Mind that the client's number ${number} is also that of ${
    others.map(siteName).join(", ")
  }.`;
}
