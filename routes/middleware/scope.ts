import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { type AdminSql, type ScopedSql, withAdminScope, withScope } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import type { Administering, Scoped, SignedIn } from "../http/context.ts";
import { onceByKey } from "./idempotency.ts";

const ROLL_BACK = Symbol("the response refuses, so nothing is committed");

/**
 * Opens a scope for the handler after it: one transaction, read-only for GET and HEAD, in which
 * `c.var.sql` sees what the viewer's group may see. Rolls back when the response is 400 or more, and
 * when the request asks only what it would change (`isDryRun`).
 */
export const scoped = scopedOn("requests");

/** The same for handlers that read a few rows: they have connections of their own. */
export const lightScoped = scopedOn("light");

/** The same for what may take minutes: few at a time, on connections of uploads. */
export const longScoped = scopedOn("uploads");

/** The same for what a token does to itself, which one that may only read does, too. */
export const selfScoped = scopedOn("light", { readersToo: true });

function scopedOn(pool: "requests" | "light" | "uploads", { readersToo } = { readersToo: false }) {
  return createMiddleware<Scoped>(async (c, next) => {
    const { viewer, services: { database } } = c.var;
    if (!readersToo) refuseReaders(c);
    await inTransaction(c, (options, work) =>
      withScope(database[pool], viewer, options, (sql) => {
        c.set("sql", sql);
        return work(sql, next);
      }));
  });
}

/**
 * Runs `work` in a read-only scope, for handlers that have opened none because they often respond
 * without reading much.
 */
export function inScope<T>(
  { var: { viewer, services } }: Pick<Context<SignedIn>, "var">,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return withScope(services.database.requests, viewer, { readOnly: true }, work);
}

/**
 * Opens an admin scope, in which `c.var.sql` sees all groups. For others than admins a page does not
 * exist (404), and the API refuses (403).
 */
export const adminScoped = createMiddleware<Administering>(async (c, next) => {
  const { viewer, services: { database } } = c.var;
  if (!viewer.is_admin) refuse(c.req.path);
  refuseReaders(c);
  await inTransaction(
    c,
    (options, work) =>
      withAdminScope(database.requests, viewer, options, (sql) => {
        c.set("sql", sql);
        return work(sql, next);
      }),
  );
});

function refuse(path: string): never {
  if (path.startsWith("/api/")) throw new AppError("forbidden", "Only admins may do this.");
  throw new AppError("not_found", "There is nothing at this address.");
}

type Work = (sql: ScopedSql | AdminSql, next: () => Promise<void>) => Promise<void>;
type Open = (options: { readOnly: boolean }, work: Work) => Promise<void>;

const isRead = ({ req }: Context) => req.method === "GET" || req.method === "HEAD";

/** Throws "forbidden" when a token that may only read writes. */
function refuseReaders<E extends SignedIn>(c: Context<E>): void {
  if (isRead(c) || c.var.viewer.can_write) return;
  throw new AppError("forbidden", "This API token may read, not write.");
}

async function inTransaction<E extends SignedIn>(c: Context<E>, open: Open): Promise<void> {
  const readOnly = isRead(c);
  // A slow body must not hold a connection: it is complete before the transaction begins.
  if (!readOnly) await c.req.arrayBuffer();
  try {
    await open({ readOnly }, async (sql, next) => {
      await onceByKey(c, sql, next);
      // hono has turned a handler's error into a response by now, and keeps it in c.error.
      if (c.error || c.res.status >= 400 || c.var.isDryRun) throw ROLL_BACK;
    });
  } catch (error) {
    if (error !== ROLL_BACK && !c.error) throw error;
  }
}
