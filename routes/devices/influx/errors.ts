import type { Context } from "hono";
import type { AppError, ErrorCode } from "../../../domain/errors.ts";

/** Codes of errors in the API of InfluxDB 2. */
const CODES: Partial<Record<ErrorCode, string>> = {
  not_signed_in: "unauthorized",
  too_large: "request too large",
  too_many: "too many requests",
  unavailable: "unavailable",
  too_slow: "unavailable",
  locked: "unavailable",
  internal: "internal error",
};

/**
 * Responds with an error as InfluxDB does: `code` and `message` are for clients of version 2, `error`
 * is for those of version 1. They keep what they sent on 429 and 5xx, and drop it on 400.
 */
export function respondAsInflux(c: Context, error: AppError): Response {
  if (error.status === 401) c.header("WWW-Authenticate", 'Token realm="sitecast"');
  const status = error.code === "invalid" ? 400 : error.status;
  return c.json(influxError(c, CODES[error.code] ?? "invalid", error.message), status);
}

/** Returns the body of an error; `line` is where it is in what was sent. */
export function influxError(c: Context, code: string, message: string, line?: number | null) {
  const isVersion1 = !c.req.path.startsWith("/api/");
  return { ...(isVersion1 ? { error: message } : {}), code, message, ...(line ? { line } : {}) };
}
