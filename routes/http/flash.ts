import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "sitecast-done";
/** Browsers drop a cookie of more than 4096 bytes, and a character may take twelve. */
const MAX_CHARACTERS = 300;

/** A sentence for the next page that is shown: what a form has done. Too long, it ends in "…". */
export function flash(c: Context, sentence: string): void {
  const characters = [...sentence.toWellFormed()];
  const short = characters.length <= MAX_CHARACTERS
    ? characters
    : [...characters.slice(0, MAX_CHARACTERS - 1), "…"];
  setCookie(c, NAME, short.join(""), { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 60 });
}

/** Takes the sentence; the page that shows it is the only one. */
export function takeFlash(c: Context): string | undefined {
  const sentence = getCookie(c, NAME);
  if (sentence !== undefined) deleteCookie(c, NAME, { path: "/" });
  return sentence;
}
