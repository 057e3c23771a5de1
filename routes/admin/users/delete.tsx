import { type Context, Hono } from "hono";
import { wrongName } from "../../http/confirm_name.ts";
import { blankForm } from "../../../views/ui/form_state.ts";
import { nameToType, userName } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import { DeleteUserPage } from "../../../views/admin/users/delete.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { refusalOf, userAt } from "./load.ts";

const TITLE = { title: "Delete a user" };

/** GET and POST /admin/users/{uuid}/delete. */
export function userDeleteRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/:user/delete", async (c) => {
    return c.render(<DeleteUserPage {...await whatGoes(c)} state={blankForm()} />, TITLE);
  });

  routes.post("/:user/delete", async (c) => {
    const [props, values] = [await whatGoes(c), await readForm(c)];
    const { user, isSelf } = props;
    const wrong = wrongName(values, nameToType(user));
    const errors = wrong.length > 0
      ? wrong
      : await refusalOf(changes.remove(c.var.sql, user.user_uuid));
    if (errors) {
      c.status(wrong.length > 0 ? 422 : 409);
      return c.render(<DeleteUserPage {...props} state={{ values, errors }} />, TITLE);
    }
    flash(c, `${userName(user)} was deleted.`);
    return c.redirect(isSelf ? "/sign-in" : "/admin/users", 303);
  });

  return routes;
}

async function whatGoes(c: Context<Administering>) {
  const user = await userAt(c);
  const historyLines = await changes.historyLines(c.var.sql, user.user_uuid);
  return { user, isSelf: user.user_uuid === c.var.viewer.user_uuid, historyLines };
}
