import type { OwnerSql } from "../db/client.ts";
import type { ScopedSql } from "../db/scope.ts";
import type { Status } from "../domain/status.ts";

/** What the operators say of the service, newest first; nothing when they never said anything. */
export async function latest(sql: ScopedSql | OwnerSql): Promise<Status | undefined> {
  const [status] = await sql<Status[]>`
    select status, message, created_utc from status order by created_utc desc nulls last limit 1`;
  return status;
}
