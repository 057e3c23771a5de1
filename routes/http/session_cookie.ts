import type { Context } from "hono";
import { clearCookie, readCookie, writeCookie } from "./cookies.ts";

const NAME = "sitecast";

/** Returns the session's secret from the browser's cookie, if it has one. */
export function readSession(c: Context): string | undefined {
  return readCookie(c, NAME);
}

/** Sets the cookie of a session, for as long as a session can last. */
export function writeSession(c: Context, secret: string): void {
  writeCookie(c, NAME, secret, c.var.services.settings.sessionDays * 86_400);
}

/**
 * Deletes the cookie of a session, and what the browser has kept of its pages. The choice of colours
 * and the cookie of a known device stay.
 */
export function clearSession(c: Context): void {
  c.header("Clear-Site-Data", '"cache", "storage"');
  clearCookie(c, NAME);
}
