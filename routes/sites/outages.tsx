import type { Context } from "hono";
import { type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import * as outages from "../../sql/sites/outages.ts";
import * as sites from "../../sql/sites/sites.ts";
import { EditOutagePage, OutagesPage } from "../../views/sites/outages.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { outageForm, parseOutage } from "./outage_form.ts";
import { isolated } from "../../views/ui/isolated.ts";

const OUTAGES = "/sites/:site/outages";
const OUTAGE = `${OUTAGES}/:outage`;

/** GET and POST /sites/{uuid}/outages; …/{uuid}/edit, end, remove and put-back below it. */
export const siteOutages = () =>
  scopedRouter()
    .get(OUTAGES, async (c) => show(c, await load(c, "site", sites.find), blankForm()))
    .post(OUTAGES, async (c) => {
      const { sql } = c.var;
      const site = await load(c, "site", sites.find);
      const posted = await readForm(c);
      const { data, fields } = parseOutage(posted, zoneOf(site));
      if (fields) return await show(c, site, { values: posted, errors: fields });
      await once(sql, formKeyOf(posted), () => outages.mark(sql, site.site_uuid, data), data);
      return done(c, site, data.kind === "outage" ? "Outage marked." : "Curtailment marked.");
    })
    .get(`${OUTAGE}/edit`, async (c) => {
      const { site, outage } = await loadOutage(c);
      return edit(c, site, outageForm(outage, zoneOf(site)), outage.outage_uuid);
    })
    .post(`${OUTAGE}/edit`, async (c) => {
      const { site, outage } = await loadOutage(c);
      const posted = await readForm(c);
      const { data, fields } = parseOutage(posted, zoneOf(site), outage);
      if (fields) return edit(c, site, { values: posted, errors: fields }, outage.outage_uuid);
      await outages.update(c.var.sql, outage.outage_uuid, data, c.var.services.now());
      return done(c, site, "Changed.");
    })
    .post(`${OUTAGE}/end`, async (c) => {
      const { site, outage } = await loadOutage(c);
      const now = c.var.services.now();
      const end_utc = now.round({ smallestUnit: "minute", roundingMode: "floor" }).toString();
      await outages.update(c.var.sql, outage.outage_uuid, { end_utc }, now);
      return done(c, site, "Ended.");
    })
    .post(`${OUTAGE}/remove`, (c) => setRemoved(c, true))
    .post(`${OUTAGE}/put-back`, (c) => setRemoved(c, false));

async function loadOutage(c: Context<Scoped>) {
  const site = await load(c, "site", sites.find);
  const outage = await load(c, "outage", (sql, uuid) => outages.find(sql, site.site_uuid, uuid));
  return { site, outage };
}

async function setRemoved(c: Context<Scoped>, removed: boolean) {
  const { site, outage } = await loadOutage(c);
  await outages.update(c.var.sql, outage.outage_uuid, { removed }, c.var.services.now());
  return done(c, site, removed ? "Removed. It can be put back below for 30 days." : "Put back.");
}

function done(c: Context<Scoped>, site: Site, sentence: string) {
  flash(c, sentence);
  return c.redirect(`/sites/${site.site_uuid}/outages`, 303);
}

async function show(c: Context<Scoped>, site: Site, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const props = {
    ...named(site),
    outages: await outages.list(c.var.sql, site.site_uuid),
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
  };
  return c.render(<OutagesPage {...props} />, { title: `Outages of ${isolated(props.name)}` });
}

function edit(c: Context<Scoped>, site: Site, state: FormState, outageUuid: string) {
  if (state.errors.length > 0) c.status(422);
  const page = <EditOutagePage {...named(site)} state={state} outageUuid={outageUuid} />;
  return c.render(page, { title: `Edit an outage of ${isolated(siteName(site))}` });
}

const named = (site: Site) => ({
  siteUuid: site.site_uuid,
  name: siteName(site),
  zone: zoneOf(site),
});
