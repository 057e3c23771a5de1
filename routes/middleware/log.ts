import { getLogger } from "@logtape/logtape";
import { createMiddleware } from "hono/factory";
import { withoutSecret } from "../../domain/operations/exports/download_link.ts";
import type { Visitor } from "../http/context.ts";

const log = getLogger(["sitecast", "request"]);

/** Logs a line for each request, without its query string and the secrets of links. */
export const requestLog = createMiddleware<Visitor>(async (c, next) => {
  if (!log.isEnabledFor("debug")) return await next();
  const start = performance.now();
  await next();
  log.debug("{method} {path} {status} {ms} ms {requestId}", {
    method: c.req.method,
    path: withoutSecret(c.req.path),
    status: c.res.status,
    ms: Math.round(performance.now() - start),
    requestId: c.var.requestId,
  });
});
