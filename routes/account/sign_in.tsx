import { type Context, Hono } from "hono";
import type { FieldError } from "../../domain/errors.ts";
import { parse } from "../../domain/validation.ts";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import * as signIn from "../../sql/account/sign_in.ts";
import * as viewers from "../../sql/account/viewers.ts";
import { KeptFormPage } from "../../views/account/kept_form.tsx";
import { SignInPage } from "../../views/account/sign_in.tsx";
import type { Services, Visitor } from "../http/context.ts";
import { readForm } from "../http/form.ts";
import { hashPassword, refuseWhenBusy, verifyPassword } from "../http/password_queue.ts";
import { clientAddress } from "../middleware/client_address.ts";
import { clearSession, readSession, writeSession } from "../http/session_cookie.ts";
import { signInForm } from "./sign_in_form.ts";

const WRONG = "E-mail or password is wrong.";

/** GET and POST /sign-in, POST /sign-out. */
export function signInRoutes(services: Services) {
  const { settings, database: { owner } } = services;
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
    const address = clientAddress(c, settings.trustedProxies);
    const attempt = await signIn.beginAttempt(
      owner,
      data.email.trim(),
      address,
      settings.signInLimits,
    );
    if (attempt.attempt_uuid === null) return tooMany(c, form, attempt.retry_after_seconds);
    const user = await userOf(services, data.email.trim(), data.password);
    if (!user) return refuse(c, 401, form, { error: WRONG });
    await signIn.forgiveAttempt(owner, attempt.attempt_uuid);
    const secret = newSecret();
    await signIn.startSession(
      owner,
      user,
      hashSecret(secret),
      settings.sessionDays,
      c.req.header("user-agent") ?? null,
    );
    writeSession(c, settings, secret);
    if (!data.kept) return c.redirect(data.next, 303);
    c.set("viewer", await viewers.bySession(owner, hashSecret(secret)));
    return c.render(<KeptFormPage {...data.kept} />, { title: "Signed in again" });
  });

  routes.post("/sign-out", async (c) => {
    const secret = readSession(c, settings);
    if (secret) await signIn.endSession(owner, hashSecret(secret));
    clearSession(c, settings);
    return c.redirect("/sign-in", 303);
  });

  return routes;
}

/** Hash of a password that nobody knows: an unknown e-mail takes as long as a wrong password. */
const nobody = hashPassword(newSecret());

async function userOf({ database }: Services, email: string, password: string) {
  const credential = await signIn.credentialOf(database.owner, email);
  const right = await verifyPassword(password, credential?.password_hash ?? await nobody);
  return credential && right ? credential.user_uuid : undefined;
}

type Form = Record<string, unknown>;

function refuse(
  c: Context,
  status: 401 | 422 | 429,
  form: Form,
  wrong: { error?: string; fields?: FieldError[] },
) {
  c.status(status);
  const typed = (name: string) => typeof form[name] === "string" ? form[name] : undefined;
  const kept = { email: typed("email"), next: typed("next"), kept: typed("kept") };
  return c.render(<SignInPage {...kept} {...wrong} />, { title: "Sign in" });
}

function tooMany(c: Context, form: Form, seconds: number) {
  c.header("Retry-After", String(seconds));
  return refuse(c, 429, form, { error: tooManyAttempts(seconds) });
}
