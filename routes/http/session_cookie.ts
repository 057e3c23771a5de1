import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Settings } from "./context.ts";

const NAME = "sitecast";

/** `__Host-` cookies need https; on plain loopback the prefix and Secure are left out. */
const isSecure = (settings: Settings) => settings.publicOrigin?.startsWith("https:") ?? false;
const prefix = (settings: Settings) => isSecure(settings) ? "host" : undefined;

/** Returns the session's secret from the browser's cookie, if it has one. */
export function readSession(c: Context, settings: Settings): string | undefined {
  return isSecure(settings) ? getCookie(c, NAME, "host") : getCookie(c, NAME);
}

/** Sets the cookie of a session. */
export function writeSession(c: Context, settings: Settings, secret: string): void {
  setCookie(c, NAME, secret, {
    prefix: prefix(settings),
    secure: isSecure(settings),
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    maxAge: settings.sessionDays * 86_400,
  });
}

/** Deletes the cookie of a session. */
export function clearSession(c: Context, settings: Settings): void {
  deleteCookie(c, NAME, { prefix: prefix(settings), secure: isSecure(settings), path: "/" });
}
