import type { AdminSql } from "../../../db/scope.ts";
import type { SecurityKind } from "../../../domain/operations/security_event.ts";
import { userName } from "../../../domain/users/user.ts";
import * as users from "../../../sql/users/users.ts";
import type { SignOutUserPage } from "../../../views/admin/users/sign_out.tsx";
import type { ConfirmUserProps } from "../../../views/admin/users/user_parts.tsx";
import { blankForm } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { refusalOf } from "../../http/refusal.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** A change of a user that has a page to confirm it. */
interface Change {
  path: string;
  title: string;
  Page: (props: ConfirmUserProps) => ReturnType<typeof SignOutUserPage>;
  apply: (sql: AdminSql, userUuid: string) => Promise<unknown>;
  /** What the security log says of it. */
  event: { kind: SecurityKind; detail: string };
  /** What was done, after the user's name. */
  done: string;
  /** Whether the admin has to have given the password in the last 15 minutes. */
  afterPassword?: boolean;
  /** Admins who do it to themselves are signed out by it. */
  endsSessions: boolean;
}

/** Makes the routes of a change: GET shows the page to confirm it, POST applies it. */
export function confirmedChange(change: Change) {
  const { path, title, Page, apply, event, done, endsSessions } = change;
  const router = change.afterPassword ? adminRouter().afterPassword() : adminRouter();
  return router
    .get(path, async (c) => {
      const user = await load(c, "user", users.findByUuid);
      const isSelf = user.user_uuid === c.var.viewer.user_uuid;
      return c.render(<Page {...{ user, isSelf, state: blankForm() }} />, { title });
    })
    .post(path, async (c) => {
      const [user, values] = [await load(c, "user", users.findByUuid), await readForm(c)];
      const isSelf = user.user_uuid === c.var.viewer.user_uuid;
      const errors = await refusalOf(apply(c.var.sql, user.user_uuid));
      if (errors) {
        c.status(409);
        return c.render(<Page {...{ user, isSelf, state: { values, errors } }} />, { title });
      }
      await recordSecurityEvent(c, { ...event, subject: user });
      flash(c, `${isolated(userName(user))} ${done}`);
      const next = isSelf && endsSessions ? "/sign-in" : `/admin/users/${user.user_uuid}`;
      return c.redirect(next, 303);
    });
}
