import type { Context } from "hono";
import { type User, userEdit } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { EditUserPage } from "../../../views/admin/users/edit.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { refusalOf } from "../../http/refusal.ts";

/** GET and POST /admin/users/{uuid}/edit: the e-mail address. */
export const editUser = () =>
  adminRouter()
    .get("/admin/users/:user/edit", async (c) => {
      const user = await load(c, "user", users.findByUuid);
      return show(c, user, blankForm(user));
    })
    .post("/admin/users/:user/edit", async (c) => {
      const [user, values] = [await load(c, "user", users.findByUuid), await readForm(c)];
      const { data, fields } = parseForm(userEdit, values);
      const errors = fields ??
        await refusalOf(changes.rename(c.var.sql, user.user_uuid, data.email));
      if (errors) return show(c, user, { values, errors });
      const detail = `Changed the e-mail address to ${data!.email}.`;
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      flash(c, "The e-mail address was changed.");
      return c.redirect(`/admin/users/${user.user_uuid}`, 303);
    });

function show(c: Context, user: User, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<EditUserPage state={state} user={user} />, { title: "E-mail" });
}
