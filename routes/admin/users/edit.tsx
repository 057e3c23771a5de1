import type { Context } from "hono";
import { type User, userEdit } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { EditUserPage } from "../../../views/admin/users/edit.tsx";
import { blankForm, type FormState, type Posted } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { refusalOf } from "../../http/refusal.ts";
import { conflictForm, shownValues } from "../original_values.ts";
import { userFacts } from "./user_facts.ts";

/** GET and POST /admin/users/{uuid}/edit: the e-mail address. */
export const editUser = () =>
  adminRouter()
    .get("/admin/users/:user/edit", async (c) => {
      const user = await load(c, "user", users.findByUuid);
      return show(c, user, editForm(user));
    })
    .post("/admin/users/:user/edit", async (c) => {
      const [user, values] = [await load(c, "user", users.findByUuid), await readForm(c)];
      const { data, fields } = parseForm(userEdit, values);
      if (fields) return show(c, user, { values, errors: fields });
      const { email, version } = data;
      const stored = await changes.lock(c.var.sql, user.user_uuid);
      if (version !== undefined && version !== stored) {
        const present = await load(c, "user", users.findByUuid);
        if (present.email !== email) return show(c, present, conflict(present, values), true);
      }
      const errors = await refusalOf(changes.rename(c.var.sql, user.user_uuid, email));
      if (errors) return show(c, user, { values, errors });
      const detail = `Changed the e-mail address to ${email}.`;
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      flash(c, "The e-mail address was changed.");
      return c.redirect(`/admin/users/${user.user_uuid}`, 303);
    });

const editForm = (user: User): FormState => blankForm(shownValues(userFacts(user), user.version));

function conflict(user: User, posted: Posted): FormState {
  const [facts, { version }] = [userFacts(user), user];
  return conflictForm(posted, { what: "user", facts, version, fields: ["email"] });
}

function show(c: Context, user: User, state: FormState, isConflict = false) {
  if (state.errors.length > 0) c.status(isConflict ? 409 : 422);
  return c.render(<EditUserPage {...{ state, user, isConflict }} />, { title: "E-mail" });
}
