import type { Context } from "hono";
import type { FieldError } from "../../domain/errors.ts";
import { blankForm } from "../../views/ui/form_state.ts";
import { parse } from "../../domain/validation.ts";
import { PASSWORD_MIN_LENGTH } from "../../domain/account/password.ts";
import { guessable } from "../../domain/account/guessable.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import { changePasswordForm, tooManyAttempts } from "../../domain/account/sign_in.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { PasswordPage } from "../../views/account/password.tsx";
import type { SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { hashPassword } from "../http/password_queue.ts";
import { signedInRouter } from "../http/router.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { readSession } from "../http/session_cookie.ts";
import { checkCurrentPassword } from "./current_password.ts";

type C = Context<SignedIn>;

const WRONG = { field: "current_password", message: "This is not your current password." };

/** GET and POST /account/password */
export const passwordPage = () =>
  signedInRouter()
    .get("/account/password", (c) => show(c, []))
    .post("/account/password", async (c) => {
      const { data, fields } = parse(changePasswordForm, await readForm(c));
      if (fields) return await refuse(c, 422, fields);
      const fault = await guessable(data.password, c.var.viewer.email);
      if (fault) return await refuse(c, 422, [fault]);
      const current = await checkCurrentPassword(c, data.current_password);
      if (current.outcome === "too many") return await tooMany(c, current.retryAfterSeconds);
      if (current.outcome === "wrong") return await refuse(c, 422, [WRONG]);
      if (!await change(c, current.hash, data.password)) return await refuse(c, 422, [WRONG]);
      await recordSecurityEvent(c, { kind: "password", detail: "Changed the own password." });
      flash(c, "Your password was changed, and your other sessions were ended.");
      return c.redirect("/account", 303);
    });

async function change(c: C, oldHash: string, password: string): Promise<boolean> {
  const { viewer, services: { database } } = c.var;
  const hashes = { old: oldHash, new: await hashPassword(password) };
  const kept = hashSecret(readSession(c)!);
  return await passwords.change(database.owner, viewer.user_uuid, hashes, kept);
}

function show(c: C, errors: FieldError[]) {
  const state = { ...blankForm(), errors };
  return c.render(<PasswordPage state={state} minLength={PASSWORD_MIN_LENGTH} />, {
    title: "Change password",
  });
}

function refuse(c: C, status: 422 | 429, errors: FieldError[]) {
  c.status(status);
  return show(c, errors);
}

function tooMany(c: C, seconds: number) {
  c.header("Retry-After", String(seconds));
  return refuse(c, 429, [{ field: "", message: tooManyAttempts(seconds) }]);
}
