import { Hono } from "hono";
import { hashSecret } from "../../domain/account/secret.ts";
import * as sessions from "../../sql/account/sessions.ts";
import type { Services, Visitor } from "../http/context.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { clearSession, readSession } from "../http/session_cookie.ts";

/** POST /sign-out */
export function signOutRoutes({ database: { owner } }: Services) {
  return new Hono<Visitor>().post("/sign-out", async (c) => {
    const secret = readSession(c);
    if (secret) await sessions.end(owner, hashSecret(secret));
    if (c.var.viewer) await recordSecurityEvent(c, { kind: "session", detail: "Signed out." });
    clearSession(c);
    return c.redirect("/sign-in", 303);
  });
}
