import type { RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import { refuseIfMatch } from "./if_match.ts";
import { BODY_LIMITS, senderOf } from "../http/body_limits.ts";
import type { SignedIn } from "../http/context.ts";
import { accepted, isJson } from "../http/media_types.ts";

/**
 * Makes the middleware of a route that refuses what its description does not have: a media type or a
 * coding of the body (415), clients that accept none of its responses (406), and If-Match (412).
 */
export function describedHeaders({ method, request, responses }: RouteConfig) {
  const offered = Object.entries(responses).filter(([status]) => status.startsWith("2"))
    .flatMap(([, one]) => "content" in one ? Object.keys(one.content ?? {}) : []);
  const taken = Object.keys(request?.body?.content ?? {});
  const isRequired = request?.body?.required === true;
  return createMiddleware<SignedIn>(async (c, next) => {
    refuseUnacceptable(c, offered);
    if (offered.length > 1) c.header("Vary", "Accept", { append: true });
    if (method !== "get" && request?.headers === undefined) refuseIfMatch(c);
    // Who may not write hears that first, and so that alone.
    if (taken.length > 0 && c.var.viewer.can_write) {
      refuseMediaType(c, { method, taken, isRequired });
      refuseCoding(c);
    }
    await next();
  });
}

function refuseUnacceptable(c: Context, offered: string[]): void {
  const accept = c.req.header("accept");
  if (accept === undefined || offered.length === 0 || accepted(accept, offered)) return;
  throw new AppError("not_acceptable", `Here is ${either(offered)}, which Accept leaves out.`);
}

interface Taken {
  method: string;
  taken: string[];
  isRequired: boolean;
}

function refuseMediaType(c: Context, { method, taken, isRequired }: Taken): void {
  const sent = c.req.header("content-type");
  if (sent === undefined && !isRequired) return;
  const [type] = (sent ?? "").toLowerCase().split(/\s*;/, 1) as [string];
  if (taken.includes(type) || taken.includes("application/json") && isJson(type)) return;
  const header = { post: "Accept-Post", patch: "Accept-Patch" }[method];
  if (header) c.header(header, taken.join(", "));
  const which = type === "" ? "without a Content-Type" : `as ${type}`;
  throw new AppError("unsupported_media_type", `The body is sent ${which}. Send ${either(taken)}.`);
}

/** Only bulk data, uploads and files may be packed (http/body_limits.ts). */
function refuseCoding(c: Context): void {
  const coding = (c.req.header("content-encoding") ?? "").trim().toLowerCase();
  if (coding === "" || coding === "identity") return;
  const { kind } = senderOf(c);
  const takesGzip = BODY_LIMITS[kind].mayBePacked === true || kind === "file" ||
    kind === "upload";
  if (takesGzip && /^(x-)?gzip$/.test(coding)) return;
  c.header("Accept-Encoding", takesGzip ? "gzip" : "identity");
  const remedy = takesGzip ? "Send the body as it is, or with gzip." : "Send the body as it is.";
  throw new AppError("unsupported_media_type", `No body is taken as ${coding} here. ${remedy}`);
}

const either = (types: string[]) =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(types);
