import { Hono } from "hono";
import { hashSecret } from "../../domain/account/secret.ts";
import * as signIn from "../../sql/account/sign_in.ts";
import type { Services, Visitor } from "../http/context.ts";
import { clearSession, readSession } from "../http/session_cookie.ts";

/** POST /sign-out */
export function signOutRoutes({ settings, database: { owner } }: Services) {
  return new Hono<Visitor>().post("/sign-out", async (c) => {
    const secret = readSession(c, settings);
    if (secret) await signIn.endSession(owner, hashSecret(secret));
    clearSession(c, settings);
    return c.redirect("/sign-in", 303);
  });
}
