import { createMiddleware } from "hono/factory";
import { hashSecret } from "../../domain/account/secret.ts";
import { AppError } from "../../domain/errors.ts";
import * as sessions from "../../sql/account/sessions.ts";
import { ConfirmPasswordPage } from "../../views/account/confirm_password.tsx";
import type { SignedIn } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { packForm } from "../http/kept_form.ts";
import { readSession } from "../http/session_cookie.ts";
import { isPart } from "./render.tsx";

/** How long after the password was given what protects an account may be changed. */
export const RECENT_MINUTES = 15;

/**
 * Lets a request pass whose session was given the password in the last 15 minutes. Others are asked
 * for it: a page leads to POST /account/confirm-password and back, a form is kept until then, and a
 * part is refused with a sentence. Runs after `signedIn`.
 */
export const recentSignIn = createMiddleware<SignedIn>(async (c, next) => {
  const { database } = c.var.services;
  const session = hashSecret(readSession(c)!);
  if (await sessions.hasRecentPassword(database.owner, session, RECENT_MINUTES)) {
    return await next();
  }
  if (isPart(c)) {
    throw new AppError("not_signed_in", "Open this page again, and confirm it is you.");
  }
  if (!["GET", "HEAD"].includes(c.req.method)) {
    const kept = packForm(c.req.path, await readForm(c));
    c.status(401);
    return c.render(<ConfirmPasswordPage viewer={c.var.viewer} kept={kept} />, {
      title: "Confirm it is you",
    });
  }
  const { pathname, search } = new URL(c.req.url);
  const wanted = encodeURIComponent(pathname + search);
  return c.redirect(`/account/confirm-password?next=${wanted}`, 303);
});
