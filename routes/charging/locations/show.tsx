import type { Context } from "hono";
import { type ListedLocation, locationEdit } from "../../../domain/charging/location.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { formOptions } from "../../../sql/charging/form_options.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as rates from "../../../sql/charging/rates.ts";
import * as settings from "../../../sql/charging/settings.ts";
import * as stalls from "../../../sql/charging/stalls.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { EditLocationPage } from "../../../views/charging/locations/edit.tsx";
import { LocationPage } from "../../../views/charging/locations/show.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { isolated } from "../../../views/ui/isolated.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";
import { ID, loadId } from "../ids.ts";

const LOCATION = `/charging/locations/:location${ID}`;

/** GET /charging/locations/{id}; GET and POST …/edit below it. */
export const locationPage = () =>
  scopedRouter()
    .get(LOCATION, async (c) => {
      const { sql } = c.var;
      const location = await loadId(c, "location", locations.find);
      const site = location.site_uuid ? await sites.find(sql, location.site_uuid) : undefined;
      const props = {
        location,
        siteName: site ? siteName(site) : null,
        stalls: await stalls.list(sql, location.id),
        rates: await rates.list(sql, { location_id: location.id }),
        currency: (await settings.read(sql)).currency,
      };
      return c.render(<LocationPage {...props} />, { title: isolated(location.location_name) });
    })
    .get(`${LOCATION}/edit`, async (c) => {
      const location = await loadId(c, "location", locations.find);
      return await edit(c, location, blankForm(location));
    })
    .post(`${LOCATION}/edit`, async (c) => {
      const location = await loadId(c, "location", locations.find);
      const posted = await readForm(c);
      const write = (data: Parameters<typeof locations.update>[2]) =>
        locations.update(c.var.sql, location.id, { ...data, is_verified: true });
      const errors = await writeForm(locationEdit, posted, write, "null");
      if (errors) return await edit(c, location, { values: posted, errors });
      flash(c, "Saved.");
      return c.redirect(`/charging/locations/${location.id}`, 303);
    });

async function edit(c: Context<Scoped>, location: ListedLocation, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { sql } = c.var;
  const props = {
    location,
    options: await formOptions(sql, location),
    state,
    currency: (await settings.read(sql)).currency,
  };
  return c.render(<EditLocationPage {...props} />, { title: "Edit a location" });
}
