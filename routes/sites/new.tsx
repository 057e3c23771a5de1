import type { Context } from "hono";
import { newSite } from "../../domain/sites/site_input.ts";
import { once } from "../../sql/kit/form_keys.ts";
import type { Duplicate } from "../../sql/sites/duplicates.ts";
import * as sites from "../../sql/sites/sites.ts";
import { NewSitePage } from "../../views/sites/new.tsx";
import type { FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import {
  coordinatesIn,
  lookedUpForm,
  lookUp,
  orDuplicates,
  pasted,
  placeParts,
  refuseDuplicates,
} from "./place_form.tsx";

/** The form's first values; its hints explain them. */
const DEFAULTS = { asset_type: "pv", tilt: 35 };

/** GET and POST /sites/new; GET takes coordinates, which htmx sends while they are typed. */
export const newSitePage = () =>
  scopedRouter()
    .get("/sites/new", (c) => show(c, pasted({ ...DEFAULTS, ...coordinatesIn(c) })))
    .post("/sites/new", async (c) => {
      const { values, errors } = pasted(await readForm(c));
      if (values.look_up === "on") return show(c, lookedUpForm(values, errors));
      const { data, fields = [] } = parseForm(newSite, values);
      if (!data || errors.length > 0) return show(c, { values, errors: [...errors, ...fields] });
      const made = await orDuplicates(() =>
        once(c.var.sql, formKeyOf(values), async () => {
          await refuseDuplicates(c.var.sql, data, values);
          return await sites.create(c.var.sql, data);
        }, data)
      );
      if (typeof made !== "string") return show(c, { values, errors: [] }, made);
      flash(c, `Added ${data.client_site_name}.`);
      return c.redirect(`/sites/${made}`, 303);
    });

async function show(c: Context<Scoped>, state: FormState, twins: Duplicate[] = []) {
  if (twins.length > 0) c.status(409);
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const props = { state, formKey, twins, found: await lookUp(c.var.sql, state.values) };
  return c.render(<NewSitePage {...props} />, {
    title: "Add a site",
    parts: placeParts({ ...props, path: "/sites/new" }),
  });
}
