import type { Context } from "hono";
import { type FieldError, found } from "../../../domain/errors.ts";
import { newUserForm } from "../../../domain/users/user.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as users from "../../../sql/users/users.ts";
import { NewUserPage } from "../../../views/admin/users/new.tsx";
import { PasswordLinkPage } from "../../../views/admin/users/password_link.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Administering } from "../../http/context.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { parseForm } from "../../http/parse_form.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { addUser } from "./add_user.ts";
import { makeLink } from "./password_link.tsx";

/** GET /admin/users/new and POST /admin/users: the response shows a link to set the password. */
export const newUserPage = () =>
  adminRouter()
    .get("/admin/users/new", (c) => {
      return show(c, blankForm({ site_group_uuid: c.req.query("site_group_uuid") }));
    })
    .post("/admin/users", async (c) => {
      const values = await readForm(c);
      const { data, fields } = parseForm(newUserForm, values);
      if (fields) return await show(c, { values, errors: fields });
      let errors: FieldError[] = [];
      const userUuid = await once(c.var.sql, formKeyOf(values), async () => {
        const added = await addUser(c.var.sql, data);
        errors = added.errors ?? [];
        const detail = "Added the user.";
        if (added.user) {
          await recordSecurityEvent(c, { kind: "rights", detail, subject: added.user });
        }
        return added.user?.user_uuid ?? "";
      }, data);
      if (!userUuid) return await show(c, { values, errors });
      // The same form sent again makes another link: the response with the first may be lost.
      const user = found(await users.findByUuid(c.var.sql, userUuid), "user");
      const props = { user, isNew: true, ...await makeLink(c, user) };
      return c.render(<PasswordLinkPage {...props} />, { title: "User added" });
    });

async function show(c: Context<Administering>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const groups = await siteGroups.all(c.var.sql);
  return c.render(<NewUserPage {...{ state, formKey, groups }} />, { title: "New user" });
}
