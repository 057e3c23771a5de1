import { Hono } from "hono";
import { knownMigrations, newerSchema } from "../db/migrate.ts";
import * as health from "../sql/operations/health.ts";
import type { Services } from "./http/context.ts";

/**
 * GET /healthz: the process runs. GET /readyz: the database responds, too, and has exactly the
 * migrations that this program knows.
 */
export function healthRoutes({ database }: Services) {
  const known = knownMigrations();
  const routes = new Hono();

  routes.get("/healthz", (c) => c.json({ status: "ok" }));

  routes.get("/readyz", async (c) => {
    const applied = await health.appliedMigrations(database.owner);
    const unknown = applied.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      return c.json({ status: "database_newer", detail: newerSchema(unknown) }, 503);
    }
    const pending = known.filter((name) => !applied.includes(name));
    return c.json(
      { status: pending.length ? "migrations_pending" : "ok", pending },
      pending.length ? 503 : 200,
    );
  });

  return routes;
}
