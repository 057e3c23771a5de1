import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Services } from "./context.ts";

/**
 * Returns what goes with each cookie of ours: no script reads it, and other sites' requests do not
 * carry it, except links. Where the public address is https, the prefix `__Host-` and Secure
 * (RFC 6265bis) keep neighbouring hosts and plain http from setting or reading it.
 */
function attributes(c: Context) {
  const { settings }: Services = c.var.services;
  const isSecure = settings.publicOrigin?.startsWith("https:") ?? false;
  const prefix = isSecure ? "host" as const : undefined;
  return { prefix, secure: isSecure, httpOnly: true, sameSite: "Lax", path: "/" } as const;
}

/** Returns the value of a cookie, if the browser sent it. */
export function readCookie(c: Context, name: string): string | undefined {
  const { prefix } = attributes(c);
  return prefix ? getCookie(c, name, prefix) : getCookie(c, name);
}

/** Sets a cookie for so many seconds. */
export function writeCookie(c: Context, name: string, value: string, seconds: number): void {
  setCookie(c, name, value, { ...attributes(c), maxAge: seconds });
}

/** Deletes a cookie. */
export function clearCookie(c: Context, name: string): void {
  deleteCookie(c, name, attributes(c));
}
