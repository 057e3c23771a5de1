import type { Context } from "hono";
import { formOptions } from "../../sql/charging/form_options.ts";
import { create } from "../../sql/charging/session_writes.ts";
import { once } from "../../sql/kit/form_keys.ts";
import { NewSessionPage } from "../../views/charging/edit.tsx";
import type { FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { asUuid } from "../http/params.ts";
import { refusalOf } from "../http/refusal.ts";
import { scopedRouter } from "../http/router.ts";
import { parseNew } from "./session_form.ts";
import { zoneOfForm } from "./session_zone.ts";

const ORIGIN = { cost_source: "manual", source_system: "manual_entry" } as const;

/** GET and POST /charging/new; `site` in the address chooses a site. */
export const newSessionPage = () =>
  scopedRouter()
    .get("/charging/new", (c) => {
      const site_uuid = c.req.query("site") ?? "";
      return show(c, { values: { site_uuid, is_complete: "on" }, errors: [] });
    })
    .post("/charging/new", async (c) => {
      const { sql } = c.var;
      const values = await readForm(c);
      const { data, fields } = parseNew(values, await zoneOfForm(sql, values));
      if (fields) return await show(c, { values, errors: fields });
      const making = once(sql, formKeyOf(values), () => create(sql, data, ORIGIN), data);
      const errors = await refusalOf(making);
      if (errors) return await show(c, { values, errors });
      flash(c, "Added the session.");
      return c.redirect(`/charging/${await making}`, 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { sql } = c.var;
  const props = {
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
    options: await formOptions(sql, { site_uuid: asUuid(state.values.site_uuid) }),
    zone: await zoneOfForm(sql, state.values),
  };
  return c.render(<NewSessionPage {...props} />, { title: "Add a session" });
}
