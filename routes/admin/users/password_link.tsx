import type { Context } from "hono";
import { hashSecret, newSecret } from "../../../domain/account/secret.ts";
import { AppError } from "../../../domain/errors.ts";
import type { User } from "../../../domain/users/user.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as users from "../../../sql/users/users.ts";
import { PasswordLinkPage } from "../../../views/admin/users/password_link.tsx";
import type { Administering } from "../../http/context.ts";
import { originOf } from "../../http/origin.ts";
import { load } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";

/** POST /admin/users/{uuid}/password-link: shows a new link, once. */
export const passwordLink = () =>
  adminRouter().post("/admin/users/:user/password-link", async (c) => {
    const user = await load(c, "user", users.findByUuid);
    if (!user.email) {
      const why = "Give this user an e-mail address first: it is what they sign in with.";
      throw new AppError("conflict", why);
    }
    const props = { user, isNew: false, ...await makeLink(c, user) };
    return c.render(<PasswordLinkPage {...props} />, { title: "Password link" });
  });

/** Makes a one-time link to set a password. Its secret is stored nowhere, only its hash. */
export async function makeLink(c: Context<Administering>, user: User) {
  const { sql, services: { settings } } = c.var;
  const secret = newSecret();
  const hash = hashSecret(secret);
  const expires_utc = await passwords.makeLink(
    sql,
    user.user_uuid,
    hash,
    settings.passwordLinkHours,
  );
  const detail = "Made a link to set the password.";
  await recordSecurityEvent(c, { kind: "link", detail, subject: user });
  c.header("Cache-Control", "no-store");
  return { link: `${originOf(c)}/set-password?token=${secret}`, expires_utc };
}
