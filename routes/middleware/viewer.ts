import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import { hashSecret } from "../../domain/secret.ts";
import * as viewers from "../../sql/viewers.ts";
import type { Services, SignedIn, Visitor } from "../context.ts";
import { isPart } from "./render.tsx";
import { readSession } from "./session.ts";

/** Who is looking at a page, by session cookie: a viewer or nobody. */
export function sessionViewer({ database, settings }: Services) {
  return createMiddleware<Visitor>(async (c, next) => {
    const secret = await readSession(c, settings);
    const viewer = secret && await viewers.bySession(database.owner, hashSecret(secret));
    c.set("viewer", viewer || undefined);
    await next();
  });
}

/** Nobody gets past here: a page leads to the sign-in page and back, a part says what to do. */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  if (c.var.viewer) return await next();
  if (isPart(c) || !["GET", "HEAD"].includes(c.req.method)) {
    throw new AppError("not_signed_in", "Your session has ended. Sign in again to go on.");
  }
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
});

/** Who calls the API, by bearer token. */
export function tokenViewer({ database, tokenUsed }: Services) {
  return createMiddleware<SignedIn>(async (c, next) => {
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
    await next();
  });
}
