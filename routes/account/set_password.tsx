import { type Context, Hono } from "hono";
import { parse } from "../../domain/validation.ts";
import { PASSWORD_MIN_LENGTH } from "../../domain/account/password.ts";
import { guessable } from "../../domain/account/guessable.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import { setPasswordForm } from "../../domain/account/sign_in.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { LinkExpiredPage, SetPasswordPage } from "../../views/account/set_password.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { writeDevice } from "../http/device_cookie.ts";
import { readForm } from "../http/form.ts";
import { hashPassword, refuseWhenBusy } from "../http/password_queue.ts";
import { flash } from "../http/flash.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { clearSession } from "../http/session_cookie.ts";
import { enter } from "./start_session.tsx";

const WELCOME = { next: "/sites", sentence: "Your password is set, and you are signed in." };

/** GET and POST /set-password: the page behind a one-time link. GET does not use the link up. */
export function setPasswordRoutes({ database: { owner } }: Services) {
  const routes = new Hono<Visitor>();

  routes.get("/set-password", async (c) => {
    const token = c.req.query("token") ?? "";
    const email = await passwords.emailOfLink(owner, hashSecret(token));
    return email === undefined ? expired(c) : show(c, { email, token });
  });

  routes.post("/set-password", async (c) => {
    const form = await readForm(c);
    const token = typeof form.token === "string" ? form.token : "";
    const email = await passwords.emailOfLink(owner, hashSecret(token));
    if (email === undefined) return expired(c);
    const { data, fields } = parse(setPasswordForm, form);
    const fault = fields?.[0] ?? await guessable(data!.password, email);
    if (fault) return show(c, { email, token, error: fault.message });
    refuseWhenBusy();
    const hash = await hashPassword(data!.password);
    const set = await passwords.setByLink(owner, hashSecret(token), hash);
    if (!set) return expired(c);
    const actor = { user_uuid: set.user_uuid, email };
    await recordSecurityEvent(c, { kind: "password", detail: "Set by a link.", actor });
    // Whoever opened the link is let in even while others guess passwords of this account.
    writeDevice(c, email);
    if (set.is_first) return await enter(c, set.user_uuid, WELCOME);
    clearSession(c);
    flash(c, "Your new password is set. Sign in with it.");
    return c.redirect("/sign-in", 303);
  });

  return routes;
}

function show(c: Context, props: { email: string; token: string; error?: string }) {
  if (props.error) c.status(422);
  return c.render(<SetPasswordPage {...props} minLength={PASSWORD_MIN_LENGTH} />, {
    title: "Set a password",
  });
}

function expired(c: Context) {
  c.status(404);
  return c.render(<LinkExpiredPage />, { title: "This link no longer works" });
}
