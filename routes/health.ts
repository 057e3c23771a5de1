import { Hono } from "hono";
import { knownMigrations } from "../db/migrate.ts";
import * as health from "../sql/operations/health.ts";
import type { Services } from "./http/context.ts";

/** GET /healthz: the process runs. GET /readyz: the database responds, too, and is up to date. */
export function healthRoutes({ database }: Services) {
  const known = knownMigrations();
  const routes = new Hono();

  routes.get("/healthz", (c) => c.json({ status: "ok" }));

  routes.get("/readyz", async (c) => {
    const applied = new Set(await health.appliedMigrations(database.owner));
    const pending = known.filter((name) => !applied.has(name));
    return c.json(
      { status: pending.length ? "migrations_pending" : "ok", pending },
      pending.length ? 503 : 200,
    );
  });

  return routes;
}
