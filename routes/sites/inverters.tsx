import { type Context, Hono } from "hono";
import { found } from "../../domain/errors.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";
import { inverterName, newInverter } from "../../domain/sites/inverter.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as inverters from "../../sql/sites/inverters.ts";
import { InvertersPage } from "../../views/sites/inverters.tsx";
import { RemoveInverterPage } from "../../views/sites/remove_inverter.tsx";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { siteAsked, uuidAsked } from "./load.ts";

/** /sites/:site/inverters, and /:inverter/remove below it; in the scope that siteRoutes opens. */
export function inverterRoutes() {
  const routes = new Hono<Scoped>();

  routes.get("/:site/inverters", async (c) => {
    return await render(c, await siteAsked(c), blankForm(), crypto.randomUUID());
  });

  routes.post("/:site/inverters", async (c) => {
    const site = await siteAsked(c);
    const posted = await readForm(c);
    const key = formKeyOf(posted);
    const { data, fields } = parseForm(newInverter, posted);
    if (fields) {
      c.status(422);
      return await render(c, site, { values: posted, errors: fields }, key ?? crypto.randomUUID());
    }
    await once(c.var.sql, key, () => inverters.add(c.var.sql, site.site_uuid, data), data);
    flash(c, `Added ${data.name}.`);
    return c.redirect(`/sites/${site.site_uuid}/inverters`, 303);
  });

  routes.get("/:site/inverters/:inverter/remove", async (c) => {
    const site = await siteAsked(c);
    const inverter = await inverterAsked(c, site);
    const title = "Remove an inverter";
    return c.render(<RemoveInverterPage site={site} inverter={inverter} />, { title });
  });

  routes.post("/:site/inverters/:inverter/remove", async (c) => {
    const site = await siteAsked(c);
    const inverter = await inverterAsked(c, site);
    await inverters.remove(c.var.sql, site.site_uuid, inverter.inverter_uuid);
    flash(c, `Removed ${inverterName(inverter)} from ${siteName(site)}.`);
    return c.redirect(`/sites/${site.site_uuid}/inverters`, 303);
  });

  return routes;
}

async function inverterAsked(c: Context<Scoped>, site: Site) {
  const uuid = uuidAsked(c, "inverter", "inverter");
  return found(await inverters.find(c.var.sql, site.site_uuid, uuid), "inverter");
}

async function render(c: Context<Scoped>, site: Site, state: FormState, formKey: string) {
  const listed = await inverters.list(c.var.sql, site.site_uuid);
  const props = { site, inverters: listed, state, formKey };
  return c.render(<InvertersPage {...props} />, { title: `Inverters of ${siteName(site)}` });
}
