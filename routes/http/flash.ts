import type { Context } from "hono";
import { clearCookie, readCookie, writeCookie } from "./cookies.ts";

const NAME = "sitecast-done";
/** Browsers drop cookies of more than 4096 bytes; an encoded character takes up to twelve. */
const MAX_CHARACTERS = 300;

/** Sets the sentence that the next page shows after a form was saved; a long one is cut with "…". */
export function flash(c: Context, sentence: string): void {
  const characters = [...sentence.toWellFormed()];
  const short = characters.length <= MAX_CHARACTERS
    ? characters
    : [...characters.slice(0, MAX_CHARACTERS - 1), "…"];
  writeCookie(c, NAME, short.join(""), 60);
}

/** Returns the sentence and clears it, so that one page shows it. */
export function takeFlash(c: Context): string | undefined {
  const sentence = readCookie(c, NAME);
  if (sentence !== undefined) clearCookie(c, NAME);
  return sentence;
}
