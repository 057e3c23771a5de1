import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { parseInPieces, placeOfFault } from "../../domain/json_pieces.ts";
import { MalformedJson } from "../../domain/json_places.ts";
import { inTurns } from "../../db/turns.ts";

/**
 * Returns a JSON body, parsed in turns with other work; NaN and Infinity become texts. Throws
 * "malformed" with the line and column at which it stops being JSON.
 */
export async function readJson(c: Pick<Context, "req">): Promise<unknown> {
  const text = await c.req.text();
  try {
    return await inTurns(parseInPieces(text));
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    throw malformedAt(text, error.at);
  }
}

/** Throws "malformed" for a body with NaN or Infinity, which JSON.parse refuses. */
export async function refuseNoNumbers(c: Pick<Context, "req">): Promise<void> {
  const text = await c.req.text();
  if (!/\b(NaN|Infinity)\b/.test(text)) return;
  try {
    JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw malformedAt(text, placeOfFault(text));
  }
}

/** Returns the error for a text that is no JSON from a place on, counted in characters from 0. */
export function malformedAt(text: string, at: number): AppError {
  if (text.trim() === "") return new AppError("malformed", "The body is empty. Send JSON.");
  const before = text.slice(0, at).split("\n");
  const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  const what = at >= text.length ? "ends too early" : "is not JSON";
  return new AppError("malformed", `The body ${what} at ${place}. Nothing of it was stored.`);
}
