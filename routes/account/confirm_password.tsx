import type { Context } from "hono";
import { confirmPasswordForm, tooManyAttempts } from "../../domain/account/sign_in.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import { parse } from "../../domain/validation.ts";
import * as sessions from "../../sql/account/sessions.ts";
import { ConfirmPasswordPage } from "../../views/account/confirm_password.tsx";
import { KeptFormPage } from "../../views/account/kept_form.tsx";
import type { Posted } from "../../views/ui/form_state.ts";
import type { SignedIn } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { keptForm, ownPath } from "../http/kept_form.ts";
import { signedInRouter } from "../http/router.ts";
import { readSession } from "../http/session_cookie.ts";
import { checkCurrentPassword } from "./current_password.ts";

type C = Context<SignedIn>;

const form = confirmPasswordForm.extend({
  next: ownPath.catch("/account").default("/account"),
  kept: keptForm,
});

/** GET and POST /account/confirm-password: where `recentSignIn` leads to. */
export const confirmPassword = () =>
  signedInRouter()
    .get("/account/confirm-password", (c) => show(c, { next: c.req.query("next") ?? "" }))
    .post("/account/confirm-password", async (c) => {
      const typed = await readForm(c);
      const { data, fields } = parse(form, typed);
      if (fields) return await refuse(c, 422, typed, fields[0]!.message);
      const check = await checkCurrentPassword(c, data.password);
      if (check.outcome === "too many") return await tooMany(c, typed, check.retryAfterSeconds);
      if (check.outcome === "wrong") {
        return await refuse(c, 422, typed, "This is not your password.");
      }
      const { owner } = c.var.services.database;
      await sessions.passwordGiven(owner, hashSecret(readSession(c)!));
      if (!data.kept) return c.redirect(data.next, 303);
      const title = "Password confirmed";
      return c.render(<KeptFormPage {...data.kept} title={title} />, { title });
    });

function show(c: C, typed: Posted, error?: string) {
  const text = (name: string) => typeof typed[name] === "string" ? typed[name] : undefined;
  const props = { viewer: c.var.viewer, next: text("next"), kept: text("kept"), error };
  return c.render(<ConfirmPasswordPage {...props} />, { title: "Confirm it is you" });
}

function refuse(c: C, status: 422 | 429, typed: Posted, error: string) {
  c.status(status);
  return show(c, typed, error);
}

function tooMany(c: C, typed: Posted, seconds: number) {
  c.header("Retry-After", String(seconds));
  return refuse(c, 429, typed, tooManyAttempts(seconds));
}
