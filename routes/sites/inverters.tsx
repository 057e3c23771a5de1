import type { Context } from "hono";
import { inverterName, newInverter } from "../../domain/sites/inverter.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as inverters from "../../sql/sites/inverters.ts";
import * as sites from "../../sql/sites/sites.ts";
import { InvertersPage } from "../../views/sites/inverters.tsx";
import { RemoveInverterPage } from "../../views/sites/remove_inverter.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { isolated } from "../../views/ui/isolated.ts";

const INVERTERS = "/sites/:site/inverters";
const REMOVE = `${INVERTERS}/:inverter/remove`;

/** GET and POST /sites/{uuid}/inverters, and …/{uuid}/remove below it. */
export const siteInverters = () =>
  scopedRouter()
    .get(INVERTERS, async (c) => show(c, await load(c, "site", sites.find), blankForm()))
    .post(INVERTERS, async (c) => {
      const { sql } = c.var;
      const site = await load(c, "site", sites.find);
      const posted = await readForm(c);
      const { data, fields } = parseForm(newInverter, posted);
      if (fields) return await show(c, site, { values: posted, errors: fields });
      await once(sql, formKeyOf(posted), () => inverters.add(sql, site.site_uuid, data), data);
      flash(c, `Added ${data.name}.`);
      return c.redirect(`/sites/${site.site_uuid}/inverters`, 303);
    })
    .get(REMOVE, async (c) => {
      const { site, inverter } = await loadInverter(c);
      const title = "Remove an inverter";
      return c.render(<RemoveInverterPage site={site} inverter={inverter} />, { title });
    })
    .post(REMOVE, async (c) => {
      const { site, inverter } = await loadInverter(c);
      await inverters.remove(c.var.sql, site.site_uuid, inverter.inverter_uuid);
      flash(c, `Removed ${inverterName(inverter)} from ${isolated(siteName(site))}.`);
      return c.redirect(`/sites/${site.site_uuid}/inverters`, 303);
    });

async function loadInverter(c: Context<Scoped>) {
  const site = await load(c, "site", sites.find);
  const inverter = await load(
    c,
    "inverter",
    (sql, uuid) => inverters.find(sql, site.site_uuid, uuid),
  );
  return { site, inverter };
}

async function show(c: Context<Scoped>, site: Site, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const props = {
    site,
    inverters: await inverters.list(c.var.sql, site.site_uuid),
    state,
    formKey,
  };
  return c.render(<InvertersPage {...props} />, {
    title: `Inverters of ${isolated(siteName(site))}`,
  });
}
