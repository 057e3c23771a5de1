import { Hono } from "hono";
import { parse } from "../../domain/validation.ts";
import { PASSWORD_MIN_LENGTH } from "../../domain/account/password.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import { setPasswordForm } from "../../domain/account/sign_in.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { LinkExpiredPage, SetPasswordPage } from "../../views/account/set_password.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { hashPassword, refuseWhenBusy } from "../http/password_queue.ts";
import { clearSession } from "../http/session_cookie.ts";

/** GET and POST /set-password: where a one-time link leads. Looking at it does not use it up. */
export function setPasswordRoutes({ settings, database: { owner } }: Services) {
  const routes = new Hono<Visitor>();

  routes.get("/set-password", async (c) => {
    const token = c.req.query("token") ?? "";
    const email = await passwords.emailOfLink(owner, hashSecret(token));
    if (email === undefined) return expired(c);
    return c.render(
      <SetPasswordPage email={email} token={token} minLength={PASSWORD_MIN_LENGTH} />,
      { title: "Set a password" },
    );
  });

  routes.post("/set-password", async (c) => {
    const form = await readForm(c);
    const token = typeof form.token === "string" ? form.token : "";
    const email = await passwords.emailOfLink(owner, hashSecret(token));
    if (email === undefined) return expired(c);
    const { data, fields } = parse(setPasswordForm, form);
    if (fields) {
      c.status(422);
      return c.render(
        <SetPasswordPage
          email={email}
          token={token}
          minLength={PASSWORD_MIN_LENGTH}
          error={fields[0]?.message}
        />,
        { title: "Set a password" },
      );
    }
    refuseWhenBusy();
    const hash = await hashPassword(data.password);
    if (!await passwords.setByLink(owner, hashSecret(token), hash)) return expired(c);
    clearSession(c, settings);
    return c.redirect("/sign-in", 303);
  });

  return routes;
}

function expired(c: Parameters<Parameters<Hono<Visitor>["notFound"]>[0]>[0]) {
  c.status(404);
  return c.render(<LinkExpiredPage />, { title: "This link no longer works" });
}
