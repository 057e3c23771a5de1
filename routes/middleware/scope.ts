import type { Context, Next } from "hono";
import { createMiddleware } from "hono/factory";
import type { RequestPool } from "../../db/client.ts";
import { withAdminScope, withScope } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError } from "../../domain/errors.ts";
import type { Administering, Scoped, SignedIn } from "../http/context.ts";

const ROLL_BACK = Symbol("a response that says no changes nothing");

/**
 * Gives the handler its viewer's `sql`, in one transaction: read-only for GET, rolled back when the
 * answer is 400 or more. hono answers a handler's error before it comes back here (c.error tells).
 */
export const scoped = createMiddleware<Scoped>((c, next) =>
  inTransaction(withScope<void>, c, next)
);

/** The same with the `sql` that sees every group and user. For others a page is 404, the API 403. */
export const adminScoped = createMiddleware<Administering>(async (c, next) => {
  if (!c.var.viewer.is_admin) refuse(c.req.path);
  await inTransaction(withAdminScope<void>, c, next);
});

function refuse(path: string): never {
  if (path.startsWith("/api/")) throw new AppError("forbidden", "Only admins may do this.");
  throw new AppError("not_found", "There is nothing at this address.");
}

type Door<S> = (
  pool: RequestPool,
  viewer: Viewer,
  options: { readOnly: boolean },
  work: (sql: S) => Promise<void>,
) => Promise<void>;

type Scope<S> = { Variables: SignedIn["Variables"] & { sql: S } };

async function inTransaction<S>(open: Door<S>, c: Context<Scope<S>>, next: Next): Promise<void> {
  const { viewer, services } = c.var;
  const readOnly = c.req.method === "GET" || c.req.method === "HEAD";
  if (!readOnly && !viewer.can_write) {
    throw new AppError("forbidden", "This API token may read, not write.");
  }
  try {
    await open(services.database.requests, viewer, { readOnly }, async (sql) => {
      c.set("sql", sql as never);
      await next();
      if (c.error || c.res.status >= 400) throw ROLL_BACK;
    });
  } catch (error) {
    if (error !== ROLL_BACK && !c.error) throw error;
  }
}
