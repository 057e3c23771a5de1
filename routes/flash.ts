import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "sitecast-done";

/** A sentence for the next page that is shown: what a form has done. */
export function flash(c: Context, sentence: string): void {
  setCookie(c, NAME, sentence, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 60 });
}

/** Takes the sentence; the page that shows it is the only one. */
export function takeFlash(c: Context): string | undefined {
  const sentence = getCookie(c, NAME);
  if (sentence !== undefined) deleteCookie(c, NAME, { path: "/" });
  return sentence;
}
