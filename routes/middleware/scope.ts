import { createMiddleware } from "hono/factory";
import { withScope } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import type { Services, SignedIn } from "../context.ts";

const ROLL_BACK = Symbol("a response that says no changes nothing");

/**
 * Gives the handler its viewer's `sql`, in one transaction: read-only for GET, rolled back when the
 * answer is 400 or more. hono answers a handler's error before it comes back here (c.error tells).
 */
export function scoped({ database }: Services) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const { viewer } = c.var;
    const readOnly = c.req.method === "GET" || c.req.method === "HEAD";
    if (!readOnly && !viewer.can_write) {
      throw new AppError("forbidden", "This API token may read, not write.");
    }
    try {
      await withScope(database.requests, viewer, { readOnly }, async (sql) => {
        c.set("sql", sql);
        await next();
        if (c.error || c.res.status >= 400) throw ROLL_BACK;
      });
    } catch (error) {
      if (error !== ROLL_BACK && !c.error) throw error;
    }
  });
}
