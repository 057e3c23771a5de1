import { createMiddleware } from "hono/factory";
import { isSerializationFailure } from "../../db/errors.ts";
import type { Visitor } from "../http/context.ts";
import type { Retried } from "./body.ts";

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * Retries a request once after a deadlock or a serialization failure (SQLSTATE 40P01, 40001). The
 * first transaction was rolled back, so that replaying the request is safe. Its body was read before
 * the transaction began, and is passed on as it is. One that was streamed cannot be sent again.
 */
export const retryConflicts = (fetch: Fetch) =>
  createMiddleware<Visitor & Retried>(async (c, next) => {
    await next();
    if (c.env?.retriedBody || c.var.isStreamed || !isSerializationFailure(c.error)) return;
    const { url, method, headers } = c.req.raw;
    const retriedBody = await c.req.arrayBuffer();
    const response = await fetch(new Request(url, { method, headers }), { ...c.env, retriedBody });
    c.res = undefined; // hono would add the first response's headers to the second one
    c.res = response;
  });
