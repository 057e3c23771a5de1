import type { Context, ErrorHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Fault } from "../../domain/quartz/faults.ts";
import { reported } from "../middleware/errors.tsx";

/** A refusal in the words of the site API of Quartz: `{"detail": …}`. */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly detail: string | Fault[],
    readonly headers: Record<string, string> = {},
  ) {
    super(typeof detail === "string" ? detail : "The request is not valid.");
  }
}

export const notFound = (detail = "Not Found") => new Refusal(404, detail);

/** The refusal of parameters or of a body, each fault at its place. */
export const invalid = (...faults: Fault[]) => new Refusal(422, faults);

/**
 * Responds with any error below /quartz as scripts of the site API know it. An unexpected error
 * is a plain text without its message.
 */
export const respondAsQuartz: ErrorHandler = async (error, c) => {
  c.header("Cache-Control", "no-store");
  if (error instanceof Refusal) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return detail(c, error.detail, error.status);
  }
  const known = await reported(error, c);
  if (known.status === 500) return c.text("Internal Server Error", 500);
  const { retryAfterSeconds } = known.details;
  if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
  if (known.status === 401) c.header("WWW-Authenticate", "Bearer");
  return detail(c, known.code === "too_large" ? TOO_LARGE : known.message, known.status);
};

export const TOO_LARGE = "Payload too large";

const detail = (c: Context, text: string | Fault[], status: ContentfulStatusCode) =>
  c.json({ detail: text }, status);
