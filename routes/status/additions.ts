import type { Child } from "hono/jsx";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";

/** Reads what another noun adds to the status of a viewer's sites; mounted in routes/app.ts. */
export type StatusAddition = (sql: ScopedSql | AdminSql, now: Temporal.Instant) => Promise<Child>;
