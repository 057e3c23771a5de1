import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "sitecast-done";
/** Browsers drop cookies of more than 4096 bytes; an encoded character takes up to twelve. */
const MAX_CHARACTERS = 300;

/** Sets the sentence that the next page shows after a form was saved; a long one is cut with "…". */
export function flash(c: Context, sentence: string): void {
  const characters = [...sentence.toWellFormed()];
  const short = characters.length <= MAX_CHARACTERS
    ? characters
    : [...characters.slice(0, MAX_CHARACTERS - 1), "…"];
  setCookie(c, NAME, short.join(""), { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 60 });
}

/** Returns the sentence and clears it, so that one page shows it. */
export function takeFlash(c: Context): string | undefined {
  const sentence = getCookie(c, NAME);
  if (sentence !== undefined) deleteCookie(c, NAME, { path: "/" });
  return sentence;
}
