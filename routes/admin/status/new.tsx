import type { Context } from "hono";
import { newStatusForm } from "../../../domain/operations/status.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as status from "../../../sql/operations/status.ts";
import { PostStatusPage } from "../../../views/admin/status/new.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { parseForm } from "../../http/parse_form.ts";
import { adminRouter } from "../../http/router.ts";

/** GET and POST /admin/status */
export const newStatusPage = () =>
  adminRouter()
    .get("/admin/status", (c) => show(c, blankForm()))
    .post("/admin/status", async (c) => {
      const posted = await readForm(c);
      const { data, fields } = parseForm(newStatusForm, posted);
      if (fields) return show(c, { values: posted, errors: fields });
      const values = { status: data.level, message: data.message };
      await once(c.var.sql, formKeyOf(posted), () => status.post(c.var.sql, values), values);
      flash(c, "Your message is on every page now.");
      return c.redirect("/status", 303);
    });

function show(c: Context, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const page = <PostStatusPage state={state} formKey={formKey} />;
  return c.render(page, { title: "Post a status" });
}
