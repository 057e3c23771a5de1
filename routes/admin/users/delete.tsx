import type { Context } from "hono";
import { nameToType, userName } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { DeleteUserPage } from "../../../views/admin/users/delete.tsx";
import { blankForm } from "../../../views/ui/form_state.ts";
import { wrongName } from "../../http/confirm_name.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { refusalOf } from "../../http/refusal.ts";
import { isolated } from "../../../views/ui/isolated.ts";

const PAGE = { title: "Delete a user" };

/** GET and POST /admin/users/{uuid}/delete */
export const deleteUser = () =>
  adminRouter()
    .get("/admin/users/:user/delete", async (c) => {
      return c.render(<DeleteUserPage {...await propsOf(c)} state={blankForm()} />, PAGE);
    })
    .post("/admin/users/:user/delete", async (c) => {
      const [props, values] = [await propsOf(c), await readForm(c)];
      const { user, isSelf } = props;
      const wrong = wrongName(values, nameToType(user));
      const errors = wrong.length > 0
        ? wrong
        : await refusalOf(changes.remove(c.var.sql, user.user_uuid));
      if (errors) {
        c.status(wrong.length > 0 ? 422 : 409);
        return c.render(<DeleteUserPage {...props} state={{ values, errors }} />, PAGE);
      }
      const detail = "Deleted the user.";
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      flash(c, `${isolated(userName(user))} was deleted.`);
      return c.redirect(isSelf ? "/sign-in" : "/admin/users", 303);
    });

async function propsOf(c: Context<Administering>) {
  const user = await load(c, "user", users.findByUuid);
  const historyLines = await changes.historyLines(c.var.sql, user.user_uuid);
  return { user, isSelf: user.user_uuid === c.var.viewer.user_uuid, historyLines };
}
