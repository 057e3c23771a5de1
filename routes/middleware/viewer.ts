import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import { hashSecret } from "../../domain/account/secret.ts";
import * as viewers from "../../sql/account/viewers.ts";
import type { SignedIn, Visitor } from "../http/context.ts";
import { SignInPage } from "../../views/account/sign_in.tsx";
import { readForm } from "../http/form.ts";
import { packForm } from "../http/kept_form.ts";
import { isPart } from "./render.tsx";
import { readSession } from "../http/session_cookie.ts";

/** Who is looking at a page, by session cookie: a viewer or nobody. */
export const sessionViewer = createMiddleware<Visitor>(async (c, next) => {
  const { database, settings } = c.var.services;
  const secret = await readSession(c, settings);
  const viewer = secret && await viewers.bySession(database.owner, hashSecret(secret));
  c.set("viewer", viewer || undefined);
  await next();
});

const ENDED = "Your session has ended.";

/** Nobody gets past here: a page leads to the sign-in page and back, a part says what to do. */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  if (c.var.viewer) {
    noteRequest(c);
    return await next();
  }
  if (isPart(c)) throw new AppError("not_signed_in", `${ENDED} Sign in again to go on.`);
  if (!["GET", "HEAD"].includes(c.req.method)) {
    const kept = packForm(c.req.path, await readForm(c));
    const error = `${ENDED} Sign in to go on: what you typed is kept.`;
    c.status(401);
    return c.render(SignInPage({ kept, error }), { title: "Sign in" });
  }
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
});

/** Who calls the API, by bearer token. */
export const tokenViewer = createMiddleware<SignedIn>(async (c, next) => {
  const { database, tokenUsed } = c.var.services;
  const secret = c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];
  if (!secret) {
    throw new AppError("not_signed_in", "Send an API token: Authorization: Bearer TOKEN.");
  }
  const hash = hashSecret(secret);
  const viewer = await viewers.byToken(database.owner, hash);
  if (!viewer) {
    throw new AppError("not_signed_in", "This API token is unknown, expired or revoked.");
  }
  tokenUsed(hash);
  c.set("viewer", viewer);
  noteRequest(c);
  await next();
});

/** For the usage of each user, as the Python SDK keeps it: who asked for which address. */
function noteRequest(c: Context<SignedIn>): void {
  const { pathname, search } = new URL(c.req.url);
  c.var.services.requestMade(c.var.viewer.user_uuid, pathname + search);
}
