import type { Context } from "hono";
import { clearCookie, readCookie, writeCookie } from "./cookies.ts";

const NAME = "sitecast-pending";
const SECONDS = 600;

/** Returns the secret of the sign-in that waits for its second factor on this browser. */
export function readPending(c: Context): string | undefined {
  return readCookie(c, NAME);
}

/** Sets the cookie of a sign-in that waits for its second factor. It opens no page but that one. */
export function writePending(c: Context, secret: string): void {
  writeCookie(c, NAME, secret, SECONDS);
}

export function clearPending(c: Context): void {
  clearCookie(c, NAME);
}
