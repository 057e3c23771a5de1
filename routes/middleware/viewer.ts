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
import { refuseBeyondLimits } from "./token_limits.ts";
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

const SERIES =
  /^\/api\/v1\/sites\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(?:forecast|generation)$/i;

/** Returns what a request is going to read that can be read together with its token. */
function alsoRead({ method, path }: Context["req"]): viewers.AlsoRead | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (path === "/api/v1/me") return { members: true };
  const siteUuid = path.match(SERIES)?.[1];
  return siteUuid === undefined ? undefined : { siteUuid };
}

/** Returns the API token that a request has (RFC 6750). */
export const bearerToken = (c: Context): string | undefined =>
  c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];

/**
 * Finds the viewer of an API request by the bearer token. Throws not_signed_in, and forbidden for what
 * a limited token may not do.
 */
export const tokenViewer = createMiddleware<SignedIn>(async (c, next) => {
  const { database, tokenUsed } = c.var.services;
  const secret = bearerToken(c);
  if (!secret) {
    throw new AppError("not_signed_in", "Send an API token: Authorization: Bearer TOKEN.");
  }
  const hash = hashSecret(secret);
  const also = alsoRead(c.req);
  const found: Partial<viewers.AtOnce> | undefined = also
    ? await viewers.byTokenWith(database.owner, hash, also)
    : { viewer: await viewers.byToken(database.owner, hash) };
  if (!found?.viewer) {
    throw new AppError("not_signed_in", "This API token is unknown, expired or revoked.");
  }
  tokenUsed(hash);
  c.set("viewer", found.viewer);
  c.set("readWithToken", found);
  recordRequest(c);
  refuseBeyondLimits(c);
  await next();
});

/** Counts the request for the usage of its user, in the table that the Python SDK keeps. */
function recordRequest(c: Context<SignedIn>): void {
  const { pathname, search } = new URL(c.req.url);
  c.var.services.requestMade(c.var.viewer.user_uuid, pathname + search);
}
