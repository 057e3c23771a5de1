import { createMiddleware } from "hono/factory";
import { isSerializationFailure } from "../../db/errors.ts";
import type { Visitor } from "../http/context.ts";

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * Retries a request once after a deadlock or a serialization failure (SQLSTATE 40P01, 40001). The
 * first transaction was rolled back, so that replaying the request is safe.
 */
export const retryConflicts = (fetch: Fetch) =>
  createMiddleware<Visitor & { Bindings?: { isRetry?: boolean } }>(async (c, next) => {
    if (c.env?.isRetry) return await next();
    const copy = c.req.raw.clone();
    await next();
    if (!isSerializationFailure(c.error)) return void copy.body?.cancel();
    const response = await fetch(copy, { ...c.env, isRetry: true });
    c.res = undefined; // hono would add the first response's headers to the second one
    c.res = response;
  });
