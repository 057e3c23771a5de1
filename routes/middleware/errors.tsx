import { getLogger } from "@logtape/logtape";
import type { Context, ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { translated } from "../../db/errors.ts";
import { AppError, type FieldError, jsonPointer } from "../../domain/errors.ts";
import { PROBLEMS, problemType } from "../../domain/problems.ts";
import { ErrorPage, ErrorPart } from "../../views/errors.tsx";
import { withoutSecret } from "../../domain/operations/exports/download_link.ts";
import type { Visitor } from "../http/context.ts";
import { isJson } from "../http/media_types.ts";
import { recordRefusal } from "./record_refusal.ts";
import { isPart } from "./render.tsx";

const log = getLogger(["sitecast", "request"]);

/**
 * Turns any error into a page, a part or problem JSON (RFC 9457). Nothing else does, but the doors for
 * devices, which respond as other systems do (routes/devices/).
 */
export const onError: ErrorHandler = async (error, c) => await respond(c, await reported(error, c));

/** Returns the error for people behind any error, logged and recorded where somebody has to know. */
export async function reported(error: unknown, c: Context): Promise<AppError> {
  const known = asAppError(error);
  const report = known.status >= 500 ? "error" : known.cause ? "warning" : undefined;
  if (report) {
    log[report]("{method} {path} {requestId}: {error}", {
      method: c.req.method,
      path: withoutSecret(c.req.path),
      requestId: c.get("requestId"),
      error: known.mayWorkLater ? String(known.cause) : known.cause ?? known,
    });
  }
  await recordRefusal(c, known);
  return known;
}

/** Responds with 404 where no route matches. */
export const onNotFound: NotFoundHandler = (c) =>
  respond(c, new AppError("not_found", "There is nothing at this address."));

function asAppError(error: unknown): AppError {
  const known = translated(error);
  if (known instanceof AppError) return known;
  if (known instanceof HTTPException && known.status < 500) {
    if (known.status === 413) return new AppError("too_large", "The request is too large.");
    const code = known.status === 400 ? "malformed" : "invalid";
    return new AppError(code, known.message || "The request is not valid.");
  }
  return new AppError("internal", "Something went wrong on our side. It was logged.", {
    cause: known,
  });
}

/** Responds with an error: as problem JSON below /api, else as a page or a part. */
export function respond(c: Context, error: AppError): Response | Promise<Response> {
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
  c.header("Cache-Control", "no-store");
  c.status(error.status);
  if (/^\/(api\/|readyz$)/.test(c.req.path)) return problem(c, error);
  const props = {
    status: error.status,
    title: PROBLEMS[error.code].title,
    message: error.message,
    requestId: error.status === 500 ? c.get("requestId") : undefined,
  };
  if (isPart(c)) return c.html(String(<ErrorPart {...props} />));
  return c.render(<ErrorPage {...props} />, { title: props.title, quiet: error.status >= 500 });
}

function problem(c: Context<Visitor>, error: AppError): Response {
  if (error.status === 401) c.header("WWW-Authenticate", 'Bearer realm="sitecast"');
  const { fields } = error.details;
  const body = {
    type: problemType(error.code, c.var.services?.settings.publicOrigin),
    title: PROBLEMS[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    instance: c.req.path,
    request_id: c.var.requestId,
    ...fields && { errors: fields.map((one) => ({ ...placeOf(one, c), detail: one.message })) },
  };
  return c.body(JSON.stringify(body), error.status, { "Content-Type": "application/problem+json" });
}

/** Returns where a field is in a request; in a body that is no JSON it is a column. */
function placeOf({ field, at }: FieldError, { req, var: { parameters } }: Context<Visitor>) {
  if (at) return at;
  const path = field === "" ? [] : field.split(".");
  const hasNoBody = ["GET", "HEAD", "DELETE"].includes(req.method);
  const [parameter] = path;
  if (parameter !== undefined && (hasNoBody || parameters?.has(parameter))) return { parameter };
  return isJson(req.header("content-type")) ? { pointer: jsonPointer(path) } : { column: field };
}
