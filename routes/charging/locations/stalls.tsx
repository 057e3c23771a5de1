import type { Context } from "hono";
import {
  type ListedLocation,
  newStall,
  type Stall,
  type StallEdit,
  stallEdit,
} from "../../../domain/charging/location.ts";
import { found } from "../../../domain/errors.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as stalls from "../../../sql/charging/stalls.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { PartFormPage, RemovePartPage } from "../../../views/charging/part_forms.tsx";
import { StallFields } from "../../../views/charging/locations/fields.tsx";
import { LOCATIONS } from "../../../views/charging/sub_page.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";
import { writeForm } from "../../http/write_form.ts";
import { ID, loadId, pathId } from "../ids.ts";

const STALLS = `/charging/locations/:location${ID}/stalls`;
const STALL = `${STALLS}/:stall${ID}`;
const loadLocation = (c: Context<Scoped>) => loadId(c, "location", locations.find);

/** GET and POST /charging/locations/{id}/stalls/new, …/{id} and …/{id}/remove; POST …/{id}/default */
export const stallPages = () =>
  scopedRouter()
    .get(`${STALLS}/new`, async (c) => show(c, await loadLocation(c), blankForm()))
    .post(`${STALLS}/new`, async (c) => {
      const { sql } = c.var;
      const location = await loadLocation(c);
      const posted = await readForm(c);
      const errors = await writeForm(newStall, posted, async (data) => {
        const add = async () => String(await stalls.add(sql, location.id, data));
        await once(sql, formKeyOf(posted), add, { ...data, location: location.id });
      });
      return errors
        ? await show(c, location, { values: posted, errors })
        : done(c, location, "Charger added.");
    })
    .get(STALL, async (c) => {
      const { location, stall } = await loadStall(c);
      return await show(c, location, blankForm(stall), stall);
    })
    .post(STALL, async (c) => {
      const { location, stall } = await loadStall(c);
      const posted = await readForm(c);
      const write = (data: StallEdit) => stalls.update(c.var.sql, location.id, stall.id, data);
      const errors = await writeForm(stallEdit, posted, write, "null");
      return errors
        ? await show(c, location, { values: posted, errors }, stall)
        : done(c, location, "Charger saved.");
    })
    .post(`${STALL}/default`, async (c) => {
      const { location, stall } = await loadStall(c);
      await stalls.update(c.var.sql, location.id, stall.id, { is_default: true });
      return done(c, location, `${stall.stall_label} is the one that is usually used.`);
    })
    .get(`${STALL}/remove`, async (c) => {
      const { location, stall } = await loadStall(c);
      const path = `/charging/locations/${location.id}`;
      const props = {
        title: "Delete this charger?",
        submit: "Delete the charger",
        action: `${path}/stalls/${stall.id}/remove`,
        text: `${stall.stall_label} is deleted. Sessions that were charged there stay, without it.`,
      };
      const page = <RemovePartPage {...props} cancel={path} />;
      return c.render(page, { title: "Delete a charger" });
    })
    .post(`${STALL}/remove`, async (c) => {
      const { location, stall } = await loadStall(c);
      await stalls.remove(c.var.sql, location.id, stall.id);
      return done(c, location, `Deleted ${stall.stall_label}.`);
    });

async function loadStall(c: Context<Scoped>) {
  const location = await loadLocation(c);
  const stall = await stalls.find(c.var.sql, location.id, pathId(c, "stall"));
  return { location, stall: found(stall, "stall") };
}

function done(c: Context<Scoped>, { id }: ListedLocation, sentence: string) {
  flash(c, sentence);
  return c.redirect(`/charging/locations/${id}`, 303);
}

function show(c: Context<Scoped>, location: ListedLocation, state: FormState, stall?: Stall) {
  if (state.errors.length > 0) c.status(422);
  const path = `/charging/locations/${location.id}`;
  const title = stall ? "Edit a charger" : "Add a charger";
  const props = {
    title,
    trail: [LOCATIONS, [location.location_name, path]] as const,
    action: `${path}/stalls/${stall?.id ?? "new"}`,
    cancel: path,
    state,
    formKey: stall ? undefined : formKeyOf(state.values) ?? crypto.randomUUID(),
    fields: <StallFields state={state} />,
  };
  return c.render(<PartFormPage {...props} />, { title });
}
