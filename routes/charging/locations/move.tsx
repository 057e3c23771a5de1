import type { Context } from "hono";
import type { ListedLocation } from "../../../domain/charging/location.ts";
import { formOptions } from "../../../sql/charging/form_options.ts";
import * as locations from "../../../sql/charging/locations.ts";
import { MergeLocationPage, RemoveLocationPage } from "../../../views/charging/locations/edit.tsx";
import type { FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { ID, loadId, loadInto } from "../ids.ts";

const LOCATION = `/charging/locations/:location${ID}`;
const loadLocation = (c: Context<Scoped>) => loadId(c, "location", locations.find);

/** GET and POST /charging/locations/{id}/merge and …/remove */
export const moveLocationPages = () =>
  scopedRouter()
    .get(`${LOCATION}/merge`, async (c) => merge(c, await loadLocation(c)))
    .post(`${LOCATION}/merge`, async (c) => {
      const location = await loadLocation(c);
      const values = await readForm(c);
      const other = await loadInto(c.var.sql, values, location.id, locations.find);
      if (!other) {
        const errors = [{ field: "into", message: "Choose another location from the list." }];
        return await merge(c, location, { values, errors });
      }
      await locations.merge(c.var.sql, location.id, other.id);
      flash(c, `Merged ${location.location_name} into ${other.location_name}.`);
      return c.redirect(`/charging/locations/${other.id}`, 303);
    })
    .get(`${LOCATION}/remove`, async (c) => {
      const page = <RemoveLocationPage location={await loadLocation(c)} />;
      return c.render(page, { title: "Delete a location" });
    })
    .post(`${LOCATION}/remove`, async (c) => {
      const { id, location_name } = await loadLocation(c);
      await locations.remove(c.var.sql, id);
      flash(c, `Deleted ${location_name}.`);
      return c.redirect("/charging/locations", 303);
    });

async function merge(c: Context<Scoped>, location: ListedLocation, state?: FormState) {
  if (state) c.status(422);
  const { locations: all } = await formOptions(c.var.sql);
  const page = <MergeLocationPage location={location} locations={all} state={state} />;
  return c.render(page, { title: "Merge a location" });
}
