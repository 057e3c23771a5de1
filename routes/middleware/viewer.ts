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

/** Finds the viewer of a page by the session cookie; undefined when nobody is signed in. */
export const sessionViewer = createMiddleware<Visitor>(async (c, next) => {
  const { database, sessionUsed } = c.var.services;
  const secret = readSession(c);
  const hash = secret ? hashSecret(secret) : undefined;
  const viewer = hash && await viewers.bySession(database.owner, hash);
  c.set("viewer", viewer);
  // A page that is left open keeps fetching its parts: that is no use of the session.
  if (hash && viewer && !isPart(c)) sessionUsed(hash);
  await next();
});

const ENDED = "Your session has ended.";

/**
 * Lets only signed-in people pass. For others a page leads to the sign-in page and back, a form is
 * kept until they have signed in, and a part is refused with a sentence.
 */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  if (c.var.viewer) {
    if (!followsItself(c)) recordRequest(c);
    return await next();
  }
  if (isPart(c)) throw new AppError("not_signed_in", `${ENDED} Sign in again to go on.`);
  if (!["GET", "HEAD"].includes(c.req.method)) {
    const kept = await keptOf(c);
    const what = kept ? "what you typed is kept" : "what you typed is too long to be kept";
    const error = `${ENDED} Sign in to go on: ${what}.`;
    c.status(401);
    return c.render(SignInPage({ kept, error }), { title: "Sign in" });
  }
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
});

/** Returns true for a part that asks every 2 seconds for news: it would fill the usage of its user. */
const followsItself = (c: Context): boolean =>
  isPart(c) && c.req.header("if-none-match") !== undefined;

/** Lets everybody pass, and counts the requests of those who are signed in. */
export const ifSignedIn = createMiddleware<Visitor>(async (c, next) => {
  if (c.var.viewer) recordRequest(c as unknown as Context<SignedIn>);
  await next();
});

/** Returns the form that was sent, packed; undefined when it is too long for that. */
async function keptOf(c: Context<SignedIn>): Promise<string | undefined> {
  try {
    return packForm(c.req.path, await readForm(c));
  } catch (error) {
    if (error instanceof AppError && error.code === "too_large") return undefined;
    throw error;
  }
}

/** Counts the request for the usage of its user, in the table that the Python SDK keeps. */
export function recordRequest(c: Context<SignedIn>): void {
  const { pathname, search } = new URL(c.req.url);
  c.var.services.requestMade(c.var.viewer.user_uuid, pathname + search);
}
