import type { Context } from "hono";
import { newLocation } from "../../../domain/charging/location.ts";
import { formOptions } from "../../../sql/charging/form_options.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as settings from "../../../sql/charging/settings.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import { LocationsPage, LocationsPart } from "../../../views/charging/locations/list.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { cataloguePage } from "../catalogue_page.ts";
import { writeForm } from "../../http/write_form.ts";

const LOCATIONS = "/charging/locations";

/** GET and POST /charging/locations; `network` in the address chooses the network of a new one. */
export const locationListPage = () =>
  scopedRouter()
    .get(LOCATIONS, (c) => show(c, blankForm({ network_id: c.req.query("network") ?? "" })))
    .post(LOCATIONS, async (c) => {
      const { sql } = c.var;
      const posted = await readForm(c);
      const errors = await writeForm(newLocation, posted, async (data) => {
        const add = async () => String(await locations.add(sql, data));
        await once(sql, formKeyOf(posted), add, data);
        flash(c, `Added ${data.location_name}.`);
      });
      return errors ? await show(c, { values: posted, errors }) : c.redirect(LOCATIONS, 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { page, part } = cataloguePage(c);
  const { rows, hasNext } = pageOf(await locations.list(c.var.sql, part), part.limit);
  const props = {
    locations: rows,
    page,
    hasNext,
    options: await formOptions(c.var.sql),
    currency: (await settings.read(c.var.sql)).currency,
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
  };
  return c.render(<LocationsPage {...props} />, {
    title: "Charging locations",
    parts: { "charging-locations": <LocationsPart {...props} /> },
  });
}
