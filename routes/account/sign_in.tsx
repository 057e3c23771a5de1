import { type Context, Hono } from "hono";
import type { FieldError } from "../../domain/errors.ts";
import { HASH_OF_NOBODY } from "../../domain/account/password.ts";
import { parse } from "../../domain/validation.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import * as signIn from "../../sql/account/sign_in.ts";
import type { Posted } from "../../views/ui/form_state.ts";
import { SignInPage } from "../../views/account/sign_in.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { refuseWhenBusy, verifyPassword } from "../http/password_queue.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { beginAttempt } from "./attempts.ts";
import { signInForm } from "./sign_in_form.ts";
import { enter } from "./start_session.tsx";

const WRONG = "E-mail or password is wrong.";

/** GET and POST /sign-in */
export function signInRoutes(services: Services) {
  const { database: { owner } } = services;
  const routes = new Hono<Visitor>();

  routes.get("/sign-in", (c) => {
    const next = signInForm.shape.next.parse(c.req.query("next"));
    if (c.var.viewer) return c.redirect(next, 303);
    return c.render(<SignInPage next={next} />, { title: "Sign in" });
  });

  routes.post("/sign-in", async (c) => {
    const form = await readForm(c);
    const { data, fields } = parse(signInForm, form);
    if (fields) return refuse(c, 422, form, { fields });
    refuseWhenBusy();
    const email = data.email.trim();
    const attempt = await beginAttempt(c, email);
    if (attempt.attempt_uuid === null) {
      await record(c, "limit", "The password was not checked.", email);
      return tooMany(c, form, attempt.retry_after_seconds);
    }
    const userUuid = await verifiedUser(services, email, data.password);
    if (!userUuid) {
      await record(c, "failure", "Wrong e-mail or password.", email);
      return refuse(c, 401, form, { error: WRONG });
    }
    await signIn.forgiveAttempt(owner, attempt.attempt_uuid);
    return await enter(c, userUuid, data);
  });

  return routes;
}

/**
 * Returns the UUID of the user with this e-mail and password. Refusing an unknown e-mail takes as long as
 * refusing a wrong password.
 */
async function verifiedUser({ database }: Services, email: string, password: string) {
  const credential = await signIn.credentialOf(database.owner, email);
  const hash = credential?.password_hash ?? HASH_OF_NOBODY;
  const isRight = await verifyPassword(password, hash);
  return credential && isRight ? credential.user_uuid : undefined;
}

function record(c: Context, kind: "failure" | "limit", detail: string, email: string) {
  return recordSecurityEvent(c, { kind, detail, actor: { email } });
}

function refuse(
  c: Context,
  status: 401 | 422 | 429,
  form: Posted,
  wrong: { error?: string; fields?: FieldError[] },
) {
  c.status(status);
  const typed = (name: string) => typeof form[name] === "string" ? form[name] : undefined;
  const kept = { email: typed("email"), next: typed("next"), kept: typed("kept") };
  return c.render(<SignInPage {...kept} {...wrong} />, { title: "Sign in" });
}

function tooMany(c: Context, form: Posted, seconds: number) {
  c.header("Retry-After", String(seconds));
  return refuse(c, 429, form, { error: tooManyAttempts(seconds) });
}
