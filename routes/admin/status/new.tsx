import { Hono } from "hono";
import { z } from "zod";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { newStatusForm } from "../../../domain/operations/status.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as status from "../../../sql/operations/status.ts";
import { PostStatusPage } from "../../../views/admin/status/new.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";

const title = "Post a status";
const formKey = z.guid().optional().catch(undefined);

/** GET and POST /admin/status */
export function postStatusRoutes() {
  const routes = new Hono<Administering>();

  routes.get(
    "/",
    (c) =>
      c.render(<PostStatusPage state={blankForm()} formKey={crypto.randomUUID()} />, { title }),
  );

  routes.post("/", async (c) => {
    const posted = await readForm(c);
    const key = formKey.parse(posted.form_key);
    const { data, fields } = parseForm(newStatusForm, posted);
    if (fields) {
      c.status(422);
      const state: FormState = { values: posted, errors: fields };
      return c.render(<PostStatusPage state={state} formKey={key} />, { title });
    }
    const said = { status: data.level, message: data.message };
    await once(c.var.sql, key, () => status.post(c.var.sql, said), said);
    flash(c, "Your message stands on every page now.");
    return c.redirect("/status", 303);
  });

  return routes;
}
