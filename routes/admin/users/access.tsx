import { type Context, Hono } from "hono";
import type { AdminSql } from "../../../db/scope.ts";
import { AppError } from "../../../domain/errors.ts";
import { blankForm } from "../../../views/ui/form_state.ts";
import { userName } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import type { ConfirmUserProps } from "../../../views/admin/users/user_parts.tsx";
import { DeactivateUserPage } from "../../../views/admin/users/deactivate.tsx";
import { RestoreUserPage } from "../../../views/admin/users/restore.tsx";
import { SignOutUserPage } from "../../../views/admin/users/sign_out.tsx";
import { PasswordLinkPage } from "../../../views/admin/users/password_link.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { makeLink, refusalOf, userAt } from "./load.ts";

/** POST /admin/users/{uuid}/password-link; GET and POST …/sign-out, …/deactivate, …/restore. */
export function userAccessRoutes() {
  const routes = new Hono<Administering>();

  routes.post("/:user/password-link", async (c) => {
    const user = await userAt(c);
    if (!user.email) {
      const why = "Give this user an e-mail address first: it is what they sign in with.";
      throw new AppError("conflict", why);
    }
    const props = { user, isNew: false, ...await makeLink(c, user.user_uuid) };
    return c.render(<PasswordLinkPage {...props} />, { title: "Password link" });
  });

  for (const act of ACTS) {
    routes.get(`/:user/${act.path}`, async (c) => {
      const user = await userAt(c);
      const isSelf = user.user_uuid === c.var.viewer.user_uuid;
      const props = { user, isSelf, state: blankForm() };
      return c.render(<act.Page {...props} />, { title: act.title });
    });
    routes.post(`/:user/${act.path}`, (c) => perform(c, act));
  }

  return routes;
}

interface Act {
  path: string;
  title: string;
  Page: (props: ConfirmUserProps) => ReturnType<typeof SignOutUserPage>;
  perform: (sql: AdminSql, userUuid: string) => Promise<unknown>;
  /** What it has done, after the user's name. */
  done: string;
  /** Whoever does it to themselves has no session afterwards. */
  endsSessions: boolean;
}

const ACTS: Act[] = [
  {
    path: "sign-out",
    title: "Sign out everywhere",
    Page: SignOutUserPage,
    perform: changes.endSessions,
    done: "is signed out everywhere.",
    endsSessions: true,
  },
  {
    path: "deactivate",
    title: "Deactivate a user",
    Page: DeactivateUserPage,
    perform: changes.deactivate,
    done: "is deactivated.",
    endsSessions: true,
  },
  {
    path: "restore",
    title: "Restore a user",
    Page: RestoreUserPage,
    perform: changes.restore,
    done: "is restored.",
    endsSessions: false,
  },
];

async function perform(c: Context<Administering>, act: Act) {
  const [user, values] = [await userAt(c), await readForm(c)];
  const isSelf = user.user_uuid === c.var.viewer.user_uuid;
  const errors = await refusalOf(act.perform(c.var.sql, user.user_uuid));
  if (errors) {
    c.status(409);
    const props = { user, isSelf, state: { values, errors } };
    return c.render(<act.Page {...props} />, { title: act.title });
  }
  flash(c, `${userName(user)} ${act.done}`);
  const next = isSelf && act.endsSessions ? "/sign-in" : `/admin/users/${user.user_uuid}`;
  return c.redirect(next, 303);
}
